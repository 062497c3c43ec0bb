"""The staff's list of cases: tabs, filters, and rows with all that the list shows, in a fixed number of statements."""

import threading
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any

from django.db.models import Count, ExpressionWrapper, F, FilteredRelation, Q, QuerySet, Sum
from django.db.models import DateTimeField as Moment
from django.db.models import DurationField as Span
from django.db.models.lookups import LessThanOrEqual
from django.utils import timezone
from django.utils.translation import gettext_noop

from benfu.organisations import selectors as organisations
from benfu.people import selectors as people
from benfu.platform.files import selectors as pictures
from benfu.platform.identity.actor import Actor
from benfu.platform.lib import clock
from benfu.platform.lib.errors import Invalid
from benfu.platform.lib.paging import STALE, Page, cut, read_cursor
from benfu.platform.lib.text import clean
from benfu.territory import selectors as territory
from benfu.ui import times

from . import access, categories, rules
from .models import Case
from .workflow import OPEN, State

PAGE = 50
MOST_DAYS = 3660
Place = Callable[[Case], list[Any]]


@dataclass(frozen=True, slots=True)
class Order:
    """An order of the list: the columns, and how a row's place in it is written into a cursor."""

    columns: tuple[str, ...]
    place: Place
    beyond: Callable[[list[Any]], Q]
    """Turns a place into the condition for what comes after it."""
    shape: tuple[type, ...]
    """The types of a place's values: another list's cursor is none here."""


DANGER = Order(
    ("-severity", "-id"),
    lambda case: [case.severity, case.pk],
    lambda place: Q(severity__lt=place[0]) | Q(severity=place[0], id__lt=place[1]),
    (int, int),
)
DUE = Order(
    ("due_at", "id"),
    lambda case: [case.due_at.isoformat() if case.due_at else "", case.pk],
    lambda place: Q(due_at__gt=_moment(place[0])) | Q(due_at=_moment(place[0]), id__gt=place[1]),
    (str, int),
)
NEWEST = Order(("-id",), lambda case: [case.pk], lambda place: Q(id__lt=place[0]), (int,))


@dataclass(frozen=True, slots=True)
class Tab:
    """One tab of the list: which cases it holds, in which order. `label` is a message id."""

    key: str
    label: str
    states: frozenset[State]
    order: Order
    late: bool = False
    overdue: bool = False
    own: bool = False
    """Only what is given to the actor's side."""
    counted: bool = True

    @property
    def column(self) -> str:
        """Which of the sums by state its number is made of."""
        return {(False, False): "any", (True, False): "late", (False, True): "own", (True, True): "own_late"}[
            self.late, self.own
        ]


def _tab(key: str, label: str, states: str, order: Order = DUE, **kwargs: bool) -> Tab:
    return Tab(key, label, frozenset(State(word) for word in states.split()), order, **kwargs)


