"""What may still be earned: the same pure function that awards, asked beforehand."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from benfu.cases import selectors as cases
from benfu.platform.identity.actor import Actor
from benfu.platform.lib import clock

from . import words
from .models import CapUse
from .rules import CORRECTIONS, Deed, Outcome, Tariff, caps_on, evaluate, reports_of_closed_case
from .tariffs import in_force, tariff_on, tariffs

MOST_PENDING = 100
"""Reports of one person that are looked at to say what they may still expect."""
Used = Counter[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Chance:
    """One way to earn: so many points of it today; `cap` 0 means there is no limit."""

    rule: words.Explained
    earned: int
    cap: int


@dataclass(frozen=True, slots=True)
class Preview:
    """What closing a case will pay one reporter; `name` is empty for those who may not know it."""

    name: str
    first: bool
    points: int
    sums: list[words.Sum]
    reason: str


def pending(actor: Actor) -> int:
    """Return what the actor's open reports will earn if all are verified by somebody else."""
    if actor.person is None:
        return 0
    mine = cases.my_reports(actor, size=MOST_PENDING).rows
    deeds = [deed for one in mine if one.case.is_open for deed in _if_closed(one.case, [one.report], None)]
    return sum(outcome.granted for outcome in _foreseen(deeds))


def expected_of(actor: Actor, case: int) -> int:
    """Return what the actor's own report of an open case will earn if somebody else verifies it; 0 without one."""
    found = cases.case_for(actor, case)
    mine = cases.own_report_on(actor, found) if found.is_open else None
    deeds = _if_closed(found, [mine.report], None) if mine else []
    return sum(outcome.granted for outcome in _foreseen(deeds))


def chances(actor: Actor) -> list[Chance]:
    """Return the ways to earn by today's tariff, with what the actor has earned of each today."""
    today = clock.today()
    now = tariff_on(today)
    if now is None:
        return []
    rows = CapUse.objects.filter(person=actor.person or 0, period=f"{today}").values_list("scope", "used")
    earned = dict(rows)
    return [
        Chance(words.explain(rule, now), earned.get(rule.action, 0), rule.per_day)
        for rule in now.rules
        if rule.action not in CORRECTIONS
    ]


def preview_for(actor: Actor, case: int) -> list[Preview]:
    """Return what closing a case will pay to whom if the actor verifies it now. Raises NotFound if it is not theirs to see."""
    found = cases.case_for(actor, case)
    reporters = cases.reporters_for(actor, found)
    outcomes = _foreseen(_if_closed(found, [one.report for one in reporters], actor.person))
    return [
        Preview(
            name=one.name,
            first=one.report.first,
            points=outcome.granted,
            sums=words.sums(outcome.as_data()),
            reason=str(words.REASONS.get(outcome.reason, "")),
        )
        for one, outcome in zip(reporters, outcomes, strict=True)
    ]


def _if_closed(case: Any, reports: Sequence[Any], verifier: int | None) -> list[Deed]:
    """Return the deeds that the fact of this case's closing would tell of."""
    told = [{"report": r.pk, "person": r.person_id, "first": r.first, "reported_on": r.reported_on} for r in reports]
    fact = {"case": case.pk, "category": case.category_id, "severity": case.severity, "by": verifier, "reports": told}
    return [replace(deed, area=case.area) for deed in reports_of_closed_case(fact, clock.today())]


def _foreseen(deeds: Sequence[Deed]) -> list[Outcome]:
    """Return what these deeds would earn one after another, in three statements for any number."""
    if not deeds:
        return []
    published = tariffs()
    used = _used(deeds)
    outcomes = []
    for deed in deeds:
        then = in_force(published, deed.day)
        outcome = evaluate(then, deed, used[deed.person])
        for cap in _caps(then, deed):
            used[deed.person][cap] += outcome.granted
        outcomes.append(outcome)
    return outcomes


def _used(deeds: Sequence[Deed]) -> dict[int, Used]:
    used = {deed.person: Used() for deed in deeds}
    periods = {period for deed in deeds for period in (f"{deed.day}", f"{deed.day:%Y-%m}")}
    for row in CapUse.objects.filter(person__in=used, period__in=periods):
        used[row.person_id][row.scope, row.period] = row.used
    return used


def _caps(tariff: Tariff | None, deed: Deed) -> Iterable[tuple[str, str]]:
    rule = tariff.rule_for(deed.action) if tariff else None
    return [(cap.scope, cap.period) for cap in caps_on(tariff, rule, deed)] if tariff and rule else []
