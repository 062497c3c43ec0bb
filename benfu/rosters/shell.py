"""What rosters put into the frames, and the units their managers' duties are held for."""

from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from benfu.credentials import kinds
from benfu.organisations.selectors import in_areas, names_of
from benfu.people import units
from benfu.people.selectors import registration_for
from benfu.platform.identity.guards import PageRequest
from benfu.ui import nav, slots

from .access import DECIDE, MANAGERS, SEE
from .rules import EMPLOYERS, SIGN
from .selectors import companies_of, hub_waiting_count, my_places, sign_holds
from .workflow import Side


def hubs(areas: tuple[str, ...]) -> list[units.Unit]:
    """Return the hubs somebody can speak for."""
    return [units.Unit(f"hub:{one.pk}", one.name, one.area) for one in in_areas(areas, kinds=EMPLOYERS)]


def way_to_mine(request: PageRequest) -> str:
    """Draw the way to one's companies, and how many ask for an answer."""
    waiting = sum(row.waits_for == Side.WORKER for row in my_places(request.actor))
    return render_to_string("rosters/way.html", {"waiting": waiting}, request)


def companies(request: PageRequest, registration: int) -> str:
    """Say where the worker of a registration works, as both sides have confirmed."""
    row = registration_for(request.actor, registration)
    return render_to_string("rosters/works_at.html", {"companies": companies_of(row.account)}, request)


def to_do(request: PageRequest) -> str:
    """Show the street how many hubs wait."""
    if not request.actor.holds(DECIDE):
        return ""
    return render_to_string("rosters/to_do.html", {"count": hub_waiting_count(request.actor)}, request)


units.register("hub", hubs, names_of)
kinds.register(SIGN, _("站点报到标识牌"), sign_holds)
nav.register(
    door="console", group="people", label=_("站点报到"), url="rosters-hubs", icon="motorbike", roles=SEE, order=25
)
nav.register(
    door="console", group="people", label=_("我的站点"), url="rosters-hub", icon="motorbike", roles=MANAGERS, order=26
)
slots.register("worker.me", 40, way_to_mine)
slots.register("people.registration", 20, companies)
slots.register("console.todo", 60, to_do)
