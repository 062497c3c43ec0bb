"""What this room does when it hears from below."""

from benfu.platform.identity.actor import SYSTEM
from benfu.platform.journal.models import Fact
from benfu.platform.journal.services import subscribe
from benfu.territory.events import AreaChanged

from .services import relocate


@subscribe("rest_stops.relocate", AreaChanged)
def find_places_again(fact: Fact) -> None:
    """Put every stop into the area it lies in now."""
    relocate(actor=SYSTEM)
