"""What volunteer hours put into the frames: the way to one's own, and the organisers' list."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from benfu.platform.identity.actor import Actor
from benfu.ui import nav, slots

from . import selectors
from .access import ORGANISERS


def own(request: HttpRequest) -> str:
    """Draw the sum of one's own hours, with the way to what they are made of."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if actor.person is None:
        return ""
    return render_to_string(
        "hours/way.html", {"hours": selectors.in_hours(selectors.minutes_of(actor.person))}, request
    )


nav.register(
    door="console", group="people", label=_("志愿时长"), url="hours-list", icon="clock", roles=ORGANISERS, order=55
)
slots.register("worker.me", 55, own)
