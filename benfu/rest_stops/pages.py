"""Pages about rest stops: the workers' list and detail, open to everybody."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from benfu.platform.identity.guards import PageRequest
from benfu.platform.identity.roles import Role
from benfu.territory.selectors import mini_map

from . import selectors
from .amenities import amenities
from .showing import Shown, shown

Position = tuple[float, float] | None


@require_safe
def stops(request: PageRequest) -> HttpResponse:
    """Show all stops: open ones first, the nearest first when the phone says where it is."""
    here = position_of(request)
    wanted = [key for key in request.GET.getlist("a") if key in amenities()]
    open_only = request.GET.get("open") == "1"
    found = selectors.stops(
        lon=here[0] if here else None,
        lat=here[1] if here else None,
        home=home_of(request),
        open_only=open_only,
        having=wanted,
    )
    given = {
        "stops": [shown(stop) for stop in found],
        "chips": _chips(request, wanted),
        "open_only": open_only,
        "open_url": _toggled(request, "open", "1", on=open_only),
        "here": here,
        "next_opening": _next_opening(wanted) if not found else None,
    }
    return render(request, "rest_stops/list.html", given)


@require_safe
def stop(request: PageRequest, rest_stop: int) -> HttpResponse:
    """Show one stop: hours, amenities, the way there."""
    here = position_of(request)
    found = selectors.rest_stop(rest_stop, lon=here[0] if here else None, lat=here[1] if here else None)
    return render(request, "rest_stops/stop.html", {"one": shown(found), "map": mini_map(found.lon, found.lat)})


@require_safe
def near(request: PageRequest) -> HttpResponse:
    """Return the card of the stop nearest to the phone, for the home page to put in place of its guess."""
    here = position_of(request)
    found = selectors.nearest(*here) if here else []
    given = {"one": shown(found[0]) if found else None, "count": selectors.count(), "here": here}
    return render(request, "rest_stops/nearest.html", given)


def position_of(request: HttpRequest) -> Position:
    """Return the WGS-84 position a phone sent by its own act, None without one or for what is no position."""
    try:
        lon, lat = float(request.GET["lon"]), float(request.GET["lat"])
    except (KeyError, ValueError):
        return None
    return (lon, lat) if -180 <= lon <= 180 and -90 <= lat <= 90 else None


def home_of(request: PageRequest) -> str:
    """Return the community a worker belongs to, else empty."""
    return next(iter(request.actor.areas([Role.WORKER])), "")


def _chips(request: HttpRequest, wanted: list[str]) -> list[dict[str, object]]:
    return [
        {"amenity": one, "on": key in wanted, "url": _toggled(request, "a", key, on=key in wanted)}
        for key, one in amenities().items()
        if one.is_filter
    ]


def _toggled(request: HttpRequest, name: str, value: str, *, on: bool) -> str:
    """Return this page's address with one filter put on or taken off."""
    query = request.GET.copy()
    rest = [one for one in query.getlist(name) if one != value]
    query.setlist(name, rest if on else [*rest, value])
    return f"?{query.urlencode()}"


def _next_opening(wanted: list[str]) -> Shown | None:
    """Return the stop that opens first among those that have what is wanted."""
    closed = [stop for stop in selectors.stops(having=wanted) if stop.status.opens_at]
    return shown(min(closed, key=lambda stop: stop.status.opens_at or 0)) if closed else None
