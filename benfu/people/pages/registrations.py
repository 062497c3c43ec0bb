"""The community's list of workers: who waits, who belongs, who was declined; and the code to put up on the wall."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_GET, require_POST

from benfu.credentials.services import Why
from benfu.people import selectors
from benfu.people.access import DECIDE, SEE, may_decide
from benfu.people.forms import SearchForm
from benfu.people.models import Trade
from benfu.people.services import (
    approve_registration,
    decline_registration,
    end_registration,
    show_identity_number,
    show_phone,
)
from benfu.people.words import STATE_TONES, STATE_WORDS
from benfu.people.workflow import State
from benfu.platform.identity.guards import PageRequest, duty
from benfu.platform.lib.errors import Conflict, Invalid, Problem
from benfu.ui import short_links

TABS = (State.WAITING, State.APPROVED, State.DECLINED, State.LEFT)


@never_cache
@require_GET
@duty(*SEE)
def register(request: PageRequest) -> HttpResponse:
    """Show the workers of one's area: tabs by state, search by name or phone, filter by trade."""
    form = SearchForm(request.GET)
    form.is_valid()
    wanted = form.cleaned_data
    state = wanted.get("state") or State.WAITING
    search, trade = wanted.get("q", ""), wanted.get("trade", "")
    page = selectors.registrations_in(
        request.actor, state="" if state == "all" else state, search=search, trade=trade, after=wanted.get("after", "")
    )
    counts = selectors.counts_by_state(request.actor, search=search, trade=trade)
    given = {
        "page": page,
        "rows": [_in_words(request, row) for row in page.rows],
        "tabs": _tabs(request, state, counts),
        "trades": Trade.choices,
        "search": search,
        "trade": trade,
        "state": state,
        "may_print": state == State.APPROVED and request.actor.holds(DECIDE),
    }
    return render(request, "people/register.html", given)


@never_cache
@require_GET
@duty(*SEE)
def registration(request: PageRequest, registration: int) -> HttpResponse:
    """Show one registration."""
    return _draw(request, registration)


@require_POST
@duty(*DECIDE)
def approve(request: PageRequest, registration: int) -> HttpResponse:
    """Take a worker in."""
    try:
        approve_registration(actor=request.actor, registration=registration)
        messages.success(request, _("已同意，小哥的报到卡现在生效。"))
    except Conflict as problem:
        messages.warning(request, str(problem.message))
    return redirect("people-register")


@require_POST
@duty(*DECIDE)
def decline(request: PageRequest, registration: int) -> HttpResponse:
    """Decline a worker with a reason."""
    return _with_reason(request, registration, State.DECLINED)


@require_POST
@duty(*DECIDE)
def end(request: PageRequest, registration: int) -> HttpResponse:
    """Take a worker off the list with a reason."""
    return _with_reason(request, registration, State.LEFT)


@never_cache
@require_POST
@sensitive_variables("phone")
@duty(*SEE)
def phone(request: PageRequest, registration: int) -> HttpResponse:
    """Show a worker's whole phone number, after a reason."""
    try:
        phone = show_phone(actor=request.actor, registration=registration, reason=request.POST.get("reason", ""))
    except Invalid as problem:
        return _draw(request, registration, problem=problem)
    return _draw(request, registration, phone=phone)


@never_cache
@require_POST
@sensitive_variables("identity_number")
@duty(*SEE)
def identity_number(request: PageRequest, registration: int) -> HttpResponse:
    """Show a worker's whole identity number, after a reason."""
    reason = request.POST.get("reason", "")
    try:
        number = show_identity_number(actor=request.actor, registration=registration, reason=reason)
    except Invalid as problem:
        return _draw(request, registration, problem=problem)
    return _draw(request, registration, identity_number=number)


@require_GET
@duty(*SEE)
def poster(request: PageRequest) -> HttpResponse:
    """Show a community's registration code, to be printed and put up."""
    communities = selectors.communities_of(request.actor)
    wanted = request.GET.get("community", "")
    chosen = next((one for one in communities if one.code == wanted), communities[0] if communities else None)
    given = {
        "communities": communities,
        "chosen": chosen,
        "address": short_links.address_for("j", int(chosen.code), request) if chosen else "",
    }
    return render(request, "people/poster.html", given)


def _with_reason(request: PageRequest, registration: int, becomes: State) -> HttpResponse:
    act = decline_registration if becomes == State.DECLINED else end_registration
    try:
        act(actor=request.actor, registration=registration, reason=request.POST.get("reason", ""))
        messages.success(request, _("已办好，小哥会看到原因。"))
    except Conflict as problem:
        messages.warning(request, str(problem.message))
    except Invalid as problem:
        return _draw(request, registration, problem=problem)
    return redirect("people-register")


def _draw(
    request: PageRequest,
    registration: int,
    phone: str = "",
    identity_number: str = "",
    problem: Problem | None = None,
) -> HttpResponse:
    row = selectors.registration_for(request.actor, registration)
    given = {
        "one": _in_words(request, row),
        "row": row,
        "phone": phone,
        "identity_number": identity_number,
        "masked_identity_number": selectors.masked_identity_number(request.actor, registration),
        "identity_url": reverse("people-identity-number", args=[registration]),
        "phone_url": reverse("people-phone", args=[registration]),
        "problem": problem,
        "may_print": row.state == State.APPROVED and may_decide(request.actor, row.community),
        "reasons": [(why.value, why.label) for why in (Why.LOST, Why.REPLACED, Why.MISUSED)],
    }
    return render(request, "people/registration.html", given, status=problem.status if problem else 200)


def _in_words(request: PageRequest, row: selectors.Row) -> dict[str, object]:
    """Return what the templates show of a registration, and what its reader may do to it."""
    own = row.person == request.actor.person
    may = may_decide(request.actor, row.community) and not own
    return {
        "row": row,
        "place": selectors.community_named(row.community).name,
        "words": STATE_WORDS[row.state],
        "tone": STATE_TONES[row.state],
        "may_decide": may and row.state == State.WAITING,
        "may_end": may and row.state == State.APPROVED,
        "is_own": own,
    }


def _tabs(request: HttpRequest, current: str, counts: dict[str, int]) -> list[dict[str, object]]:
    kept = request.GET.copy()
    kept.pop("after", None)
    tabs = []
    for state, label in [*((one, STATE_WORDS[one]) for one in TABS), ("all", _("全部"))]:
        kept["state"] = str(state)
        count = counts.get(state, 0) if state != "all" else sum(counts.values())
        tabs.append({"url": f"?{kept.urlencode()}", "label": label, "count": count, "current": state == current})
    return tabs
