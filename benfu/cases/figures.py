"""Sums over cases for the outlook: by state, day, category and area; the area code given bounds what is counted."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta

from django.db.models import Avg, Count, ExpressionWrapper, F, Q
from django.db.models import DurationField as Span
from django.db.models.functions import Substr, TruncDate
from django.utils import timezone

from benfu.platform.lib import clock

from .listing import nearly_overdue
from .models import Case, Report
from .workflow import State


@dataclass(frozen=True, slots=True)
class Day:
    """What came and went on one civil day."""

    day: date
    reported: int
    closed: int
    declined: int


@dataclass(frozen=True, slots=True)
class Share:
    """A part of a whole, such as closed in time of all closed."""

    part: int
    whole: int

    @property
    def percent(self) -> float | None:
        """The share in percent, None when there is nothing to count."""
        return 100 * self.part / self.whole if self.whole else None


def by_state(area: str) -> dict[State, int]:
    """Return how many cases stand in each state under `area`; states without cases are 0."""
    rows = Case.objects.filter(area__startswith=area).values_list("state").annotate(Count("pk"))
    return dict.fromkeys(State, 0) | {State(state): count for state, count in rows}


def by_day(area: str, since: date, until: date | None = None) -> list[Day]:
    """Return what was reported, closed and declined under `area` on each civil day from `since` to `until` (today)."""
    until = until or clock.today()
    days = {since + timedelta(days=number): [0, 0, 0] for number in range((until - since).days + 1)}
    scope = Case.objects.filter(area__startswith=area)
    came = scope.filter(reported_at__gte=_start(since)).annotate(day=TruncDate("reported_at"))
    for day, count in came.values_list("day").annotate(Count("pk")):
        if day in days:
            days[day][0] = count
    went = scope.filter(ended_at__gte=_start(since)).annotate(day=TruncDate("ended_at"))
    for day, state, count in went.values_list("day", "state").annotate(Count("pk")):
        if day in days:
            days[day][1 if state == State.CLOSED else 2] = count
    return [Day(day, *counts) for day, counts in days.items()]


def open_by_state(area: str) -> dict[State, int]:
    """Return how many open cases stand in each open state under `area`: cheap however many have ended."""
    rows = Case.objects.filter(is_open=True, area__startswith=area).values_list("state").annotate(Count("pk"))
    return {State(state): count for state, count in rows}


def open_by_area(area: str, digits: int = 15) -> dict[str, int]:
    """Return how many open cases lie in each area under `area`.

    Areas are told apart by the first `digits` of their code: 15 for cells, 12 for communities, 9 for streets.
    """
    code = Substr("area", 1, digits)
    rows = Case.objects.filter(is_open=True, area__startswith=area).values_list(code).annotate(Count("pk"))
    return dict(rows)


def overdue_by_area(area: str, digits: int = 15) -> dict[str, int]:
    """Return how many open cases are past their running deadline, by area like `open_by_area`."""
    late = Q(is_open=True, due_at__lt=clock.now(), area__startswith=area)
    return dict(Case.objects.filter(late).values_list(Substr("area", 1, digits)).annotate(Count("pk")))


def by_category(area: str, since: date) -> dict[str, int]:
    """Return how many cases were reported under `area` since a civil day, by category code, most first."""
    found = Case.objects.filter(area__startswith=area, reported_at__gte=_start(since))
    return dict(found.values_list("category").annotate(count=Count("pk")).order_by("-count", "category"))


def overdue(area: str, limit: int = 20) -> list[Case]:
    """Return the open cases under `area` that are longest past their running deadline."""
    late = Q(is_open=True, due_at__lt=clock.now(), area__startswith=area)
    return list(Case.objects.filter(late).order_by("due_at", "id")[:limit])


def overdue_count(area: str) -> int:
    """Return how many open cases under `area` are past their running deadline."""
    return Case.objects.filter(is_open=True, due_at__lt=clock.now(), area__startswith=area).count()


def nearly_overdue_count(area: str) -> int:
    """Return how many open cases under `area` are past or nearly past their running deadline."""
    return Case.objects.filter(nearly_overdue(), area__startswith=area).count()


def on_time(area: str, since: date) -> Share:
    """Return how many of the cases closed since a civil day had been mended by their deadline (按期结案率)."""
    closed = Case.objects.filter(state=State.CLOSED, area__startswith=area, ended_at__gte=_start(since))
    sums = closed.aggregate(whole=Count("pk"), part=Count("pk", filter=Q(handled_at__lte=F("handle_due_at"))))
    return Share(sums["part"], sums["whole"])


def on_time_by_area(area: str, since: date, digits: int = 15) -> dict[str, Share]:
    """Return the on-time share like `on_time`, by area like `open_by_area`; areas where nothing was closed are left out."""
    closed = Case.objects.filter(state=State.CLOSED, area__startswith=area, ended_at__gte=_start(since))
    rows = closed.values_list(Substr("area", 1, digits)).annotate(
        part=Count("pk", filter=Q(handled_at__lte=F("handle_due_at"))), whole=Count("pk")
    )
    return {code: Share(part, whole) for code, part, whole in rows}


def answered(area: str, since: date) -> Share:
    """Return how many of the cases reported since a civil day have had a first answer: filed or declined."""
    found = Case.objects.filter(area__startswith=area, reported_at__gte=_start(since))
    sums = found.aggregate(whole=Count("pk"), part=Count("pk", filter=Q(answered_at__isnull=False)))
    return Share(sums["part"], sums["whole"])


def first_answer_took(area: str, since: date) -> timedelta | None:
    """Return how long the cases reported since a civil day waited for their first answer on average, None when none has one."""
    return _mean("answered_at", Q(area__startswith=area, reported_at__gte=_start(since), answered_at__isnull=False))


def closing_took(area: str, since: date) -> timedelta | None:
    """Return how long the cases closed since a civil day took from the first report on average, None when there are none."""
    return _mean("ended_at", Q(area__startswith=area, state=State.CLOSED, ended_at__gte=_start(since)))


def sent_back(area: str, since: date) -> Share:
    """Return how many of the cases closed since a civil day had been sent back at least once (返工)."""
    closed = Case.objects.filter(state=State.CLOSED, area__startswith=area, ended_at__gte=_start(since))
    sums = closed.aggregate(whole=Count("pk"), part=Count("pk", filter=Q(sent_back__gt=0)))
    return Share(sums["part"], sums["whole"])


def reports_since(area: str, since: date) -> tuple[int, int]:
    """Return how many reports came under `area` since a civil day, joined ones too, and from how many persons."""
    found = Report.objects.filter(case__area__startswith=area, received_at__gte=_start(since))
    sums = found.aggregate(reports=Count("pk"), persons=Count("person", distinct=True))
    return sums["reports"], sums["persons"]


def _mean(moment: str, scope: Q) -> timedelta | None:
    took = ExpressionWrapper(F(moment) - F("reported_at"), output_field=Span())
    mean: timedelta | None = Case.objects.filter(scope).aggregate(mean=Avg(took))["mean"]
    return mean


def _start(day: date) -> datetime:
    """Return the first moment of a civil day of the district."""
    return timezone.make_aware(datetime.combine(day, time.min))
