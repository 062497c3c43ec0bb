"""Home, the queue, and the statements anybody may read."""

from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from benfu.cases import selectors as cases
from benfu.platform.identity.actor import Actor
from benfu.platform.identity.guards import PageRequest
from benfu.platform.identity.roles import Role
from benfu.platform.privacy import selectors as consents
from benfu.territory import selectors as territory

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
    seen = {"area": area_words(actor), "tiles": list(zip(cases.tiles()[:TILES], TONES, strict=False)), **summary(actor)}
    return render(request, "worker/home.html", seen)


def area_words(actor: Actor) -> str:
    """Return what to call the place a worker belongs to: "金海社区 · 第3网格", "" when they belong to none."""
    areas = sorted(actor.areas(tuple(Role)), key=len)
    path = territory.path_of(areas[-1]) if areas else ()
    return " · ".join(place.name for place in path[DISTRICT_AND_STREET:] or path[-1:])


def summary(actor: Actor) -> dict[str, Any]:
    """Return the three numbers of the home page."""
    return {}


@require_safe
def queue(request: HttpRequest) -> HttpResponse:
    """Show what waits on this phone; the page is filled there, the server does not know."""
    return render(request, "worker/queue.html")


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
