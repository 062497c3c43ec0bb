"""Writing about people: registrations and duties."""

from .duties import appoint, end_duty
from .registrations import (
    approve_registration,
    decline_registration,
    end_registration,
    forget_person,
    leave,
    register_worker,
)
from .staff import Slip, add_staff, new_slip

__all__ = [
    "Slip",
    "add_staff",
    "appoint",
    "approve_registration",
    "decline_registration",
    "end_duty",
    "end_registration",
    "forget_person",
    "leave",
    "new_slip",
    "register_worker",
]
