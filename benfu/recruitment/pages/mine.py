"""For workers: calls of one's community, one's applications and appointments, the letter, resigning."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from benfu.platform.identity.guards import PageRequest, signed_in
from benfu.platform.lib.errors import Conflict, Invalid
from benfu.recruitment import selectors
from benfu.recruitment.access import SEE
from benfu.recruitment.papers import letter
from benfu.recruitment.services import apply_for, resign, withdraw_application
from benfu.recruitment.words import APPLICATION, APPOINTMENT
from benfu.recruitment.workflow import OPEN


@never_cache
@require_GET
@signed_in
def mine(request: PageRequest) -> HttpResponse:
    """Show what one can apply for, what became of one's applications, and one's appointments; lead staff to the office."""
    applications = selectors.my_applications(request.actor)
    answered = {one.call_id for one in applications if one.state in OPEN}
    appointments = selectors.my_appointments(request.actor)
    if request.actor.holds(SEE) and not applications and not appointments:
        return redirect("recruitment-office")
    given = {
        "calls": [one for one in selectors.calls_for(request.actor) if one.id not in answered],
        "applications": [
            {
                "one": one,
                "words": APPLICATION[one.state][0],
                "tone": APPLICATION[one.state][1],
                "open": one.state in OPEN,
            }
            for one in applications
        ],
        "appointments": [
            {"row": row, "words": APPOINTMENT[row.state][0], "tone": APPOINTMENT[row.state][1]} for row in appointments
        ],
    }
    return render(request, "recruitment/mine.html", given)


@require_POST
@signed_in
def apply(request: PageRequest, call: int) -> HttpResponse:
    """Apply for a call."""
    try:
        apply_for(actor=request.actor, call=call, motive=request.POST.get("motive", ""))
        messages.success(request, _("已报名，社区会联系您面谈。"))
    except (Conflict, Invalid) as problem:
        messages.warning(request, str(problem.message))
    return redirect("recruitment-mine")


@require_POST
@signed_in
def withdraw(request: PageRequest, application: int) -> HttpResponse:
    """Take an application back."""
    try:
        withdraw_application(actor=request.actor, application=application)
        messages.success(request, _("已撤回报名。"))
    except Conflict as problem:
        messages.warning(request, str(problem.message))
    return redirect("recruitment-mine")


@require_POST
@signed_in
def resign_mine(request: PageRequest, appointment: int) -> HttpResponse:
    """Give up one's appointment."""
    try:
        resign(actor=request.actor, appointment=appointment, reason=request.POST.get("reason", ""))
        messages.success(request, _("已辞去，谢谢您做过的一切。"))
    except Conflict as problem:
        messages.warning(request, str(problem.message))
    return redirect("recruitment-mine")


@never_cache
@require_GET
@signed_in
def certificate(request: PageRequest, appointment: int) -> HttpResponse:
    """Give the letter of appointment as PDF: one's own, or of an area one sees."""
    row = selectors.appointment_for(request.actor, appointment)
    answer = HttpResponse(letter(row, request), content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'attachment; filename="appointment-{row.number}.pdf"'
    return answer
