"""What honours put into the frames: the way to one's own, and the staff's list."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from benfu.platform.identity.actor import Actor
from benfu.ui import nav, slots

from . import selectors
from .access import PROPOSERS


def own(request: HttpRequest) -> str:
    """Draw the way to one's own honours for who has any, to everybody's roll for all others."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    return render_to_string("honours/way.html", {"count": len(selectors.my_honours(actor))}, request)


nav.register(
    door="console",
    group="people",
    label=_("荣誉"),
    url="honours-list",
    icon="award",
    roles=PROPOSERS,
    badge=selectors.waiting_count,
    order=60,
)
slots.register("worker.me", 60, own)
