"""What this room does when it hears of deeds: it rewards them, once, however often it is told."""

from collections.abc import Iterable
from dataclasses import replace

from django.utils import timezone

from benfu.fairness import selectors as fairness
from benfu.platform.identity.actor import SYSTEM
from benfu.platform.journal.models import Fact
from benfu.platform.journal.services import subscribe

from .rules import EARNING, Deed, Reason
from .services import award

_by_kind = {event.__name__: telling for event, telling in EARNING.items()}


@subscribe("points.award", *EARNING)
def reward(fact: Fact) -> None:
    """Award each deed the fact tells of. In the order of persons, so that two workers wait for each other in one order."""
    told = _by_kind[fact.kind](fact.data, timezone.localtime(fact.happened_at).date())
    for deed in sorted(_barred(told), key=lambda deed: (deed.person, deed.subject)):
        award(actor=SYSTEM, deed=deed, area=fact.area)


def _barred(deeds: Iterable[Deed]) -> Iterable[Deed]:
    """Bar what somebody verified for themselves under a second account, once a person has found that it is theirs."""
    deeds = list(deeds)
    verifier = next((deed.verifier for deed in deeds if deed.verifier is not None), None)
    same = fairness.second_accounts(verifier, {deed.person for deed in deeds}) if verifier is not None else set()
    return [replace(deed, bar=Reason.OWN_VERIFICATION) if deed.person in same else deed for deed in deeds]
