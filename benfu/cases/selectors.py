"""Reading cases: every function takes the actor and shows no more than they may see."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import connection
from django.db.models import Count, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from benfu.geo.distances import box_around, distance_m
from benfu.people import selectors as people
from benfu.platform.files import selectors as pictures
from benfu.platform.identity.actor import Actor
from benfu.platform.lib import clock
from benfu.platform.lib.errors import NotFound
from benfu.platform.lib.paging import Page, cut, read_cursor
from benfu.territory import selectors as territory

from . import access, rules
from .categories import category, in_use, label_of, tiles
from .listing import Counts, Filters, Row, Tab, counts_for, page_of, tabs_for, with_first
from .models import Case, Report, number_of
from .workflow import State, reporter_step

__all__ = [
    "Counts",
    "Filters",
    "Made",
    "NearBy",
    "Reporter",
    "Row",
    "Tab",
    "acts_since",
    "case_by_number",
    "case_for",
    "cases_in",
    "category",
    "counts_for",
    "in_use",
    "label_of",
    "my_counts",
    "my_reports",
    "near_by",
    "own_report_on",
    "report_for",
    "reporters_for",
    "reporters_of",
    "tabs_for",
    "tiles",
]

MOST_NEAR = 5
"""How many near-by cases a reporter is shown."""

# The box uses the index over open cases; the exact distance is taken afterwards.
NEAR = """
    SELECT id, category_id, state, reported_at, reports_count, position[0], position[1]
    FROM cases_case
    WHERE is_open AND position <@ box(point(%s, %s), point(%s, %s)) AND category_id = %s AND reported_at > %s
    ORDER BY id DESC LIMIT 200
"""


@dataclass(frozen=True, slots=True)
class NearBy:
    """An open case near a place, for somebody about to report: what and how far, never who."""

    case: int
    number: str
    category: str
    state: State
    reported_at: datetime
    reports_count: int
    distance_m: int


@dataclass(frozen=True, slots=True)
class Made:
    """One report as an act: who, of what, where (WGS-84 degrees) and when, by the phone's clock if it said."""

    report: UUID
    case: int
    person: int
    first: bool
    category: str
    area: str
    lonlat: tuple[float, float]
    accuracy_m: float
    at: datetime


@dataclass(frozen=True, slots=True)
class Mine:
    """One of a reporter's own reports with its case and its photos."""

    report: Report
    case: Case
    pictures: list[Any]

    @property
    def label(self) -> str:
        """What it is about."""
        return label_of(self.case.category_id)

    @property
    def place(self) -> str:
        """Where it is, in words."""
        return self.case.address or territory.label(self.case.area)

    @property
    def reached(self) -> int:
        """How many of the five steps are reached."""
        return reporter_step(State(self.case.state))

    @property
    def steps_tone(self) -> str:
        """How the steps look."""
        return "ok" if self.case.state == State.CLOSED else ""


@dataclass(frozen=True, slots=True)
class MyCounts:
    """How many reports somebody made since a day, and how many of all theirs belong to a closed case."""

    reported: int
    closed: int


@dataclass(frozen=True, slots=True)
class Reporter:
    """One report of a case; `name` is empty for those who may not know it."""

    report: Report
    name: str
    pictures: list[Any]

    @property
    def late(self) -> bool:
        """Whether it came in on a later day than the one it was made on."""
        return self.report.reported_on != timezone.localdate(self.report.received_at)


def case_for(actor: Actor, case: int) -> Case:
    """Return a case the actor may see. Raises NotFound for an absent one and for one that is not theirs to see."""
    found = with_first(Case.objects.filter(access.visible(actor), pk=case)).first()
    if found is None:
        raise NotFound(_("没有找到这个案件。"))
    return found


def case_by_number(actor: Actor, text: str) -> Case:
    """Return the case of a number such as '2026-000731', or of a bare id. Raises NotFound like `case_for`."""
    number = rules.parse_number(text)
    if number is None:
        raise NotFound(_("没有找到这个案件。"))
    found = case_for(actor, number[1])
    if number[0] is not None and found.number != text.strip():
        raise NotFound(_("没有找到这个案件。"))
    return found


def cases_in(
    actor: Actor,
    *,
    tab: str = "",
    category: str = "",
    area: str = "",
    days: int = 0,
    q: str = "",
    overdue: bool = False,
    own: bool = False,
    after: str = "",
    size: int = 50,
) -> Page[Row]:
    """Return one page of the cases in the actor's work, with all that the list shows.

    `tab` is a key of `listing.COMMUNITY_TABS` or `HANDLER_TABS`; `own` leaves what is given to the actor's side; `q` is a
    number or words of the place. Raises Invalid for a damaged cursor.
    """
    filters = Filters(tab=tab, category=category, area=area, days=days, q=q, overdue=overdue, own=own)
    return page_of(actor, filters, after, min(max(size, 1), 100))


