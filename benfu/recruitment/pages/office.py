"""For those who recruit: calls, applicants, appointing together, renewing, dismissing."""

from datetime import date

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from benfu.people.selectors import registration_for
from benfu.platform.identity.guards import PageRequest, duty
from benfu.platform.lib.errors import Conflict, Invalid, NotAllowed, NotFound, Problem
from benfu.recruitment import selectors
from benfu.recruitment.access import RECRUIT, SEE
from benfu.recruitment.forms import AppointForm, CallForm
from benfu.recruitment.papers import bundle
from benfu.recruitment.services import (
    Choice,
    NewCall,
    appoint_all,
    appoint_one,
    close_call,
    decline_application,
    dismiss,
    note_interview,
    open_call,
    renew,
)
from benfu.recruitment.words import APPLICATION, APPOINTMENT
from benfu.recruitment.workflow import OPEN
from benfu.territory import selectors as territory
from benfu.ui.forms import show_problem

REFUSALS = (Invalid, Conflict, NotAllowed)
MOST_LETTERS = 50


@never_cache
@require_GET
@duty(*SEE)
def office(request: PageRequest) -> HttpResponse:
    """Show calls and appointments of one's area."""
    only = request.GET.get("only", "in_force")
    page = selectors.appointments_in(request.actor, only=only, after=request.GET.get("after", ""))
    tabs = [("in_force", _("在任")), ("ending", _("快到期")), ("over", _("已结束")), ("all", _("全部"))]
    given = {
        "calls": selectors.calls_in(request.actor),
        "page": page,
        "rows": [
            {"row": row, "words": APPOINTMENT[row.state][0], "tone": APPOINTMENT[row.state][1]} for row in page.rows
        ],
        "tabs": [{"url": f"?only={code}", "label": label, "current": code == only} for code, label in tabs],
        "may_recruit": request.actor.holds(RECRUIT),
    }
    return render(request, "recruitment/office.html", given)


@require_http_methods(["GET", "HEAD", "POST"])
@duty(*RECRUIT)
def new_call(request: PageRequest) -> HttpResponse:
    """Open a call."""
    form = CallForm(request.POST or None, areas=_areas(request))
    if form.is_bound and form.is_valid():
        try:
            made = open_call(actor=request.actor, call=NewCall(**form.cleaned_data))
        except REFUSALS as problem:
            show_problem(form, problem)
        else:
            messages.success(request, _("招募令已发布，本区域报到的小哥在手机上能看到。"))
            return redirect("recruitment-call", made.pk)
    return render(request, "recruitment/new_call.html", {"form": form}, status=422 if form.is_bound else 200)


@never_cache
@require_GET
@duty(*SEE)
def call(request: PageRequest, call: int) -> HttpResponse:
    """Show a call and who applied."""
    return _draw(request, call)


@require_POST
@duty(*RECRUIT)
def close(request: PageRequest, call: int) -> HttpResponse:
    """Take no more applications."""
    try:
        close_call(actor=request.actor, call=call)
        messages.success(request, _("不再接受报名，已报名的照常处理。"))
    except Conflict as problem:
        messages.warning(request, str(problem.message))
    return redirect("recruitment-call", call)


@require_POST
@duty(*RECRUIT)
def interview(request: PageRequest, call: int, application: int) -> HttpResponse:
    """Keep the notes of an interview, or decline with a reason: the button says which."""
    try:
        if request.POST.get("act") == "decline":
            decline_application(actor=request.actor, application=application, reason=request.POST.get("text", ""))
            messages.success(request, _("已办好，本人会看到原因。"))
        else:
            note_interview(actor=request.actor, application=application, notes=request.POST.get("text", ""))
            messages.success(request, _("面谈记录已保存，只有招募的人看得到。"))
    except REFUSALS as problem:
        return _draw(request, call, problem)
    return redirect("recruitment-call", call)


@require_POST
@duty(*RECRUIT)
def appoint_chosen(request: PageRequest, call: int) -> HttpResponse:
    """Appoint the ticked applicants together."""
    ticked = [int(one) for one in request.POST.getlist("application") if one.isdecimal() and len(one) < 16]
    choices = [Choice(one, request.POST.get(f"area-{one}", "")) for one in ticked]
    try:
        made = appoint_all(actor=request.actor, call=call, choices=choices)
        messages.success(request, _("已聘任 %(count)s 人，聘书可以下载。") % {"count": len(made)})
    except REFUSALS as problem:
        return _draw(request, call, problem)
    return redirect("recruitment-call", call)


