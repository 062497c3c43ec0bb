"""Writing about people: registrations and duties."""

from .duties import appoint, end_duty
from .registrations import (
    approve_registration,
    decline_registration,
    end_registration,
    leave,
    register_worker,
)

__all__ = [
    "appoint",
    "approve_registration",
    "decline_registration",
    "end_duty",
    "end_registration",
    "leave",
    "register_worker",
]
