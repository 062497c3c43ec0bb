"""What this room does when it hears of deeds: it rewards them, once, however often it is told."""

from django.utils import timezone

from benfu.platform.identity.actor import SYSTEM
from benfu.platform.journal.models import Fact
from benfu.platform.journal.services import subscribe

from .rules import EARNING
from .services import award

_by_kind = {event.__name__: telling for event, telling in EARNING.items()}


@subscribe("points.award", *EARNING)
def reward(fact: Fact) -> None:
    """Award each deed the fact tells of. In the order of persons, so that two workers wait for each other in one order."""
    deeds = _by_kind[fact.kind](fact.data, timezone.localtime(fact.happened_at).date())
    for deed in sorted(deeds, key=lambda deed: (deed.person, deed.subject)):
        award(actor=SYSTEM, deed=deed, area=fact.area)
