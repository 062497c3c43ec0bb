"""What this room does when it hears from below."""

from benfu.platform.identity.actor import SYSTEM
from benfu.platform.journal.models import Fact
from benfu.platform.journal.services import subscribe
from benfu.territory.events import AreaChanged

from .services import ensure_offices


@subscribe("organisations.offices", AreaChanged)
def give_offices(fact: Fact) -> None:
    """Give new communities their office."""
    ensure_offices(actor=SYSTEM, under=fact.data["under"])
