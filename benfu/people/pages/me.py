"""One's own page: who one is here, the profile, leaving."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_http_methods

from benfu.people import selectors
from benfu.people.forms import IdentityNumberForm, LinkForm, ProfileForm
from benfu.people.models import Registration
from benfu.people.services import describe_myself, keep_identity_number, leave, link_my_accounts
from benfu.people.words import STATE_TONES, STATE_WORDS
from benfu.people.workflow import State
from benfu.platform.identity.guards import PageRequest, signed_in
from benfu.platform.identity.names import address_key
from benfu.platform.identity.selectors import login_without_password, logins_of, masked_phones
from benfu.platform.lib.errors import Invalid, Problem
from benfu.platform.privacy.masks import mask_identity_number
from benfu.ui.forms import show_problem


@never_cache
@require_GET
@signed_in
def me(request: PageRequest) -> HttpResponse:
    """Show who one is here, and the ways on."""
    account = request.actor.own_account()
    registrations = selectors.my_history(request.actor)
    given = {
        "person": selectors.person_of(request.actor),
        "phone": masked_phones([account]).get(account, ""),
        "duties": selectors.my_duties(request.actor),
        "history": registrations,
        "login": login_without_password(request.actor),
        "is_staff": request.actor.is_staff,
        **standing(registrations[0] if registrations else None),
    }
    return render(request, "people/me.html", given)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def profile(request: PageRequest) -> HttpResponse:
    """Change what one said of oneself."""
    person = selectors.person_of(request.actor)
    if person is None:
        return redirect("people-me")
    form = ProfileForm(
        request.POST or None, initial={"name": person.name, "trade": person.trade, "company": person.company}
    )
    if form.is_bound and form.is_valid():
        try:
            describe_myself(actor=request.actor, **form.cleaned_data)
        except Invalid as problem:
            show_problem(form, problem)
        else:
            messages.success(request, _("已保存。"))
            return redirect("people-me")
    return render(request, "people/profile.html", {"form": form}, status=422 if form.is_bound else 200)


@never_cache
@sensitive_post_parameters("identity_number")
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def identity_number(request: PageRequest) -> HttpResponse:
    """Give one's identity number, or have it forgotten."""
    person = selectors.person_of(request.actor)
    if person is None:
        return redirect("people-me")
    form = IdentityNumberForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            keep_identity_number(actor=request.actor, number=form.cleaned_data["identity_number"])
        except Problem as problem:
            show_problem(form, problem)
        else:
            messages.success(request, _("已保存。"))
            return redirect("people-identity")
    given = {"form": form, "masked": mask_identity_number(person.identity_number)}
    return render(request, "people/identity.html", given, status=422 if form.is_bound else 200)


@never_cache
@sensitive_post_parameters("password", "code")
@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def link(request: PageRequest) -> HttpResponse:
    """Say that a staff account is one's own too, and prove it: the two become one."""
    if selectors.person_of(request.actor) is None or logins_of([request.actor.own_account()]):
        return redirect("people-me")
    form = LinkForm(request.POST or None)
    if form.is_bound and form.is_valid():
        try:
            link_my_accounts(actor=request.actor, address=address_key(request), **form.cleaned_data)
        except Problem as problem:
            show_problem(form, problem)
        else:
            messages.success(request, _("两个账号合成了一个，请重新登录：手机号和登录名都是您。"))
            return redirect("identity-login")
    return render(request, "people/link.html", {"form": form}, status=422 if form.is_bound else 200)


@require_GET
@signed_in
def history(request: PageRequest) -> HttpResponse:
    """Show all registrations there ever were."""
    items = [
        {
            "title": selectors.community_named(one.community).name,
            "who": STATE_WORDS[State(one.state)],
            "text": one.reason,
            "at": one.registered_at,
            "tone": STATE_TONES[State(one.state)],
        }
        for one in selectors.my_history(request.actor)
    ]
    return render(request, "people/history.html", {"items": items})


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def leave_community(request: PageRequest) -> HttpResponse:
    """Leave the community one is registered with."""
    if request.method == "POST":
        leave(actor=request.actor)
        messages.success(request, _("已退出社区。"))
        return redirect("people-me")
    return render(request, "people/leave.html", standing(selectors.my_registration(request.actor)))


def standing(registration: Registration | None) -> dict[str, object]:
    """Return what templates show of how a registration stands."""
    if registration is None:
        return {"registration": None}
    state = State(registration.state)
    return {
        "registration": registration,
        "place": selectors.community_named(registration.community),
        "state_words": STATE_WORDS[state],
        "tone": STATE_TONES[state],
    }
