"""Writing about people: registrations and duties."""

from .cards import my_card, prepare_cards, replace_card
from .duties import appoint, end_duty
from .identity_numbers import keep_identity_number, show_identity_number
from .linking import link_my_accounts
from .registrations import (
    approve_registration,
    decline_registration,
    describe_myself,
    end_registration,
    forget_person,
    leave,
    register_worker,
    show_phone,
)
from .staff import Slip, add_staff, new_slip

__all__ = [
    "Slip",
    "add_staff",
    "appoint",
    "approve_registration",
    "decline_registration",
    "describe_myself",
    "end_duty",
    "end_registration",
    "forget_person",
    "keep_identity_number",
    "leave",
    "link_my_accounts",
    "my_card",
    "new_slip",
    "prepare_cards",
    "register_worker",
    "replace_card",
    "show_identity_number",
    "show_phone",
]
