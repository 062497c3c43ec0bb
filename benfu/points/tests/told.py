"""What tests of points share: facts of closed cases, told to this room as the drain would tell them."""

from collections.abc import Sequence
from datetime import date
from itertools import count
from typing import NamedTuple
from uuid import UUID, uuid4

from django.db import transaction

from benfu.cases.events import CaseClosed, ClosedReport
from benfu.ledger import selectors as ledger
from benfu.ledger.kinds import holder
from benfu.ledger.proofs import proofs as ledger_proofs
from benfu.platform.identity.actor import Actor
from benfu.platform.journal.models import Fact
from benfu.platform.journal.services import record
from benfu.points.loaders import load
from benfu.points.models import Decision
from benfu.points.proofs import proofs
from benfu.points.reactions import reward
from tests.cast import JINHAI, account_of, person_of

MONDAY = date(2026, 11, 23)
ACTIVITY_DAY = date(2026, 11, 25)
CELL = f"{JINHAI}001"
_cases = count(1001)


class Told(NamedTuple):
    """One report of a closed case: whose, on which civil day, whether it was the first."""

    actor: Actor
    day: date = MONDAY
    first: bool = True
    report: UUID | None = None


def closing(reports: Sequence[Told], *, by: Actor, severity: int = 1, area: str = CELL) -> Fact:
    """Write down that a case was closed, and return the fact."""
    event = CaseClosed(
        case=next(_cases),
        by=by.person,
        category="manhole",
        severity=severity,
        verifier=account_of(by),
        reports=tuple(
            ClosedReport(str(one.report or uuid4()), person_of(one.actor), one.first, one.day) for one in reports
        ),
    )
    with transaction.atomic():
        return Fact.objects.get(id=record(event, actor=by, subject=f"case:{event.case}", area=area))


def close(reports: Sequence[Told], *, by: Actor, severity: int = 1, area: str = CELL) -> list[Decision]:
    """Close a case, tell this room, and return what it decided."""
    fact = closing(reports, by=by, severity=severity, area=area)
    tell(fact)
    return list(Decision.objects.filter(case=fact.data["case"]).order_by("id"))


def tell(fact: Fact) -> None:
    """Tell this room a fact, in a transaction, as the drain does."""
    with transaction.atomic():
        reward(fact)


def published() -> None:
    """Put the tariff that comes with the house in force."""
    load(lambda words: None)


def has(actor: Actor) -> int:
    """Return the points the actor can spend."""
    return ledger.balance(holder(f"person:{actor.person}")).spendable


def broken() -> list[str]:
    """Return the laws of ledger and points that do not hold."""
    found = [*ledger_proofs(), *proofs()]
    return [f"{proof.name}: {proof.detail}" for proof in found if not proof.ok]
