"""The staff's list of cases, the preview beside it, and the page of one case."""

from typing import Any
from urllib.parse import urlsplit

from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from benfu.cases import access, categories, listing, selectors
from benfu.cases.detail import Detail, detail_for, near_for
from benfu.cases.timeline import timeline_of
from benfu.platform.identity.guards import PageRequest, duty
from benfu.platform.lib import clock
from benfu.territory import selectors as territory
from benfu.ui import times

from .showing import acts_of, map_of, steps_of

DAYS = (0, 1, 7, 30)
"""What the list can be narrowed to, in days back; 0 for all time."""


def filters_of(request: PageRequest) -> listing.Filters:
    """Return what the address asks for; an address that asks for nothing opens the first tab of the reader's list."""
    query = request.GET
    days = query.get("days", "0")
    first = "all" if query else listing.tabs_for(request.actor)[0].key
    return listing.Filters(
        tab=query.get("tab") or first,
        category=query.get("category", ""),
        area=query.get("area", ""),
        days=int(days) if days.isascii() and days.isdigit() and len(days) < 5 else 0,
        q=query.get("q", ""),
        overdue=query.get("overdue") == "1",
        own=query.get("own") == "1",
    )


@duty(*sorted(access.CONSOLE))
@require_safe
def case_list(request: PageRequest) -> HttpResponse:
    """Show the cases in the reader's work, tab by tab."""
    filters = filters_of(request)
    counts = listing.counts_for(request.actor)
    listing.remember(request.actor, counts)
    page = listing.page_of(request.actor, filters, request.GET.get("after", ""))
    shown = {
        "page": page,
        "filters": filters,
        "counts": counts,
        "tabs": [_tab(request, tab, counts, filters) for tab in _tabs(request, filters)],
        "categories": selectors.in_use(),
        "areas": _cells(request),
        "days": DAYS,
        "may_own": request.actor.holds(access.HANDLERS) and request.actor.holds(access.LOOKERS),
        "answered": times.span_words(counts.answered_after) if counts.answered_after else "",
    }
    return render(request, "cases/list.html", shown)


def _tabs(request: PageRequest, filters: listing.Filters) -> list[listing.Tab]:
    """Return the reader's tabs, and the one a link has led to if it is another."""
    tabs = list(listing.tabs_for(request.actor))
    asked = listing.tab_of(filters.tab)
    return tabs if asked is None or asked in tabs else [*tabs, asked]


def _tab(request: PageRequest, tab: listing.Tab, counts: listing.Counts, filters: listing.Filters) -> dict[str, Any]:
    query = request.GET.copy()
    query.pop("after", None)
    query["tab"] = tab.key
    return {
        "url": f"?{query.urlencode()}",
        "label": _(tab.label),
        "count": counts.tabs.get(tab.key),
        "current": tab.key == filters.tab,
    }


def _cells(request: PageRequest) -> list[Any]:
    """Return the parts of the reader's areas to choose from: cells of a community, communities of anything larger."""
    found: list[Any] = []
    for area in request.actor.areas(access.LOOKERS):
        level = territory.Level.CELL if len(area) >= COMMUNITY_DIGITS else territory.Level.COMMUNITY
        found.extend(territory.areas_under(area, level))
    return found if len(found) > 1 else []


COMMUNITY_DIGITS = 12


@duty(*sorted(access.CONSOLE))
@require_safe
def preview(request: PageRequest, case_id: int) -> HttpResponse:
    """Show one case in short, beside the list."""
    detail = detail_for(request.actor, case_id)
    shown = _shown(request, detail, height=96) | {"onwards": _page_around(request)}
    return render(request, "cases/preview.html", shown)


def _page_around(request: PageRequest) -> str:
    """Return the path and query of the list that a fragment was asked for from, as htmx tells it; empty without."""
    around = urlsplit(request.headers.get("HX-Current-URL", ""))
    return f"{around.path}?{around.query}" if around.query else around.path


@duty(*sorted(access.CONSOLE))
@require_safe
def case_page(request: PageRequest, number: str) -> HttpResponse:
    """Show one case whole."""
    return draw_case(request, detail_for(request.actor, selectors.case_by_number(request.actor, number).pk))


def draw_case(request: PageRequest, detail: Detail, bound: tuple[str, Form] | None = None) -> HttpResponse:
    """Return the page of a case, with a form to be corrected if one was sent."""
    entries = timeline_of(request.actor, detail.case)
    shown = _shown(request, detail, bound) | {
        "entries": entries[::-1],
        "steps": steps_of(detail.case, entries, lambda at: times.clock_words(at, clock.now())),
    }
    return render(request, "cases/case.html", shown, status=422 if bound else 200)


def _shown(
    request: PageRequest, detail: Detail, bound: tuple[str, Form] | None = None, height: int = 150
) -> dict[str, Any]:
    near = near_for(request.actor, detail.case)
    return {
        "detail": detail,
        "case": detail.case,
        "acts": acts_of(detail, bound),
        "near": near,
        "map": map_of(detail.case, [one.case for one in near], height=height),
        "category": categories.all_categories()[detail.case.category_id],
        "lonlat": "{:.6f}, {:.6f}".format(*detail.case.lonlat),
    }
