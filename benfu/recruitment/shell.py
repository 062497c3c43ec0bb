"""What recruitment puts into the frames."""

from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from benfu.credentials import kinds
from benfu.people.selectors import registration_for
from benfu.platform.identity.guards import PageRequest
from benfu.ui import nav, slots

from .access import RECRUIT, SEE, may_recruit
from .rules import CERTIFICATE
from .selectors import calls_for, certificate_holds, my_appointments, waiting_count


def way_to_mine(request: PageRequest) -> str:
    """Draw the way to calls and one's own appointments, for whoever has some."""
    calls = calls_for(request.actor)
    if not calls and not my_appointments(request.actor):
        return ""
    return render_to_string("recruitment/way.html", {"count": len(calls)}, request)


def way_to_appointing(request: PageRequest, registration: int) -> str:
    """Draw the button that appoints the worker of a registration."""
    row = registration_for(request.actor, registration)
    if not row.is_open or not may_recruit(request.actor, row.community):
        return ""
    return render_to_string("recruitment/appoint_button.html", {"registration": registration}, request)


def to_do(request: PageRequest) -> str:
    """Show those who recruit how many applications wait."""
    if not request.actor.holds(RECRUIT):
        return ""
    return render_to_string("recruitment/to_do.html", {"count": waiting_count(request.actor)}, request)


nav.register(
    door="console",
    group="people",
    label=_("兼职网格员"),
    url="recruitment-office",
    icon="certificate",
    roles=SEE,
    order=20,
)
slots.register("console.todo", 50, to_do)
slots.register("worker.me", 30, way_to_mine)
slots.register("people.registration", 10, way_to_appointing)
kinds.register(CERTIFICATE, _("兼职网格员聘书"), certificate_holds)
