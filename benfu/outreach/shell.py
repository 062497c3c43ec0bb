"""What outreach puts into the frames."""

from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from benfu.platform.identity.guards import PageRequest
from benfu.ui import nav, slots

from .access import FOLLOW_UP


def way_to_mine(request: PageRequest) -> str:
    """Draw the way to volunteering, the same for everybody who has registered."""
    return render_to_string("outreach/way.html", {}, request) if request.actor.person else ""


nav.register(
    door="console", group="people", label=_("找党员"), url="outreach-records", icon="flag", roles=FOLLOW_UP, order=28
)
slots.register("worker.me", 50, way_to_mine)
