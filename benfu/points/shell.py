"""What points put into the frames: the tab and menu entries, and what closing a case will pay."""

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from benfu.cases import selectors as cases
from benfu.platform.identity.actor import Actor
from benfu.ui import nav, slots

from . import selectors
from .access import LOOKERS


def case_pays(request: HttpRequest, case: int) -> str:
    """Draw what closing a case will pay to whom, or has paid; nothing for those who may not know the reporters."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    found = cases.case_for(actor, case)
    if not actor.holds(LOOKERS, found.area):
        return ""
    shown = {
        "paid": [] if found.is_open else selectors.awards_of(actor, case),
        "previews": selectors.preview_for(actor, case) if found.is_open else [],
        "open": found.is_open,
    }
    return render_to_string("points/case_pays.html", shown, request)


nav.register(door="worker", group="tab", label=_("积分"), url="points-statement", icon="coin", order=40)
nav.register(
    door="console", group="points", label=_("积分流水"), url="points-awards", icon="coins", roles=LOOKERS, order=10
)
slots.register("case.verify", 50, case_pays)
