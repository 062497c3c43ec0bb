"""The first page of the console: what waits for me now."""

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from benfu.notices import selectors as notices
from benfu.platform.identity.guards import PageRequest, duty
from benfu.platform.identity.roles import STAFF
from benfu.ui import nav

from .grid_map import grid_map

LATEST = 5


@require_safe
@duty(*sorted(STAFF))
def home(request: PageRequest) -> HttpResponse:
    """Show what waits, my area, and the latest news."""
    links = [link for group in nav.menu("console", request.actor, request.path) for link in group.links if group.title]
    seen = {
        "waiting": sum(link.count for link in links),
        "map": grid_map(request.actor),
        "notices": notices.inbox(request.actor, size=LATEST).rows,
    }
    return render(request, "console/home.html", seen)