def near_by(lon: float, lat: float, category_code: str) -> list[NearBy]:
    """Return open cases of a category within its radius and time window, nearest first; `lon` and `lat` are WGS-84 degrees.

    Raises Invalid for an unknown category.
    """
    kind = category(category_code)
    west, south, east, north = box_around(lon, lat, kind.near_m)
    since = clock.now() - timedelta(hours=kind.near_hours)
    with connection.cursor() as cursor:
        cursor.execute(NEAR, [west, south, east, north, kind.code, since])
        rows = cursor.fetchall()
    found = [_near(row, lon, lat) for row in rows]
    return sorted((one for one in found if one.distance_m <= kind.near_m), key=lambda one: one.distance_m)[:MOST_NEAR]


def _near(row: tuple[Any, ...], lon: float, lat: float) -> NearBy:
    case, code, state, reported_at, count, *position = row
    away = round(distance_m(lon, lat, *position))
    return NearBy(case, number_of(case, reported_at), code, State(state), reported_at, count, away)


def report_for(actor: Actor, report: UUID) -> Mine:
    """Return one of the actor's own reports. Raises NotFound for an absent one and for somebody else's alike."""
    own = Report.objects.select_related("case").filter(pk=report, person=actor.person or 0).first()
    if own is None:
        raise NotFound(_("没有找到这条上报。"))
    return _mine([own])[0]


def own_report_on(actor: Actor, case: Case) -> Mine | None:
    """Return the actor's own report of a case, None when they have not reported it."""
    own = Report.objects.select_related("case").filter(case=case, person=actor.person or 0).first()
    return _mine([own])[0] if own else None


def my_reports(actor: Actor, after: str = "", size: int = 20) -> Page[Mine]:
    """Return a page of the actor's own reports, newest first. Raises Invalid for a damaged cursor."""
    found = Report.objects.select_related("case").filter(person=actor.person or 0)
    if after:
        found = found.filter(received_at__lt=datetime.fromisoformat(read_cursor(after, str)[0]))
    size = min(max(size, 1), 100)
    page = cut(list(found.order_by("-received_at")[: size + 1]), size, lambda one: [one.received_at.isoformat()])
    return Page(_mine(page.rows), page.next)


def my_counts(actor: Actor, since: date) -> MyCounts:
    """Return the actor's two numbers for their home page, in one statement; `since` is a civil day."""
    made = Count("pk", filter=Q(reported_on__gte=since))
    closed = Count("pk", filter=Q(case__state=State.CLOSED.value))
    return MyCounts(**Report.objects.filter(person=actor.person or 0).aggregate(reported=made, closed=closed))


def _mine(reports: Sequence[Report]) -> list[Mine]:
    shown = pictures.pictures_of_each([f"report:{one.pk}" for one in reports])
    return [Mine(one, one.case, shown[f"report:{one.pk}"]) for one in reports]


def reporters_for(actor: Actor, case: Case) -> list[Reporter]:
    """Return the reports of a case the actor may see, the first one first: all to those who work on it, else their own.

    Names go to the community's staff only.
    """
    reports = Report.objects.filter(case=case).order_by("-first", "received_at", "id")
    if not access.works_on(actor, case):
        reports = reports.filter(person=actor.person or 0)
    known = access.may_see_reporters(actor, case)
    names = people.names_of([one.person_id for one in reports]) if known else {}
    shown = pictures.pictures_of_each([f"report:{one.pk}" for one in reports])
    return [Reporter(one, names.get(one.person_id, ""), shown[f"report:{one.pk}"]) for one in reports]


def reporters_of(case: int) -> list[Report]:
    """Return a case's reports for the rooms above that react to its facts: the first one first, no names."""
    return list(Report.objects.filter(case=case).order_by("-first", "received_at", "id"))


def acts_since(since: datetime) -> list[Made]:
    """Return every report received since a moment, for the rooms above that look for patterns: oldest first, no names."""
    rows = Report.objects.filter(received_at__gte=since).select_related("case").order_by("received_at", "id")
    return [
        Made(
            report=one.pk,
            case=one.case_id,
            person=one.person_id,
            first=one.first,
            category=one.category,
            area=one.case.area,
            lonlat=one.lonlat,
            accuracy_m=one.accuracy_m or 0.0,
            at=one.taken_at or one.received_at,
        )
        for one in rows.iterator()
    ]
