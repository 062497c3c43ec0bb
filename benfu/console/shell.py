"""The console's own menu entry, those of the rooms below the frames, and whose areas the reader works in."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from benfu.platform.identity.actor import NOBODY, Actor
from benfu.platform.identity.roles import CODE_READERS, STAFF, Role
from benfu.platform.identity.senders import read_out_by_staff
from benfu.platform.journal import selectors as journal
from benfu.territory import selectors as territory
from benfu.ui import nav, slots

MOST_AREAS = 2


def scope(request: HttpRequest) -> str:
    """Return the names of the areas the reader works in, for the head of every page."""
    actor: Actor = getattr(request, "actor", NOBODY)
    codes = actor.areas(tuple(STAFF))
    names = [territory.label(code) for code in codes[:MOST_AREAS]]
    return "、".join(name for name in names if name) + (" …" if len(codes) > MOST_AREAS else "")


def own_account(request: HttpRequest) -> str:
    """Lead to one's own account (password, second step, devices), and whoever is a worker too to the other door."""
    actor: Actor = getattr(request, "actor", NOBODY)
    return render_to_string("console/own_account.html", {"is_worker": actor.holds((Role.WORKER,))})


def given_up(actor: Actor) -> int:
    """Count what could not be told to a room and waits for an administrator."""
    return journal.given_up_count()


nav.register(
    door="console", group="work", label=_("工作台"), url="console-home", icon="layout-dashboard", roles=STAFF, order=10
)
slots.register("console.scope", 10, scope)
slots.register("console.me", 10, own_account)
# Accounts and journal lie below the frames and cannot register by themselves.
if read_out_by_staff():
    nav.register(
        door="console",
        group="people",
        label=_("读验证码"),
        url="identity-read-code",
        icon="key",
        roles=CODE_READERS,
        order=60,
    )
nav.register(
    door="console",
    group="work",
    label=_("没办成的后续"),
    url="identity-failed-tellings",
    icon="alert-triangle",
    roles={Role.ADMINISTRATOR},
    badge=given_up,
    order=90,
)
