"""What this room puts into the frames: menu entries, the reporter's latest on the home page, short links, guards of photos."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from benfu.platform.files.guards import register_guard
from benfu.platform.identity.actor import NOBODY, Actor
from benfu.ui import nav, short_links, slots

from . import access, listing, selectors
from .models import Case

LATEST = 2


def latest_reports(request: HttpRequest, **given: object) -> str:
    """Draw the reader's two latest reports for the home page."""
    actor = _actor(request)
    if actor.person is None:
        return ""
    page = selectors.my_reports(actor, size=LATEST)
    return render_to_string("cases/home_reports.html", {"reports": page.rows, "more": bool(page.next)}, request)


def to_do(request: HttpRequest, **given: object) -> str:
    """Draw the counters of what waits for the reader, on the first page of the console."""
    actor = _actor(request)
    if not actor.holds(access.CONSOLE):
        return ""
    counts = listing.counts_for(actor)
    tabs = [tab for tab in listing.tabs_for(actor) if tab.counted]
    cards = [(tab, counts.tabs[tab.key], f"{reverse('cases-list')}?tab={tab.key}") for tab in tabs]
    return render_to_string("cases/home_counts.html", {"cards": cards}, request)


def open_case(request: HttpRequest, number: int) -> str:
    """Return where a case's short link leads: the staff's page for those who work on it, else the reporter's."""
    actor = _actor(request)
    works = Case.objects.filter(access.in_work(actor), pk=number).exists() if actor.is_staff else False
    return reverse("cases-case", args=[number]) if works else reverse("cases-progress", args=[number])


def search_box(request: HttpRequest, **given: object) -> str:
    """Draw the search field above every staff page."""
    if not _actor(request).holds(access.CONSOLE):
        return ""
    return render_to_string("cases/search.html", {"q": request.GET.get("q", "")}, request)


def _actor(request: HttpRequest) -> Actor:
    return getattr(request, "actor", NOBODY)


nav.register(
    door="console",
    group="work",
    label=_("案件"),
    url="cases-list",
    icon="clipboard-list",
    roles=access.CONSOLE,
    badge=listing.waiting_for,
    order=20,
)
slots.register("worker.home", 40, latest_reports)
slots.register("console.todo", 10, to_do)
slots.register("console.search", 10, search_box)
short_links.register("c", open_case)
register_guard("report", access.may_see_report_pictures, access.may_see_report_originals)
register_guard("case", access.may_see_case_pictures, access.may_see_case_originals)
