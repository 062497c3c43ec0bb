"""Reading points: the door to awards, foresight, statement and tariffs."""

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from benfu.ledger import selectors as ledger
from benfu.ledger.kinds import holder
from benfu.platform.identity.actor import Actor
from benfu.platform.lib import clock
from benfu.platform.lib.acting import Somebody
from benfu.platform.lib.errors import NotFound

from .awards import Award, Why, awarded_in, awards_for, awards_in, awards_of, why
from .foresight import Chance, Preview, chances, expected_of, pending, preview_for
from .models import Decision
from .rules import Tariff
from .statement import Line, Month, statement
from .tariffs import newest_file, tariff_of, tariff_on, tariffs

__all__ = [
    "Award",
    "Chance",
    "Line",
    "Month",
    "Preview",
    "Summary",
    "Why",
    "awarded_in",
    "awards_for",
    "awards_in",
    "awards_of",
    "chances",
    "expected_of",
    "expiring",
    "newest_file",
    "pending",
    "preview_for",
    "statement",
    "summary",
    "tariff",
    "tariff_of",
    "tariffs",
    "why",
]

MOST_EXPORTED = 100_000


@dataclass(frozen=True, slots=True)
class Summary:
    """What a worker has: `balance` to spend now, `held` for goods not picked up yet, `pending` if all open reports hold."""

    balance: int
    held: int
    pending: int


def summary(actor: Actor) -> Summary:
    """Return the actor's points in three numbers; zeros for somebody who never registered."""
    if actor.person is None:
        return Summary(0, 0, 0)
    funds = ledger.balance(holder(f"person:{actor.person}"))
    return Summary(funds.spendable, funds.held, pending(actor))


def export(actor: Somebody) -> dict[str, object]:
    """Return all of the actor's ledger entries and decisions as plain values, for their own copy of their data."""
    person = actor.person or 0
    entries = ledger.entries(holder(f"person:{person}"), limit=MOST_EXPORTED)
    decided = Decision.objects.filter(person=person).order_by("pk")
    fields = ("day", "action", "rule", "tariff_id", "case", "requested", "granted", "reason", "steps", "decided_at")
    return {
        "entries": [{"kind": one.kind, "points": one.amount, "for": one.cause, "at": one.booked_at} for one in entries],
        "decisions": list(decided.values(*fields)),
    }


def expiring(actor: Actor) -> list[tuple[date, int]]:
    """Return (last day, points) of what the actor can still spend, soonest first."""
    return ledger.expiring(holder(f"person:{actor.person}")) if actor.person is not None else []


def tariff(day: date | None = None) -> Tariff:
    """Return the tariff in force today, or on a day. Raises NotFound before the first one."""
    found = tariff_on(day or clock.today())
    if found is None:
        raise NotFound(_("还没有公布积分细则。"))
    return found
