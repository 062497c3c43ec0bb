"""The console's own menu entry, and whose areas the reader works in."""

from django.http import HttpRequest
from django.utils.translation import gettext_lazy as _

from benfu.platform.identity.actor import NOBODY, Actor
from benfu.platform.identity.roles import STAFF
from benfu.territory import selectors as territory
from benfu.ui import nav, slots

MOST_AREAS = 2


def scope(request: HttpRequest) -> str:
    """Return the names of the areas the reader works in, for the head of every page."""
    actor: Actor = getattr(request, "actor", NOBODY)
    codes = actor.areas(tuple(STAFF))
    names = [territory.label(code) for code in codes[:MOST_AREAS]]
    return "、".join(name for name in names if name) + (" …" if len(codes) > MOST_AREAS else "")


nav.register(
    door="console", group="work", label=_("工作台"), url="console-home", icon="layout-dashboard", roles=STAFF, order=10
)
slots.register("console.scope", 10, scope)
