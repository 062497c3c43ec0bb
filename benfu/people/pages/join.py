"""Registering with a community by its QR code: what is recorded and why, who one is, done."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from benfu.people.forms import FindForm, JoinForm
from benfu.people.models import Registration
from benfu.people.selectors import (
    common_companies,
    community_named,
    community_to_join,
    find_communities,
    my_registration,
    person_of,
)
from benfu.people.services import register_worker
from benfu.people.workflow import OPEN, State
from benfu.platform.identity.guards import PageRequest
from benfu.platform.lib.errors import Conflict, Invalid
from benfu.platform.privacy import selectors as privacy
from benfu.ui.forms import show_problem

CONSENT = "consent_"


@never_cache
@require_safe
def find(request: PageRequest) -> HttpResponse:
    """Help a worker without a code at hand to a community: by a name, or by where the phone is, asked for by a touch."""
    form = FindForm(request.GET)
    form.is_valid()
    wanted = form.cleaned_data
    words, lon, lat = wanted.get("q", ""), wanted.get("lon"), wanted.get("lat")
    asked = bool(words or (lon is not None and lat is not None))
    found = find_communities(words, lon, lat)
    return render(request, "people/find.html", {"asked": asked, "found": found, "words": words})


@require_http_methods(["GET", "HEAD", "POST"])
def join(request: PageRequest, community: str) -> HttpResponse:
    """Show the community and what it asks; take the registration of whoever has signed in by phone."""
    place = community_to_join(community)
    if not request.actor.signed_in:
        texts = [privacy.words_of(text) for text in privacy.texts_in_force() if not text.apart]
        return render(request, "people/join_start.html", {"place": place, "texts": texts})
    current = my_registration(request.actor)
    if current and current.state in OPEN and current.community == community:
        messages.info(request, _("您已经在%(name)s报到。") % {"name": place.name})
        return redirect("people-card")
    form = _form(request)
    if request.method == "POST" and form.is_valid() and _register(request, form, community):
        return redirect("people-card")
    return _draw(request, form, community, current)


def _form(request: PageRequest) -> JoinForm:
    known = person_of(request.actor)
    initial = {"name": known.name, "trade": known.trade, "company": known.company} if known else {}
    return JoinForm(request.POST or None, initial=initial)


def _register(request: PageRequest, form: JoinForm, community: str) -> Registration | None:
    try:
        return register_worker(
            actor=request.actor,
            community=community,
            name=form.cleaned_data["name"],
            trade=form.cleaned_data["trade"],
            company=form.chosen_company(),
            consents=consents_in(request),
        )
    except (Invalid, Conflict) as problem:
        show_problem(form, problem)
        return None


def consents_in(request: HttpRequest) -> dict[str, int]:
    """Return the versions ticked on a form whose boxes are called consent_<code>, by code."""
    boxes = {name: request.POST.get(name, "") for name in request.POST if name.startswith(CONSENT)}
    # A version has few digits; int() refuses what has thousands.
    return {name.removeprefix(CONSENT): int(value[:9]) for name, value in boxes.items() if value.isdecimal()}


def _draw(request: PageRequest, form: JoinForm, community: str, current: Registration | None) -> HttpResponse:
    moving = current is not None and current.state in OPEN
    declined = current is not None and current.state == State.DECLINED
    given = {
        "place": community_named(community),
        "form": form,
        "companies": common_companies(),
        "consents": [one for one in privacy.consents_of(request.actor.account or 0) if not one.text.apart],
        "moving_from": community_named(current.community) if current and moving else None,
        "declined": current if declined else None,
        "ticked": consents_in(request),
    }
    return render(request, "people/join.html", given, status=422 if form.is_bound else 200)
