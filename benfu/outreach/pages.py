"""Pages of outreach: volunteering on the phone, following up in the console."""

from collections.abc import Callable

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.dateparse import parse_date
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters, sensitive_variables
from django.views.decorators.http import require_GET, require_POST

from benfu.platform.identity.guards import PageRequest, duty, signed_in
from benfu.platform.lib.errors import Conflict, Invalid, NotAllowed, Problem
from benfu.platform.privacy import selectors as privacy

from . import selectors, services
from .access import FOLLOW_UP
from .models import How, Status
from .rules import CONSENT
from .words import WORDS
from .workflow import NEEDS_RECEIVER, State

REFUSALS = (Invalid, Conflict, NotAllowed)


@never_cache
@require_GET
@signed_in
def mine(request: PageRequest) -> HttpResponse:
    """Show what one volunteered and how far the follow-up is, or the form to volunteer."""
    own = selectors.mine(request.actor)
    text = next(one for one in privacy.texts_in_force() if one.code == CONSENT)
    given = {
        "own": own,
        "status": Status(own.status).label if own else "",
        "state": WORDS[State(own.state)] if own else None,
        "statuses": Status.choices,
        "text": text,
        "words": privacy.words_of(text),
    }
    return render(request, "outreach/mine.html", given)


@sensitive_post_parameters("status", "origin")
@require_POST
@signed_in
def declare(request: PageRequest) -> HttpResponse:
    """Volunteer."""
    version = request.POST.get("consent", "")
    try:
        if not version.isdecimal():
            raise Invalid(_("请先看过并勾选说明。"))
        services.declare(
            actor=request.actor,
            status=request.POST.get("status", ""),
            origin=request.POST.get("origin", ""),
            version=int(version[:9]),
        )
        messages.success(request, _("已申报。您随时可以撤回，撤回后不留记录。"))
    except REFUSALS as problem:
        messages.warning(request, str(problem.message))
    return redirect("outreach-mine")


@require_POST
@signed_in
def withdraw(request: PageRequest) -> HttpResponse:
    """Take it back."""
    services.withdraw(actor=request.actor)
    messages.success(request, _("已撤回，申报和跟进记录都删掉了。"))
    return redirect("outreach-mine")


@never_cache
@require_GET
@duty(*FOLLOW_UP)
def records(request: PageRequest) -> HttpResponse:
    """Show the records one follows up, by state."""
    wanted = request.GET.get("state", "")
    counts = selectors.counts_by_state(request.actor)
    tabs = [{"url": "?", "label": _("全部"), "count": sum(counts.values()), "current": wanted not in WORDS}]
    for state, (label, _tone) in WORDS.items():
        tabs.append(
            {"url": f"?state={state}", "label": label, "count": counts.get(state, 0), "current": wanted == state}
        )
    rows = selectors.records_in(request.actor, wanted if wanted in WORDS else "")
    return render(request, "outreach/records.html", {"tabs": tabs, "rows": [(row, *WORDS[row.state]) for row in rows]})


@never_cache
@require_GET
@duty(*FOLLOW_UP)
def one_record(request: PageRequest, person: int) -> HttpResponse:
    """Show one record: where it stands, who suits, the log, the stages."""
    return _draw(request, person)


@require_POST
@duty(*FOLLOW_UP)
def move(request: PageRequest, person: int) -> HttpResponse:
    """Move a record on."""
    receiving = request.POST.get("receiving", "")
    return _do(
        request,
        person,
        lambda: services.move_on(
            actor=request.actor,
            person=person,
            state=request.POST.get("state", ""),
            receiving=int(receiving) if receiving.isdecimal() and len(receiving) < 16 else None,
            words=request.POST.get("words", ""),
        ),
    )


@require_POST
@duty(*FOLLOW_UP)
def contact(request: PageRequest, person: int) -> HttpResponse:
    """Note a contact."""
    how, words = request.POST.get("how", ""), request.POST.get("words", "")
    return _do(request, person, lambda: services.log_contact(actor=request.actor, person=person, how=how, words=words))


@require_POST
@duty(*FOLLOW_UP)
def stage(request: PageRequest, person: int) -> HttpResponse:
    """Note a stage of development."""

    def note() -> object:
        try:
            day = parse_date(request.POST.get("reached_on", ""))
        except ValueError:
            day = None
        if day is None:
            raise Invalid(_("请选日期。"))
        return services.reach_stage(
            actor=request.actor,
            person=person,
            stage=request.POST.get("stage", ""),
            reached_on=day,
            materials=request.POST.getlist("material"),
        )

    return _do(request, person, note)


@never_cache
@require_POST
@sensitive_variables("shown")
@duty(*FOLLOW_UP)
def show(request: PageRequest, person: int, field: str) -> HttpResponse:
    """Show what was volunteered, after a reason."""
    try:
        shown = services.show(actor=request.actor, person=person, field=field, reason=request.POST.get("reason", ""))
    except Invalid as problem:
        return _draw(request, person, problem=problem)
    return _draw(request, person, shown={field: shown or "—"})


def _do(request: PageRequest, person: int, act: Callable[[], object]) -> HttpResponse:
    try:
        act()
        messages.success(request, _("已保存。"))
    except REFUSALS as problem:
        return _draw(request, person, problem=problem)
    return redirect("outreach-record", person)


def _draw(
    request: PageRequest, person: int, *, shown: dict[str, str] | None = None, problem: Problem | None = None
) -> HttpResponse:
    row = selectors.record_for(request.actor, person)
    given = {
        "row": row,
        "words": WORDS[row.state][0],
        "tone": WORDS[row.state][1],
        "moves": [(state, WORDS[state][0], state in NEEDS_RECEIVER) for state in selectors.next_states(row)],
        "matches": selectors.matches(request.actor, person),
        "contacts": [
            (one, WORDS[State(one.state)][0] if one.state else "")
            for one in selectors.contacts_of(request.actor, person)
        ],
        "stages": selectors.stages_of(request.actor, person),
        "hows": How.choices,
        "shown": shown or {},
        "problem": problem,
        "is_own": row.person == request.actor.person,
    }
    return render(request, "outreach/record.html", given, status=problem.status if problem else 200)
