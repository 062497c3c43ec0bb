"""What this room puts into the frames: menu entries, the counter of who waits, and what its codes open."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from benfu.credentials import kinds
from benfu.ui import nav, short_links, slots

from .access import DECIDE, SEE, STAFF_OFFICE
from .rules import BADGE, REGISTRATION_CARD
from .selectors import card_holds, registrations_waiting


def open_join(request: HttpRequest, number: int) -> str:
    """Lead a community's code to its registration page."""
    return reverse("people-join", args=[f"{number:012}"])


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
kinds.register(REGISTRATION_CARD, _("新就业群体报到卡"), card_holds)
kinds.register(BADGE, _("报到标识牌"), card_holds)
short_links.register("j", open_join)
slots.register("console.todo", 40, waiting_counter)
