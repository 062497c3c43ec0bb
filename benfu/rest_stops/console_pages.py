"""Pages for keepers and managers of rest stops: the big switch, sockets, hours; putting one on the map."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from benfu.platform.identity.guards import PageRequest, duty
from benfu.platform.lib.errors import Conflict, Invalid, NotAllowed
from benfu.territory import selectors as territory
from benfu.ui import short_links
from benfu.ui.forms import show_problem

from . import selectors, services
from .access import MANAGERS, ROLES, may_manage
from .forms import HoursForm, PlaceForm, hours_initial
from .hours import Hours, read_spans
from .selectors import Stop
from .showing import shown

REFUSALS = (Invalid, Conflict, NotAllowed)
USUAL = Hours((read_spans("08:00-20:00"),) * 7)
"""The hours of a stop just put on the map, until somebody says otherwise."""


@never_cache
@require_GET
@duty(*ROLES)
def kept(request: PageRequest) -> HttpResponse:
    """Show the stops one keeps, each with its switches."""
    rows = [
        {
            "one": shown(stop),
            "area": territory.label(stop.area),
            "may_manage": may_manage(request.actor, stop.area),
        }
        for stop in selectors.kept_by(request.actor)
    ]
    given = {"rows": rows, "may_add": request.actor.holds(MANAGERS)}
    return render(request, "rest_stops/kept.html", given)


@require_POST
@duty(*ROLES)
def switch(request: PageRequest, rest_stop: int) -> HttpResponse:
    """Say that a stop is open or closed now."""
    services.set_open(actor=request.actor, rest_stop=rest_stop, is_open=request.POST.get("open") == "1")
    return _back(rest_stop)


@require_POST
@duty(*ROLES)
def sockets(request: PageRequest, rest_stop: int) -> HttpResponse:
    """Say that one more, or one fewer, charging place is free."""
    by = 1 if request.POST.get("by") == "1" else -1
    services.change_free_sockets(actor=request.actor, rest_stop=rest_stop, by=by)
    return _back(rest_stop)


@require_http_methods(["GET", "HEAD", "POST"])
@duty(*ROLES)
def hours(request: PageRequest, rest_stop: int) -> HttpResponse:
    """Change a stop's hours."""
    stop = selectors.kept_stop(request.actor, rest_stop)
    form = HoursForm(request.POST or None, initial=hours_initial(stop.hours))
    if form.is_bound and form.is_valid():
        services.set_hours(actor=request.actor, rest_stop=rest_stop, hours=form.cleaned_data["hours"])
        messages.success(request, _("已保存。"))
        return _back(rest_stop)
    given = {"form": form, "stop": stop}
    return render(request, "rest_stops/hours.html", given, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@duty(*MANAGERS)
def add(request: PageRequest) -> HttpResponse:
    """Put a stop on the map; its hours come next."""
    form = PlaceForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            made = services.add_rest_stop(actor=request.actor, place=_place(form.cleaned_data, USUAL))
        except REFUSALS as problem:
            show_problem(form, problem)
        else:
            messages.success(request, _("已登记，现在填开门时间。"))
            return redirect("rest_stops-hours", made.pk)
    return render(request, "rest_stops/form.html", {"form": form}, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@duty(*MANAGERS)
def change(request: PageRequest, rest_stop: int) -> HttpResponse:
    """Change what a stop is, or print its code."""
    stop = selectors.kept_stop(request.actor, rest_stop)
    form = PlaceForm(request.POST or None, initial=_initial(stop))
    if form.is_bound and form.is_valid():
        place = _place(form.cleaned_data, stop.hours, stop.organisation)
        try:
            services.change_rest_stop(actor=request.actor, rest_stop=rest_stop, place=place)
        except REFUSALS as problem:
            show_problem(form, problem)
        else:
            messages.success(request, _("已保存。"))
            return _back(rest_stop)
    given = {"form": form, "stop": stop, "address": short_links.address_for("s", stop.id, request)}
    return render(request, "rest_stops/form.html", given, status=422 if form.is_bound else 200)


@require_POST
@duty(*MANAGERS)
def withdraw(request: PageRequest, rest_stop: int) -> HttpResponse:
    """Take a stop off the map."""
    services.withdraw_rest_stop(actor=request.actor, rest_stop=rest_stop)
    messages.success(request, _("已从地图上撤下。"))
    return redirect("rest_stops-kept")


def _place(data: dict[str, Any], hours: Hours, organisation: int | None = None) -> services.Place:
    lon, lat = data["position"]
    return services.Place(
        kind=data["kind"],
        name=data["name"],
        lon=lon,
        lat=lat,
        crs=data["crs"],
        hours=hours,
        address=data["address"],
        amenities=data["amenities"],
        sockets=data["sockets"],
        organisation=organisation,
    )


def _initial(stop: Stop) -> dict[str, object]:
    return {
        "name": stop.name,
        "kind": stop.kind,
        "address": stop.address,
        "position": f"{stop.lon:.6f}, {stop.lat:.6f}",
        "sockets": stop.sockets,
        "amenities": [one.key for one in stop.amenities],
    }


def _back(rest_stop: int) -> HttpResponse:
    response = redirect("rest_stops-kept")
    response["Location"] += f"#stop-{rest_stop}"
    return response
