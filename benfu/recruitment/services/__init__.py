"""Writing: calls, applications, appointments and their end."""

from .appointments import Choice, appoint_all, appoint_one, dismiss, remind, renew, resign
from .calls import NewCall, apply_for, close_call, decline_application, note_interview, open_call, withdraw_application

__all__ = [
    "Choice",
    "NewCall",
    "apply_for",
    "appoint_all",
    "appoint_one",
    "close_call",
    "decline_application",
    "dismiss",
    "note_interview",
    "open_call",
    "remind",
    "renew",
    "resign",
    "withdraw_application",
]
