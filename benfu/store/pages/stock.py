"""The outlet's stock: what is there, what came in, was counted or spoilt, and the sheet of a day."""

from datetime import date

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from benfu.platform.identity.guards import PageRequest, duty
from benfu.platform.lib import clock
from benfu.platform.lib.errors import Conflict, Invalid, Problem
from benfu.platform.lib.ids import uuid7
from benfu.store import access
from benfu.store import counter as behind
from benfu.store.forms import StockForm
from benfu.store.services import count_stock, receive_stock, write_off_stock


@require_safe
@duty(*access.COUNTER)
def stock(request: PageRequest) -> HttpResponse:
    """Show an outlet's stock, what is running out first."""
    return _draw(request, behind.counter(request.actor, _number(request.GET.get("outlet", ""))).id)


@require_POST
@duty(*access.COUNTER)
def enter(request: PageRequest, kind: str) -> HttpResponse:
    """Enter what came in, was counted or spoilt."""
    form = StockForm(request.POST)
    if kind not in ENTERING:
        raise Http404
    outlet = _number(request.POST.get("outlet", ""))
    if not form.is_valid():
        return _draw(request, outlet, Invalid(_("请填一个整数。")))
    try:
        ENTERING[kind](request, form, outlet)
    except (Conflict, Invalid) as problem:
        return _draw(request, outlet, problem)
    messages.success(request, _("已记下。"))
    return redirect(f"{reverse('store-stock')}?outlet={outlet}")


@require_safe
@duty(*access.COUNTER)
def day(request: PageRequest) -> HttpResponse:
    """Show what an outlet did on a day."""
    outlet = behind.counter(request.actor, _number(request.GET.get("outlet", "")))
    shown = {
        "outlet": outlet,
        "outlets": behind.counters(request.actor),
        "sheet": behind.day_sheet(request.actor, outlet.id, _day(request.GET.get("day", ""))),
    }
    return render(request, "store/day.html", shown)


def _draw(request: PageRequest, outlet: int, problem: Problem | None = None) -> HttpResponse:
    place = behind.counter(request.actor, outlet)
    shown = {
        "outlet": place,
        "outlets": behind.counters(request.actor),
        "rows": [(row, uuid7()) for row in behind.stock_of(request.actor, place.id)],
        "waiting": behind.waiting_at(request.actor, place.id),
        "problem": problem,
        "may_edit": access.may_edit_goods(request.actor),
    }
    return render(request, "store/stock.html", shown, status=problem.status if problem else 200)


def _receive(request: PageRequest, form: StockForm, outlet: int) -> None:
    receive_stock(actor=request.actor, outlet=outlet, **form.entered())


def _write_off(request: PageRequest, form: StockForm, outlet: int) -> None:
    write_off_stock(actor=request.actor, outlet=outlet, **form.entered())


def _count(request: PageRequest, form: StockForm, outlet: int) -> None:
    entered = form.entered()
    count_stock(actor=request.actor, outlet=outlet, counted=entered.pop("quantity"), **entered)


ENTERING = {"receive": _receive, "count": _count, "write_off": _write_off}


def _number(text: str) -> int:
    return int(text) if text.isascii() and text.isdigit() and len(text) < 18 else 0


def _day(text: str) -> date:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return clock.today()
