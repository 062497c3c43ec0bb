"""Pure: what a deed is, how a rule prices it, and what the caps leave of it. Steps explain each point."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from enum import StrEnum
from itertools import count
from typing import Any
from uuid import UUID, uuid5

from benfu.cases.events import CaseClosed
from benfu.hours.events import HoursRecorded

AWARDS = UUID("0c1f6f0e-53d4-5d3b-8a40-6d0d2f2b9a51")
"""Namespace of the keys under which awards are made once."""
ALL = "*"
"""The scope of the caps over all rules together."""


class Reason(StrEnum):
    """Why a deed earned what it did; all but PAID say why it earned nothing."""

    PAID = "paid"
    OWN_VERIFICATION = "own_verification"
    NO_TARIFF = "no_tariff"
    NO_RULE = "no_rule"
    CAP = "cap"
    BACK_FILLED = "back_filled"


BARS = frozenset({Reason.OWN_VERIFICATION, Reason.BACK_FILLED})
"""What keeps a deed from earning, whatever a tariff pays for it."""
CORRECTIONS = frozenset({"appeal"})
"""Actions that put an earlier decision right: nobody sets out to do them."""


class Unit(StrEnum):
    """What a rule pays for: one deed, or each hour or point of it (the deed's `amount`)."""

    DEED = "deed"
    HOUR = "hour"
    POINT = "point"


class Vouches(StrEnum):
    """Who stands for it that a deed was done; never the person who did it."""

    COMMUNITY = "community"
    STREET = "street"
    DEPARTMENT = "department"
    ORGANISER = "organiser"


@dataclass(frozen=True, slots=True)
class Deed:
    """Something a person did that may earn points.

    `action` is what tariffs price ('first_report'), `subject` the thing it was done with ('report:<uuid>'), `day` the civil
    day of the act, `verifier` the person who vouched for it; where there is a case behind it, its number, its category and its
    severity (1 to 3). `amount` is how many hours (or other units) it counts for, `place` the place among those who did the
    same thing, from 1; `area` where it was. A `bar`, one of BARS, says why it earns nothing whatever the tariff says.
    """

    action: str
    subject: str
    person: int
    day: date
    verifier: int | None = None
    case: int | None = None
    category: str = ""
    severity: int = 1
    area: str = ""
    amount: int = 1
    place: int = 1
    bar: str = ""

    @property
    def thing(self) -> str:
        """What it was done to, for caps of one and the same thing: this kind of case in this grid cell."""
        return f"{self.category}:{self.area}"

    @property
    def barred(self) -> str:
        """Why it earns nothing whatever the tariff says: nobody vouches for their own deeds; '' for all others."""
        own = self.verifier is not None and self.verifier == self.person
        return Reason.OWN_VERIFICATION if own else self.bar

    @property
    def key(self) -> UUID:
        """The key under which this deed is rewarded once, whatever the tariff says and however often it is told."""
        return uuid5(AWARDS, f"{self.subject}:{self.action}")


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of a tariff: what an action earns, in whole points. A cap of 0 is none.

    `unit` says what `points` are paid for, `per_object` caps a month's points from one kind of case in one grid cell, and with
    `decay_percent` each later place is paid so much of the one before it.
    """

    code: str
    action: str
    name: str
    name_en: str
    evidence: str
    evidence_en: str
    points: int
    per_severity: int = 0
    activity_day: int = 0
    per_day: int = 0
    per_month: int = 0
    per_object: int = 0
    decay_percent: int = 0
    unit: str = Unit.DEED
    verifier: str = Vouches.COMMUNITY


@dataclass(frozen=True, slots=True)
class Tariff:
    """A published list of rules, in force for acts from `valid_from` until the next tariff begins."""

    version: str
    published_on: date
    valid_from: date
    activity_days: tuple[int, ...]
    per_day: int
    per_month: int
    expires_after_months: int
    expires_at_end_of: str
    rules: tuple[Rule, ...]

    def rule_for(self, action: str) -> Rule | None:
        """Return the row that prices an action, or None."""
        return next((rule for rule in self.rules if rule.action == action), None)

    def rule(self, code: str) -> Rule | None:
        """Return the row with a code such as 'R1', or None."""
        return next((rule for rule in self.rules if rule.code == code), None)


@dataclass(frozen=True, slots=True)
class Cap:
    """A limit on what one person can earn in a civil day or month; 0 is none.

    The scope is an action, ALL, or 'action@kind:cell' for what one kind of case in one grid cell earns.
    """

    scope: str
    period: str
    limit: int


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the sum: what it is, how many points, and the numbers it was worked out from."""

    what: str
    points: int
    given: Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What a deed earns: the steps sum up to `granted`; `requested` is before the caps."""

    requested: int
    granted: int
    reason: Reason
    steps: tuple[Step, ...]

    def as_data(self) -> list[dict[str, Any]]:
        """Return the steps as plain values, to be stored."""
        return [asdict(step) for step in self.steps]


# --- which fact tells of which deeds -------------------------------------------------------------------------------

Telling = Callable[[Mapping[str, Any], date], Iterable[Deed]]
EARNING: dict[type, Telling] = {}
"""By event: the function that reads deeds out of a fact's data and the civil day it happened."""


def earns(event: type) -> Callable[[Telling], Telling]:
    """Say that facts of this event tell of deeds: the function below reads them out of the fact's data and its civil day."""

    def remember(telling: Telling) -> Telling:
        EARNING[event] = telling
        return telling

    return remember


@earns(CaseClosed)
def reports_of_closed_case(fact: Mapping[str, Any], _day: date) -> list[Deed]:
    """Every verified report, each on its own day: the first one found the problem, later ones confirmed it."""
    confirmed = count(1)
    return [
        Deed(
            action="first_report" if report["first"] else "later_report",
            subject=f"report:{report['report']}",
            person=int(report["person"]),
            day=date.fromisoformat(str(report["reported_on"])),
            verifier=fact["by"],
            case=int(fact["case"]),
            category=str(fact["category"]),
            severity=int(fact["severity"]),
            place=1 if report["first"] else next(confirmed),
        )
        for report in fact["reports"]
    ]


@earns(HoursRecorded)
def hours_of_service(fact: Mapping[str, Any], _day: date) -> list[Deed]:
    """Full hours of volunteering, vouched for by the organiser who wrote them down; back-filled ones earn nothing."""
    hours = int(fact["minutes"]) // 60
    deed = Deed(
        action="volunteer_hours",
        subject=f"service:{fact['service']}",
        person=int(fact["person"]),
        day=date.fromisoformat(str(fact["done_on"])),
        verifier=int(fact["by"]),
        amount=hours,
        bar=Reason.BACK_FILLED if fact["back_filled"] else "",
    )
    return [deed] if hours else []


# --- what a deed is worth ------------------------------------------------------------------------------------------


def caps_on(tariff: Tariff, rule: Rule, deed: Deed) -> tuple[Cap, ...]:
    """Return the caps on what a rule pays for a deed, in the order in which they are locked.

    Those of days and months without a limit are among them: what they have seen counts, should a later tariff set one.
    """
    day, month = f"{deed.day}", f"{deed.day:%Y-%m}"
    found = [
        Cap(ALL, day, tariff.per_day),
        Cap(ALL, month, tariff.per_month),
        Cap(rule.action, day, rule.per_day),
        Cap(rule.action, month, rule.per_month),
    ]
    if rule.per_object:
        found.append(Cap(f"{rule.action}@{deed.thing}", month, rule.per_object))
    return tuple(sorted(found, key=lambda cap: (cap.scope, cap.period)))


def evaluate(tariff: Tariff | None, deed: Deed, used: Mapping[tuple[str, str], int]) -> Outcome:
    """Return what a deed earns; `used` says what the person has earned of each (scope, period) so far.

    The same arguments always give the same outcome: replaying a stored decision reproduces it.
    """
    if deed.barred:
        return _nothing(Reason(deed.barred))
    if tariff is None:
        return _nothing(Reason.NO_TARIFF)
    rule = tariff.rule_for(deed.action)
    if rule is None:
        return _nothing(Reason.NO_RULE)
    steps = price(tariff, rule, deed)
    requested = sum(step.points for step in steps)
    return _capped(requested, steps, caps_on(tariff, rule, deed), used)


def expires_on(tariff: Tariff, today: date) -> date:
    """Return the last day on which points given today can be spent: so many months on, then the end of that period."""
    month = today.year * 12 + today.month - 1 + tariff.expires_after_months
    length = {"month": 1, "quarter": 3, "year": 12}[tariff.expires_at_end_of]
    after = (month // length + 1) * length
    return date.fromordinal(date(after // 12, after % 12 + 1, 1).toordinal() - 1)


def price(tariff: Tariff, rule: Rule, deed: Deed) -> tuple[Step, ...]:
    """Return what a rule pays for a deed before any cap, line by line."""
    each = {} if rule.unit == Unit.DEED else {"amount": deed.amount, "each": rule.points, "unit": rule.unit}
    steps = [Step("base", rule.points * (deed.amount if each else 1), each)]
    if more := rule.per_severity * (deed.severity - 1):
        steps.append(Step("severity", more, {"severity": deed.severity, "each": rule.per_severity}))
    if rule.activity_day and deed.day.day in tariff.activity_days:
        steps.append(Step("activity_day", rule.activity_day, {"day": f"{deed.day}"}))
    full = sum(step.points for step in steps)
    if less := _decayed(full, rule.decay_percent, deed.place) - full:
        steps.append(Step("decay", less, {"place": deed.place, "percent": rule.decay_percent}))
    return tuple(steps)


def _decayed(points: int, percent: int, place: int) -> int:
    """Return `percent` % of the points for each place after the first, cut to whole points, never below one."""
    left = place - 1 if percent else 0
    while left and points > 1:
        points, left = max(1, points * percent // 100), left - 1
    return points


def _capped(requested: int, steps: Sequence[Step], caps: Iterable[Cap], used: Mapping[tuple[str, str], int]) -> Outcome:
    granted, cuts = requested, []
    for cap in caps:
        if not cap.limit:
            continue
        so_far = used.get((cap.scope, cap.period), 0)
        left = max(0, cap.limit - so_far)
        if granted > left:
            given = {"scope": cap.scope, "period": cap.period, "limit": cap.limit, "used": so_far}
            cuts.append(Step("cap", left - granted, given))
            granted = left
    return Outcome(requested, granted, Reason.PAID if granted else Reason.CAP, (*steps, *cuts))


def _nothing(reason: Reason) -> Outcome:
    return Outcome(0, 0, reason, ())
