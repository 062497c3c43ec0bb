"""What this room puts into the frames: the tab, the menu entry, the nearest stop on the home page, its codes."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from benfu.people import units
from benfu.ui import nav, short_links, slots

from . import selectors
from .access import ROLES
from .pages import home_of
from .showing import shown


def open_stop(request: HttpRequest, number: int) -> str:
    """Lead a stop's code to its page."""
    return reverse("rest_stops-stop", args=[number])


def nearest_card(request: HttpRequest) -> str:
    """Return a card with a stop near the worker's community; the phone puts the nearest one in its place."""
    found = selectors.stops(home=home_of(request))  # type: ignore[arg-type]
    if not found:
        return ""
    given = {"one": shown(found[0]), "count": len(found), "here": None}
    return render_to_string("rest_stops/home_card.html", given, request)


def keepable(areas: tuple[str, ...]) -> list[units.Unit]:
    """Return the stops somebody can keep."""
    return [units.Unit(stop.subject, stop.name, stop.area) for stop in selectors.in_areas(areas)]


units.register("rest_stop", keepable, selectors.names_of)
nav.register(door="worker", group="tab", label=_("驿站"), url="rest_stops-list", icon="building-store", order=20)
nav.register(
    door="console",
    group="people",
    label=_("驿站"),
    url="rest_stops-kept",
    icon="building-store",
    roles=ROLES,
    order=20,
)
short_links.register("s", open_stop)
slots.register("worker.home", 40, nearest_card)
