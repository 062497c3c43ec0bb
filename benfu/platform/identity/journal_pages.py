"""Console page of the journal's failed tellings; it stands here because the guard does, and the journal lies below."""

from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_POST

from benfu.platform.journal import selectors as journal
from benfu.platform.journal.drain import discard, replay

from .guards import PageRequest, duty
from .roles import Role


@require_GET
@duty(Role.ADMINISTRATOR)
def failed_tellings(request: PageRequest) -> HttpResponse:
    """List what could not be told, given up first."""
    seen = {"failed": journal.failed_tellings()[:200], "untold": journal.untold_count()}
    return render(request, "identity/failed_tellings.html", seen)


@require_POST
@duty(Role.ADMINISTRATOR)
def replay_telling(request: PageRequest, telling: int) -> HttpResponseBase:
    """Tell one of them again."""
    if replay(actor=request.actor, telling=telling):
        messages.success(request, _("已补做成功。"))
    else:
        messages.error(request, _("又失败了，原因见下。"))
    return redirect("identity-failed-tellings")


@require_POST
@duty(Role.ADMINISTRATOR)
def discard_telling(request: PageRequest, telling: int) -> HttpResponseBase:
    """Give one of them up for good."""
    discard(actor=request.actor, telling=telling)
    messages.success(request, _("已放弃，记在日志里。"))
    return redirect("identity-failed-tellings")
