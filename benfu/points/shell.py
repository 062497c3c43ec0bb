"""What points put into the frames: the tab and menu entries, and what closing a case will pay."""

from uuid import UUID

from django.http import HttpRequest
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

from benfu.cases import selectors as cases
from benfu.platform.identity.actor import Actor
from benfu.ui import nav, slots

from . import appeals, selectors, unpaid
from .access import LOOKERS
from .drafting import WRITERS


def case_will_pay(request: HttpRequest, case: int) -> str:
    """Draw what closing a case will pay to whom; nothing for those who may not know the reporters."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    if not actor.holds(LOOKERS, cases.case_for(actor, case).area):
        return ""
    previews = selectors.preview_for(actor, case)
    return render_to_string("points/case_will_pay.html", {"previews": previews}, request)


def case_has_paid(request: HttpRequest, case: int) -> str:
    """Draw what a closed case has paid to whom; nothing for those who may not know the reporters."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    found = cases.case_for(actor, case)
    awards = [] if found.is_open or not actor.holds(LOOKERS, found.area) else selectors.awards_of(actor, case)
    return render_to_string("points/case_has_paid.html", {"awards": awards}, request) if awards else ""


def report_points(request: HttpRequest, case: int, report: UUID) -> str:
    """Draw for a reporter what their report has earned, or may still earn."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    shown = {
        "awards": selectors.awards_for(actor, f"report:{report}"),
        "expected": selectors.expected_of(actor, case),
        "why_not": unpaid.why_not(actor, report),
    }
    return render_to_string("points/report_points.html", shown, request)


def to_answer(request: HttpRequest) -> str:
    """Draw how many appeals wait for the reader's answer, and whether one is late."""
    actor: Actor = request.actor  # type: ignore[attr-defined]
    waiting, late = appeals.waiting_and_late(actor) if actor.holds(LOOKERS) else (0, 0)
    return render_to_string("points/to_answer.html", {"waiting": waiting, "late": late}, request) if waiting else ""


nav.register(door="worker", group="tab", label=_("积分"), url="points-statement", icon="coin", order=40)
nav.register(
    door="console", group="points", label=_("积分流水"), url="points-awards", icon="coins", roles=LOOKERS, order=10
)
nav.register(
    door="console",
    group="points",
    label=_("积分申诉"),
    url="points-appeals",
    icon="scale",
    roles=LOOKERS,
    order=20,
)
nav.register(
    door="console",
    group="points",
    label=_("细则与试算"),
    url="points-drafts",
    icon="file-text",
    roles=WRITERS,
    order=30,
)
slots.register("console.todo", 55, to_answer)
slots.register("case.verify", 50, case_will_pay)
slots.register("case.aside", 50, case_has_paid)
slots.register("report.points", 50, report_points)
