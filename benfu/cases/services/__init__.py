"""What can be done to cases; every write goes through here, with the actor first."""

from .moving import (
    Photo,
    accept_case,
    add_after_photo,
    decline_case,
    dispatch_case,
    file_and_dispatch,
    file_case,
    finish_case,
    hand_back_case,
    send_back_case,
    verify_case,
)
from .reporting import Receipt, add_photo, add_words, forget_words, join_case, report_case

__all__ = [
    "Photo",
    "Receipt",
    "accept_case",
    "add_after_photo",
    "add_photo",
    "add_words",
    "decline_case",
    "dispatch_case",
    "file_and_dispatch",
    "file_case",
    "finish_case",
    "forget_words",
    "hand_back_case",
    "join_case",
    "report_case",
    "send_back_case",
    "verify_case",
]
