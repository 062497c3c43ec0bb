"""Home, the queue, and the statements anybody may read."""

from dataclasses import dataclass

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from benfu.cases import selectors as cases
from benfu.people.roles import NAMES
from benfu.platform.identity.actor import Actor
from benfu.platform.identity.guards import PageRequest
from benfu.platform.identity.roles import Role
from benfu.platform.lib import clock
from benfu.platform.privacy import selectors as consents
from benfu.points import selectors as points
from benfu.territory import selectors as territory

from .words import QUEUE

TILES = 4
TONES = ("bad", "warn", "act", "ok")
DISTRICT_AND_STREET = 2
"""Steps of a path that a worker's home leaves out: they know which town they are in."""


@require_safe
def home(request: PageRequest) -> HttpResponse:
    """Show a worker their day; show a visitor what this is."""
    actor = request.actor
    if not actor.signed_in:
        return render(request, "worker/welcome.html")
    seen = {
        "area": area_words(actor),
        "duties": extra_duties(actor),
        "numbers": numbers_of(actor),
        "tiles": list(zip(cases.tiles()[:TILES], TONES, strict=False)),
    }
    return render(request, "worker/home.html", seen)


def area_words(actor: Actor) -> str:
    """Return what to call the place a worker belongs to: "金海社区 · 第3网格", "" when they belong to none."""
    areas = sorted(actor.areas(tuple(Role)), key=len)
    path = territory.path_of(areas[-1]) if areas else ()
    return " · ".join(place.name for place in path[DISTRICT_AND_STREET:] or path[-1:])


@dataclass(frozen=True, slots=True)
class Number:
    """One number of the summary, and where it leads."""

    label: str
    value: int
    url: str


def numbers_of(actor: Actor) -> list[Number]:
    """Return the three numbers of the home page, none for somebody who has not registered."""
    if actor.person is None:
        return []
    counts = cases.my_counts(actor, clock.today().replace(day=1))
    return [
        Number(_("可用积分"), points.summary(actor).balance, reverse("points-statement")),
        Number(_("本月上报"), counts.reported, reverse("cases-mine")),
        Number(_("已办结"), counts.closed, reverse("cases-mine")),
    ]


def extra_duties(actor: Actor) -> list[str]:
    """Return what a worker is besides: part-time grid member, store keeper."""
    return sorted({str(NAMES[duty.role]) for duty in actor.duties if duty.role is not Role.WORKER})


@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """Show what waits on this phone; the page is filled there, the server does not know."""
    return render(request, "worker/queue.html", {"words": QUEUE})


@require_safe
def offline(request: HttpRequest) -> HttpResponse:
    """Stand in for a page that is not on the phone."""
    return render(request, "worker/offline.html")


@require_safe
def about(request: HttpRequest) -> HttpResponse:
    """Say what this is and whose."""
    return render(request, "worker/about.html", {"sources": territory.sources()})


@require_safe
def accessibility(request: HttpRequest) -> HttpResponse:
    """State what was done so that everybody can use it, and where to complain."""
    return render(request, "worker/a11y.html")


@require_safe
def privacy(request: HttpRequest) -> HttpResponse:
    """Show the texts people agree to, as they are in force."""
    texts = [
        {"code": text.code, "version": text.version, **consents.words_of(text)} for text in consents.texts_in_force()
    ]
    return render(request, "worker/privacy.html", {"texts": texts})
