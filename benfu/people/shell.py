"""What this room puts into the frames: menu entries, the counter of who waits, and what its codes open."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from benfu.ui import nav, short_links, slots

from .access import DECIDE, SEE, STAFF_OFFICE
from .selectors import Card, Community, card, community_named, registrations_waiting


def open_join(request: HttpRequest, number: int) -> str:
    """Lead a community's code to its registration page."""
    return reverse("people-join", args=[f"{number:012}"])


def open_card(request: HttpRequest, number: int) -> HttpResponse:
    """Say whether a registration card holds, and with which community; nothing else."""
    found = card(number)
    return _say(request, found, community_named(found.community) if found.valid else None)


def refuse_card(request: HttpRequest) -> HttpResponse:
    """Say that a forged or misread card does not hold."""
    return _say(request, Card(False), None)


def _say(request: HttpRequest, found: Card, place: Community | None) -> HttpResponse:
    given = {"card": found, "place": place}
    response = render(request, "people/verify.html", given, status=200 if found.valid else 404)
    response.headers["Cache-Control"] = "no-store"
    return response


def waiting_counter(request: HttpRequest) -> str:
    """Show those who decide how many registrations wait."""
    actor = request.actor  # type: ignore[attr-defined]
    if not actor.holds(DECIDE):
        return ""
    return render_to_string("people/waiting.html", {"count": registrations_waiting(actor)})


nav.register(door="worker", group="tab", label=_("我的"), url="people-me", icon="user", order=50)
nav.register(
    door="console",
    group="people",
    label=_("小哥"),
    url="people-register",
    icon="users",
    roles=SEE,
    badge=registrations_waiting,
    order=10,
)
nav.register(
    door="console",
    group="people",
    label=_("工作人员"),
    url="people-staff",
    icon="id-badge-2",
    roles=STAFF_OFFICE,
    order=40,
)
short_links.register("j", open_join)
short_links.register("p", open_card, refuse_card)
slots.register("console.todo", 40, waiting_counter)
