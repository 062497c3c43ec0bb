"""Gathers what the rules look at: reports with their places and pictures, and who vouched for whom."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from benfu.cases import selectors as cases
from benfu.people import selectors as people
from benfu.platform.files import selectors as files
from benfu.platform.journal.models import Fact

from .rules import Act, Kind, Print, Sign, Vouched, rings, same_name, same_picture, same_place, too_fast


@dataclass(frozen=True, slots=True)
class Gathered:
    """A stretch of time: reports, their pictures, who verified whose, who confirmed whose, names, and each case's area."""

    acts: list[Act]
    prints: list[Print]
    verified: list[Vouched]
    confirmed: list[Vouched]
    names: dict[int, str]
    areas: dict[int, str]


def gather(since: datetime, pictures: bool = True) -> Gathered:
    """Return what happened since a moment, in five statements for any number; without pictures if they are not wanted."""
    rows = cases.acts_since(since)
    acts = [
        Act(f"{one.report}", one.case, one.person, one.category, *one.lonlat, one.at.timestamp(), one.accuracy_m)
        for one in rows
    ]
    person_of = {act.report: act.person for act in acts}
    prints = [
        Print(report, person_of[report], one.sha256, one.bits, one.at.timestamp())
        for one in (files.prints_since(since) if pictures else ())
        if (report := one.subject.removeprefix("report:")) in person_of
    ]
    facts = Fact.objects.filter(kind="CaseClosed", happened_at__gte=since)
    closed = list(facts.order_by("id").values_list("data", "area"))
    verified = list(_verified(data for data, _ in closed))
    confirmed = list(_confirmed(rows))
    names = people.names_of({one for edge in verified for one in (edge.by, edge.person)})
    areas = {int(data["case"]): area for data, area in closed} | {one.case: one.area for one in rows}
    return Gathered(acts, prints, verified, confirmed, names, areas)


def signs(found: Gathered) -> list[Sign]:
    """Return everything that looks like farming."""
    return [
        *same_picture(found.prints),
        *same_place(found.acts),
        *too_fast(found.acts),
        *rings(found.verified, Kind.VERIFYING_RING),
        *rings(found.confirmed, Kind.CONFIRMING_RING),
        *same_name(found.verified, found.names),
    ]


def _verified(closed: Iterable[dict[str, Any]]) -> Iterable[Vouched]:
    for data in closed:
        if data["by"] is not None:
            yield from (Vouched(int(data["by"]), int(one["person"]), int(data["case"])) for one in data["reports"])


def _confirmed(rows: Iterable[cases.Made]) -> Iterable[Vouched]:
    """Yield who confirmed whose report: everybody who joined a case, for the one who reported it first."""
    rows = list(rows)
    first = {one.case: one.person for one in rows if one.first}
    for one in rows:
        if not one.first and one.case in first:
            yield Vouched(one.person, first[one.case], one.case)
