"""Writing: hubs and streets, places on rosters, the monthly confirmation."""

from .hubs import approve_hub, decline_hub, leave_street, register_hub
from .places import Brought, Line, answer, bring_in, claim, confirm_month, end_place

__all__ = [
    "Brought",
    "Line",
    "answer",
    "approve_hub",
    "bring_in",
    "claim",
    "confirm_month",
    "decline_hub",
    "end_place",
    "leave_street",
    "register_hub",
]
