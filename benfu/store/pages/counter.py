"""The keeper's counter: scan or type a code, see what and for whom, hand it over."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from benfu.platform.identity.guards import PageRequest, duty
from benfu.platform.lib.errors import NotFound
from benfu.store import access, selectors
from benfu.store.services import ended_in_words, hand_over
from benfu.store.workflow import State


@require_http_methods(["GET", "HEAD", "POST"])
@duty(*access.KEEPERS)
def scan(request: PageRequest) -> HttpResponse:
    """Take a code: six digits, or what a scanner reads; show the last five handed over."""
    code, problem = request.POST.get("code", "").strip(), None
    if code:
        try:
            return redirect("store-confirm", selectors.order_by_code(request.actor, code).order.pk)
        except NotFound as refusal:
            problem = refusal
    shown = {"last": selectors.handed_over_lately(request.actor), "code": code[:80], "problem": problem}
    return render(request, "store/scan.html", shown, status=problem.status if problem else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@duty(*access.KEEPERS)
def confirm(request: PageRequest, order: int) -> HttpResponse:
    """Show what to hand over and to whom (initials only); hand it over. A second scan says who did and when."""
    ticket = selectors.order_at_counter(request.actor, order)
    if request.method == "POST":
        hand_over(actor=request.actor, order=order)
        messages.success(request, _("已交付：%(what)s，%(name)s。") % {"what": ticket.title, "name": ticket.name})
        return redirect("store-scan")
    is_open = ticket.order.state == State.OPEN
    ended = "" if is_open else ended_in_words(ticket.order)
    return render(request, "store/confirm.html", {"ticket": ticket, "open": is_open, "ended": ended})
