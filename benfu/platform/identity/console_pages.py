"""Pages of a staff account: sign in by password and second factor, set these up, read a phone code out."""

from datetime import datetime, timedelta
from typing import Any

import segno
from django.conf import settings
from django.contrib import messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters

from benfu.platform.lib import clock
from benfu.platform.lib.errors import Problem

from . import selectors, services
from .actor import actor_of
from .browser import open_session, strength_of
from .forms import NewPasswordForm, PasswordForm, PhoneForm, SecondStepForm, SetUpForm, refuse
from .guards import PageRequest, by_password, duty, safe_next
from .models import Account
from .names import address_key
from .roles import CODE_READERS
from .strength import NEEDS_SECOND_FACTOR, Strength

HALF_IN, SINCE = "half_in", "half_in_since"
HALF_IN_FOR = timedelta(minutes=10)


@never_cache
@sensitive_post_parameters("password")
def sign_in(request: PageRequest) -> HttpResponseBase:
    """First step: login and password; whoever has no second factor is in, administrators only as far as setting it up."""
    onward = safe_next(request, "/c/")
    form = PasswordForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            account = services.prove_password(actor=request.actor, address=address_key(request), **form.cleaned_data)
        except Problem as problem:
            refuse(form, problem)
            status = problem.status
        else:
            return _after_password(request, account, onward)
    return render(request, "identity/staff_sign_in.html", {"form": form, "next": onward}, status=status)


@never_cache
@sensitive_post_parameters("code")
def second_step(request: PageRequest) -> HttpResponseBase:
    """Second step: a code of the authenticator or a recovery code, and in."""
    onward = safe_next(request, "/c/")
    account = _half_in(request)
    if account is None:
        messages.info(request, _("请重新登录。"))
        return redirect(_with_next("identity-staff-login", onward))
    form = SecondStepForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            services.prove_second_factor(actor=request.actor, account=account, code=form.cleaned_data["code"])
        except Problem as problem:
            refuse(form, problem)
            status = problem.status
        else:
            return _let_in(request, account, Strength.SECOND_FACTOR, onward)
    demo = services.present_code(account) if settings.DEMO else None
    seen = {"form": form, "next": onward, "demo": demo}
    return render(request, "identity/second_step.html", seen, status=status)


@never_cache
@by_password
def second_factor(request: PageRequest) -> HttpResponseBase:
    """Set up or replace the second factor; its recovery codes are shown once, in the answer."""
    onward = safe_next(request, "/c/")
    account = selectors.own_account(request.actor)
    form = SetUpForm(request.POST or None, replacing=account.has_second_factor)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            codes = services.confirm_second_factor(actor=request.actor, **form.cleaned_data)
        except Problem as problem:
            refuse(form, problem)
            status = problem.status
        else:
            open_session(request, account, Strength.SECOND_FACTOR)
            return render(request, "identity/recovery_codes.html", {"codes": codes, "next": onward})
    setup = services.begin_second_factor(actor=request.actor)
    seen = {
        "form": form,
        "setup": setup,
        "qr": segno.make(setup.uri, error="m").svg_data_uri(scale=5, light="#fff"),
        "needed": actor_of(account.pk).holds(NEEDS_SECOND_FACTOR),
        "next": onward,
    }
    return render(request, "identity/second_factor.html", seen, status=status)


@never_cache
@by_password
@sensitive_post_parameters("old", "new")
def own_account(request: PageRequest) -> HttpResponseBase:
    """Change the password; see the second factor, sessions and tokens."""
    form = NewPasswordForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        strength = strength_of(request)
        try:
            account = services.change_password(actor=request.actor, **form.cleaned_data)
        except Problem as problem:
            refuse(form, problem)
            status = problem.status
        else:
            open_session(request, account, strength)
            messages.success(request, _("密码已修改，其他设备都已退出。"))
            return redirect("identity-account")
    seen = {
        "form": form,
        "account": selectors.own_account(request.actor),
        "sessions": selectors.session_count(request.actor),
        "tokens": selectors.tokens_of(request.actor),
    }
    return render(request, "identity/own_account.html", seen, status=status)


@never_cache
@duty(*CODE_READERS)
def read_code(request: PageRequest) -> HttpResponse:
    """Show the code of the person in front of the reader, who has to be told their whole number."""
    form = PhoneForm(request.POST or None)
    seen: dict[str, Any] = {"form": form}
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            seen["found"] = services.read_code(actor=request.actor, phone=form.cleaned_data["phone"])
        except Problem as problem:
            refuse(form, problem)
            status = problem.status
    return render(request, "identity/read_code.html", seen, status=status)


def _after_password(request: PageRequest, account: Account, onward: str) -> HttpResponseBase:
    if account.has_second_factor:
        request.session.flush()
        request.session[HALF_IN], request.session[SINCE] = account.pk, clock.now().isoformat()
        return redirect(_with_next("identity-staff-code", onward))
    if actor_of(account.pk).holds(NEEDS_SECOND_FACTOR):
        onward = _with_next("identity-second-factor", onward)
    return _let_in(request, account, Strength.PASSWORD, onward)


def _let_in(request: PageRequest, account: Account, strength: Strength, onward: str) -> HttpResponseBase:
    services.note_sign_in(actor=request.actor, account=account, strength=strength, door="browser")
    open_session(request, account, strength)
    return redirect(onward)


def _half_in(request: PageRequest) -> Account | None:
    """Return whose password was right in this browser within the last minutes."""
    since = request.session.get(SINCE)
    if since is None or clock.now() - datetime.fromisoformat(since) > HALF_IN_FOR:
        return None
    return selectors.account_half_in(request.session[HALF_IN])


def _with_next(name: str, onward: str) -> str:
    return f"{reverse(name)}?{urlencode({'next': onward})}" if onward != "/c/" else reverse(name)
