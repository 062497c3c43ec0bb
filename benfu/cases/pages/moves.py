"""Making a move by a form: the form is read, the service called, the refusal put where the person reads it."""

from collections.abc import Callable
from typing import Any
from uuid import uuid5

from django.contrib import messages
from django.http import Http404, HttpResponse, HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop
from django.views.decorators.http import require_http_methods

from benfu.cases import access, services
from benfu.cases.detail import detail_for
from benfu.cases.forms import MoveForm
from benfu.cases.workflow import Move
from benfu.platform.identity.guards import PageRequest, duty, safe_next
from benfu.platform.lib.errors import Conflict, Invalid, NotAllowed, NotFound
from benfu.ui.forms import show_problem

from .console import draw_case
from .showing import FILE_AND_DISPATCH, form_for

SERVICES: dict[str, Callable[..., Any]] = {
    FILE_AND_DISPATCH: services.file_and_dispatch,
    Move.FILE: services.file_case,
    Move.DECLINE: services.decline_case,
    Move.DISPATCH: services.dispatch_case,
    Move.ACCEPT: services.accept_case,
    Move.HAND_BACK: services.hand_back_case,
    Move.FINISH: services.finish_case,
    Move.SEND_BACK: services.send_back_case,
    Move.VERIFY: services.verify_case,
}
DONE: dict[str, str] = {
    FILE_AND_DISPATCH: gettext_noop("已受理并派单。"),
    Move.FILE: gettext_noop("已受理，请派单。"),
    Move.DECLINE: gettext_noop("已办为不予受理，上报人会看到原因。"),
    Move.DISPATCH: gettext_noop("已派单。"),
    Move.ACCEPT: gettext_noop("已接单，请按时处置。"),
    Move.HAND_BACK: gettext_noop("已退回社区。"),
    Move.FINISH: gettext_noop("已提交，等社区核查。"),
    Move.SEND_BACK: gettext_noop("已退回重办。"),
    Move.VERIFY: gettext_noop("已核查办结，谢谢。"),
}
"""What is said when a move is done (message ids)."""


@duty(*sorted(access.CONSOLE))
@require_http_methods(["GET", "HEAD", "POST"])
def make(request: PageRequest, case_id: int, move: str) -> HttpResponseBase:
    """Make a move, then go back to where the reader was; a form that lacks something is shown again with words."""
    if move not in SERVICES:
        raise Http404
    if request.method != "POST":
        return redirect("cases-case", case_id)
    detail = detail_for(request.actor, case_id)
    form = form_for(move, detail.case, request.POST)
    if form.is_valid():
        try:
            SERVICES[move](actor=request.actor, case=case_id, **form.given(), **_photos(request, move, form))
        except Invalid as problem:
            show_problem(form, problem)
        except (Conflict, NotAllowed) as problem:
            messages.error(request, str(problem.message))
            return redirect("cases-case", case_id)
        else:
            messages.success(request, _(DONE[move]))
            return _onwards(request, case_id)
    return draw_case(request, detail, (move, form))


def _photos(request: PageRequest, move: str, form: MoveForm) -> dict[str, Any]:
    """Return the photos sent with the result of work; their ids follow from the form's, so sending it twice adds none."""
    if move != Move.FINISH:
        return {}
    made = form.cleaned_data["file_id"]
    files = request.FILES.getlist("photos")
    return {"photos": [services.Photo(uuid5(made, str(number)), file) for number, file in enumerate(files)]}


def _onwards(request: PageRequest, case_id: int) -> HttpResponse:
    """Return to the list the reader came from, else to the case, or to the list when it is no longer theirs to see."""
    case_page = reverse("cases-case", args=[case_id])
    try:
        detail_for(request.actor, case_id)
    except NotFound:
        case_page = reverse("cases-list")
    return redirect(safe_next(request, case_page))