_OPEN = "reported filed dispatched handling handled returned"
COMMUNITY_TABS = (
    _tab("waiting", gettext_noop("待受理"), "reported", DANGER),
    _tab("filed", gettext_noop("待派单"), "filed"),
    _tab("working", gettext_noop("处置中"), "dispatched handling"),
    _tab("checking", gettext_noop("待核查"), "handled"),
    _tab("late", gettext_noop("即将超时"), _OPEN, late=True),
    _tab("returned", gettext_noop("已退回"), "returned"),
    _tab("mine", gettext_noop("派给我的"), "dispatched handling", own=True),
    _tab("closed", gettext_noop("已办结"), "closed", NEWEST, counted=False),
    _tab("all", gettext_noop("全部"), _OPEN + " closed declined", NEWEST, counted=False),
)
WATCHER_TABS = tuple(tab for tab in COMMUNITY_TABS if not tab.own)
HANDLER_TABS = (
    _tab("to_accept", gettext_noop("待接单"), "dispatched", own=True),
    _tab("to_handle", gettext_noop("处置中"), "handling", own=True),
    _tab("handed_in", gettext_noop("待核查"), "handled", own=True),
    _tab("own_late", gettext_noop("即将超时"), "dispatched handling", late=True, own=True),
    _tab("all", gettext_noop("全部"), _OPEN + " closed declined", NEWEST, counted=False),
)
HIDDEN_TABS = (
    _tab("open", gettext_noop("未办结"), _OPEN),
    _tab("overdue", gettext_noop("已超时"), _OPEN, overdue=True),
    _tab("declined", gettext_noop("不予受理"), "declined", NEWEST),
)
"""Tabs that only links lead to, from the cockpit for one."""
_BY_KEY = {tab.key: tab for tab in (*HIDDEN_TABS, *HANDLER_TABS, *COMMUNITY_TABS)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """What a reader narrows the list down to; an empty value means no limit."""

    tab: str = ""
    category: str = ""
    area: str = ""
    days: int = 0
    q: str = ""
    overdue: bool = False
    own: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """A case with all that the list shows of it. `reporter` is empty for those who may not know."""

    case: Case
    label: str
    area: str
    reporter: str
    mender: str
    picture: Any

    @property
    def cell(self) -> str:
        """The smallest area it lies in, by its own name."""
        return self.area.rsplit(territory.SEPARATOR, 1)[-1]

    @property
    def place(self) -> str:
        """Where it is, in words."""
        return self.case.address or self.area

    @property
    def limit(self) -> times.Deadline:
        """How its running clock stands, or how long it took to its end."""
        case = self.case
        if case.ended_at:
            return times.deadline(case.ended_at, case.ended_at, case.reported_at, case.ended_at)
        return times.deadline(case.due_at, clock.now(), case.stage_since)


@dataclass(frozen=True, slots=True)
class Counts:
    """How many cases stand in each counted tab; how many came today, and how long they waited for a first answer on average."""

    tabs: Mapping[str, int]
    today: int
    answered_after: timedelta | None


def tabs_for(actor: Actor) -> tuple[Tab, ...]:
    """Return the tabs of the actor's list: the handler's, the community's, or those without work of one's own."""
    if not actor.holds(access.COMMUNITY):
        return HANDLER_TABS
    return COMMUNITY_TABS if actor.holds((*access.HANDLERS, *access.OFFICE)) else WATCHER_TABS


def narrowed(actor: Actor, filters: Filters) -> Q:
    """Return the cases of the actor's work that the filters leave."""
    tab = _BY_KEY.get(filters.tab, _BY_KEY["all"])
    found = _scope(actor, own=filters.own or tab.own) & _in_tab(tab)
    if filters.category in categories.all_categories():
        found &= Q(category=filters.category)
    if filters.area.isascii() and filters.area.isdigit():
        found &= Q(area__startswith=filters.area)
    if 0 < filters.days <= MOST_DAYS:
        found &= Q(reported_at__gte=clock.now() - timedelta(days=filters.days))
    if filters.overdue:
        found &= Q(is_open=True, due_at__lt=clock.now())
    return found & _searched(filters.q) if filters.q else found


def _scope(actor: Actor, own: bool = False) -> Q:
    return access.with_handler(actor) if own else access.in_work(actor)


def _in_tab(tab: Tab) -> Q:
    """Return what stands in a tab. All open states are written as the one column that the partial indexes know."""
    if tab.key == "all":
        return Q()
    states = Q(is_open=True) if tab.states == OPEN else Q(state__in=sorted(tab.states))
    if tab.overdue:
        return states & Q(due_at__lt=clock.now())
    return states & nearly_overdue() if tab.late else states


def tab_of(key: str) -> Tab | None:
    """Return the tab of this key, shown or not, or None."""
    return _BY_KEY.get(key)


def nearly_overdue() -> Q:
    """Return the open cases whose running clock is nearly or wholly used up."""
    allowed = ExpressionWrapper((F("due_at") - F("stage_since")) * times.NEARLY, output_field=Span())
    warned_at = ExpressionWrapper(F("stage_since") + allowed, output_field=Moment())
    return Q(is_open=True) & Q(LessThanOrEqual(warned_at, clock.now()))


def _searched(text: str) -> Q:
    """Return the cases whose number or place is meant by what was typed."""
    number = rules.parse_number(text)
    if number is None:
        return Q(address__icontains=clean(text)[:60])
    year, case = number
    return Q(pk=case) & (Q(reported_at__year=year) if year else Q())


def page_of(actor: Actor, filters: Filters, after: str = "", size: int = PAGE) -> Page[Row]:
    """Return one page of the actor's list, in four statements. Raises Invalid for a damaged cursor."""
    tab = _BY_KEY.get(filters.tab, _BY_KEY["all"])
    found = Case.objects.filter(narrowed(actor, filters))
    if after:
        found = found.filter(tab.order.beyond(read_cursor(after, *tab.order.shape)))
    # The rows are cut off before their first reports are joined to them, not after.
    chosen = found.order_by(*tab.order.columns).values("pk")[: size + 1]
    rows = with_first(Case.objects.filter(pk__in=chosen)).order_by(*tab.order.columns)
    page = cut(list(rows), size, tab.order.place)
    return Page(rows_of(actor, page.rows), page.next)


def with_first(found: QuerySet[Case]) -> QuerySet[Case]:
    """Return cases with the first report's id and person read along."""
    first = FilteredRelation("reports", condition=Q(reports__first=True))
    return found.annotate(first_one=first).annotate(first_id=F("first_one__id"), first_person=F("first_one__person"))


@dataclass(frozen=True, slots=True)
class _First:
    """What the list needs to know of a case's first report."""

    subject: str
    person: int


def _first(case: Any) -> _First:
    return _First(f"report:{case.first_id}", case.first_person)


def rows_of(actor: Actor, cases: Sequence[Case]) -> list[Row]:
    """Return list rows for cases read by `with_first`, in three statements; reporters only where the actor may know them."""
    firsts = {case.pk: _first(case) for case in cases}
    known = {case.pk for case in cases if access.may_see_reporters(actor, case)}
    menders = {case.handler_id for case in cases if case.handler_id is not None}
    names = people.names_of(menders | {firsts[case].person for case in known})
    offices = organisations.names_of({case.department_id for case in cases if case.department_id is not None})
    shown = pictures.pictures_of_each([one.subject for one in firsts.values()])
    rows = []
    for case in cases:
        first = firsts[case.pk]
        reporter = names.get(first.person, "") if case.pk in known else ""
        mender = offices.get(case.department_id or 0) or names.get(case.handler_id or 0, "")
        photos = shown[first.subject]
        label = categories.label_of(case.category_id)
        rows.append(Row(case, label, territory.label(case.area), reporter, mender, photos[0] if photos else None))
    return rows


def counts_for(actor: Actor) -> Counts:
    """Return the numbers on the tabs and in the line above them, in one statement over open cases and today's."""
    today = Q(reported_at__gte=timezone.make_aware(datetime.combine(clock.today(), time.min)))
    own = _scope(actor, own=True)
    waited = ExpressionWrapper(F("answered_at") - F("reported_at"), output_field=Span())
    found = Case.objects.filter(access.in_work(actor) & (Q(is_open=True) | today)).values("state")
    sums = found.annotate(
        any=Count("pk"),
        late=Count("pk", filter=nearly_overdue()),
        own=Count("pk", filter=own),
        own_late=Count("pk", filter=own & nearly_overdue()),
        today=Count("pk", filter=today),
        answered=Count("answered_at", filter=today),
        waited=Sum(waited, filter=today),
    )
    return _counts(tabs_for(actor), {row["state"]: row for row in sums})


def _counts(tabs: Sequence[Tab], rows: Mapping[str, Mapping[str, Any]]) -> Counts:
    """Put the sums by state together into those of the tabs."""
    counted = {
        tab.key: sum(rows[state][tab.column] for state in tab.states if state in rows) for tab in tabs if tab.counted
    }
    answered = sum(row["answered"] for row in rows.values())
    waited = sum((row["waited"] or timedelta() for row in rows.values()), timedelta())
    return Counts(counted, sum(row["today"] for row in rows.values()), waited / answered if answered else None)


_counted = threading.local()


def remember(actor: Actor, counts: Counts) -> None:
    """Keep the counts of this request's actor for the menu of the same page, which would ask again."""
    _counted.last = (actor, counts)


def waiting_for(actor: Actor) -> int:
    """Return how many cases wait for the actor's next step, in one statement: to be confirmed, or to be accepted."""
    first = tabs_for(actor)[0]
    of, counts = getattr(_counted, "last", (None, None))
    if of is actor and counts is not None:
        return int(counts.tabs[first.key])
    return Case.objects.filter(_scope(actor, own=first.own), _in_tab(first)).count()


def _moment(text: str) -> datetime:
    try:
        return datetime.fromisoformat(text)
    except ValueError:
        raise Invalid(STALE) from None
