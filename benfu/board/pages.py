"""The cockpit page: thin, the figures come from insight and the shapes from territory."""

from datetime import date, datetime

from django.http import HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from benfu.insight import selectors as insight
from benfu.insight.cockpit import ANSWERED_TARGET, ON_TIME_TARGET
from benfu.insight.periods import Period
from benfu.platform.identity.guards import PageRequest, duty
from benfu.platform.lib import clock
from benfu.territory import selectors as territory

from . import charts
from .drawing import choropleth

PERIODS = {Period.TODAY: _("今日"), Period.WEEK: _("近 7 天"), Period.MONTH: _("本月")}
STALE_S = 300
"""From this age on, the clock on the screen turns amber."""


@duty(*insight.VIEWERS)
def cockpit(request: PageRequest) -> HttpResponse:
    """Show the figures of an area: ?area= goes down, ?period= changes what is counted."""
    asked = request.GET.get("period", Period.TODAY)
    period = Period(asked) if asked in set(Period) else Period.TODAY
    figures = insight.figures_for(request.actor, request.GET.get("area", ""), period)
    body = figures.body
    top = insight.area_for(request.actor)
    context = {
        "figures": figures,
        "body": body,
        "sums": body["sums"],
        "change": body["sums"]["reports"] - body["sums"]["reports_before"],
        "area": territory.area(figures.area),
        "trail": [one for one in territory.path_of(figures.area) if one.code.startswith(top)],
        "periods": [(key, words, key == period) for key, words in PERIODS.items()],
        "age_s": round((clock.now() - figures.made_at).total_seconds()),
        "stale_s": STALE_S,
        "on_time_target": ON_TIME_TARGET,
        "answered_target": ANSWERED_TARGET,
        "trend": _trend(body["trend"]),
        "most": max((row["count"] for row in body["categories"]), default=0),
        "points": _points(body["points"]),
        "map": choropleth(figures.area, body["cells"]),
        "overdue": [row | {"due_at": datetime.fromisoformat(row["due_at"])} for row in body["overdue"]],
        "now": timezone.localtime(),
    }
    return render(request, "board/cockpit.html", context)


def _trend(days: list[dict[str, object]]) -> charts.Chart:
    labels = [f"{date.fromisoformat(str(one['day'])):%m-%d}" for one in days]
    reported, closed = ([int(str(one[name])) for one in days] for name in ("reported", "closed"))
    return charts.columns(labels, [reported], line=closed)


def _points(weeks: list[dict[str, object]]) -> charts.Chart:
    labels = [f"{date.fromisoformat(str(one['from'])):%m-%d}" for one in weeks]
    return charts.columns(labels, [[int(str(one[name])) for one in weeks] for name in ("awarded", "redeemed")])