@require_http_methods(["GET", "HEAD", "POST"])
@duty(*RECRUIT)
def appoint_worker(request: PageRequest, registration: int) -> HttpResponse:
    """Appoint a registered worker without a call."""
    row = registration_for(request.actor, registration)
    form = AppointForm(request.POST or None, areas=selectors.cells_of(row.community))
    if form.is_bound and form.is_valid():
        try:
            appoint_one(actor=request.actor, person=row.person, **form.cleaned_data)
        except REFUSALS as problem:
            show_problem(form, problem)
        else:
            messages.success(request, _("已聘为兼职网格员。"))
            return redirect("people-registration", registration)
    given = {"form": form, "row": row}
    return render(request, "recruitment/appoint.html", given, status=422 if form.is_bound else 200)


@require_POST
@duty(*RECRUIT)
def renew_appointment(request: PageRequest, appointment: int) -> HttpResponse:
    """Renew to a last day."""
    try:
        renew(actor=request.actor, appointment=appointment, ends_on=_day(request.POST.get("ends_on", "")))
        messages.success(request, _("已续聘，新聘书可以下载。"))
    except REFUSALS as problem:
        messages.warning(request, _sentence(problem))
    return redirect("recruitment-office")


@require_POST
@duty(*RECRUIT)
def dismiss_appointment(request: PageRequest, appointment: int) -> HttpResponse:
    """Dismiss with a reason."""
    try:
        dismiss(actor=request.actor, appointment=appointment, reason=request.POST.get("reason", ""))
        messages.success(request, _("已解聘，权限马上收回，本人会看到原因。"))
    except REFUSALS as problem:
        messages.warning(request, _sentence(problem))
    return redirect("recruitment-office")


@never_cache
@require_POST
@duty(*SEE)
def letters(request: PageRequest) -> HttpResponse:
    """Give the letters of the ticked appointments as one archive. Raises Invalid beyond MOST_LETTERS, NotFound for none."""
    ticked = [int(one) for one in request.POST.getlist("appointment") if one.isdecimal() and len(one) < 16]
    if not ticked:
        raise NotFound(_("先勾选要打印聘书的人。"))
    if len(ticked) > MOST_LETTERS:
        raise Invalid(_("一次最多打印 %(most)s 份。") % {"most": MOST_LETTERS})
    rows = [selectors.appointment_for(request.actor, one) for one in ticked]
    answer = HttpResponse(bundle(rows, request), content_type="application/zip")
    answer.headers["Content-Disposition"] = 'attachment; filename="letters.zip"'
    return answer


def _draw(request: PageRequest, call: int, problem: Problem | None = None) -> HttpResponse:
    row = selectors.call_for(request.actor, call)
    given = {
        "call": row,
        "applicants": [
            {
                "one": one,
                "name": name,
                "words": APPLICATION[one.state][0],
                "tone": APPLICATION[one.state][1],
                "may_decide": row.may_recruit and one.state in OPEN and one.person_id != request.actor.person,
            }
            for one, name in selectors.applicants(request.actor, call)
        ],
        "cells": selectors.cells_of(row.area),
        "problem": problem,
    }
    return render(request, "recruitment/call.html", given, status=problem.status if problem else 200)


def _areas(request: PageRequest) -> list[tuple[str, str]]:
    levels = (territory.Level.STREET, territory.Level.COMMUNITY)
    prefixes = request.actor.areas(RECRUIT)
    codes = sorted(
        {one.code for prefix in prefixes for level in levels for one in territory.areas_under(prefix, level)}
    )
    return [(code, territory.label(code)) for code in codes]


def _day(text: str) -> date:
    try:
        day = parse_date(text)
    except ValueError:
        day = None
    if day is None:
        raise Invalid(_("请选任期的最后一天。"))
    return day


def _sentence(problem: Problem) -> str:
    fields = getattr(problem, "fields", None) or {}
    return str(next(iter(fields.values()), problem.message))
