"""Pages of a worker's account: sign in by phone code, sign out, see and take one's data, leave."""

from uuid import UUID

from django.contrib import auth, messages
from django.http import HttpResponse, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.http import urlencode
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_post_parameters
from django.views.decorators.http import require_GET, require_POST

from benfu.platform.lib.errors import NotFound, Problem, TooMany
from benfu.platform.privacy import selectors as privacy
from benfu.platform.privacy import services as privacy_services

from . import selectors, services
from .browser import open_session, strength_of
from .exporting import export_response
from .forms import CodeForm, FirstPasswordForm, PhoneForm, refuse
from .guards import PageRequest, safe_next, signed_in
from .names import address_key
from .strength import Strength

CODE = "code_request"


@never_cache
def sign_in(request: PageRequest) -> HttpResponseBase:
    """First step: a phone number, to which a code goes."""
    onward = safe_next(request, "/")
    if request.actor.signed_in and request.method == "GET":
        return redirect(onward)
    form = PhoneForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            asked = services.request_code(
                actor=request.actor, phone=form.cleaned_data["phone"], address=address_key(request)
            )
        except Problem as problem:
            refuse(form, problem)
            status = problem.status
        else:
            request.session[CODE] = str(asked.id)
            return redirect(_with_next("identity-code", onward))
    return render(request, "identity/sign_in.html", {"form": form, "next": onward}, status=status)


@never_cache
@sensitive_post_parameters("code")
def enter_code(request: PageRequest) -> HttpResponseBase:
    """Second step: the code, and in."""
    onward = safe_next(request, "/")
    asked = selectors.asked_code(UUID(request.session[CODE])) if CODE in request.session else None
    if asked is None:
        messages.info(request, _("验证码已失效，请重新获取。"))
        return redirect(_with_next("identity-login", onward))
    form = CodeForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        try:
            account = services.prove_phone(actor=request.actor, code_id=asked.id, code=form.cleaned_data["code"])
        except Problem as problem:
            refuse(form, problem)
            status = problem.status
        else:
            services.note_sign_in(actor=request.actor, account=account, strength=Strength.PHONE, door="browser")
            open_session(request, account, Strength.PHONE)
            return redirect(onward)
    seen = {"form": form, "asked": asked, "next": onward}
    return render(request, "identity/enter_code.html", seen, status=status)


@require_POST
def send_again(request: PageRequest) -> HttpResponseBase:
    """Ask for another code for the same phone."""
    onward = safe_next(request, "/")
    try:
        earlier = UUID(request.session.get(CODE, ""))
        asked = services.request_again(actor=request.actor, code_id=earlier, address=address_key(request))
    except (ValueError, NotFound):
        return redirect(_with_next("identity-login", onward))
    except TooMany as problem:
        messages.warning(request, str(problem.message))
    else:
        request.session[CODE] = str(asked.id)
        messages.success(request, _("已重新获取验证码。"))
    return redirect(_with_next("identity-code", onward))


@require_POST
def sign_out(request: PageRequest) -> HttpResponseBase:
    """End this browser's session and go to the door the person came in by."""
    door = "identity-staff-login" if request.actor.is_staff else "identity-login"
    auth.logout(request)
    messages.success(request, _("已退出登录。"))
    return redirect(door)


@never_cache
@require_GET
@signed_in
def my_data(request: PageRequest) -> HttpResponse:
    """Show what is kept about oneself, what one agreed to, who looked, and the ways out."""
    account = selectors.own_account(request.actor)
    seen = {
        "account": account,
        "phone": account.phone,
        "consents": privacy.consents_of(account.pk),
        "looked_at": privacy.disclosures_about(request.actor),
        "sessions": selectors.session_count(request.actor),
        "tokens": selectors.tokens_of(request.actor),
    }
    return render(request, "identity/my_data.html", seen)


@never_cache
@require_GET
@signed_in
def my_data_file(request: PageRequest) -> HttpResponseBase:
    """Give all of it as a file."""
    return export_response(request.actor)


@require_POST
@signed_in
def change_consent(request: PageRequest, code: str) -> HttpResponseBase:
    """Agree to the version that was shown, or take agreement back."""
    version = request.POST.get("version", "")
    if version.isascii() and version.isdigit():
        privacy_services.give_consent(actor=request.actor, code=code, version=int(version[:5]))
        messages.success(request, _("已记下您的同意。"))
    else:
        privacy_services.withdraw(actor=request.actor, code=code)
        messages.success(request, _("已撤回同意。"))
    return redirect("identity-my-data")


@require_POST
@signed_in
def end_other_sessions(request: PageRequest) -> HttpResponseBase:
    """Sign out everywhere else."""
    services.sign_out_everywhere(actor=request.actor, but=request.session.session_key or "")
    messages.success(request, _("其他设备都已退出。"))
    return redirect(safe_next(request, reverse("identity-my-data")))


@require_POST
@signed_in
def end_token(request: PageRequest, token: int) -> HttpResponseBase:
    """End one API token."""
    services.revoke_token(actor=request.actor, token=token)
    messages.success(request, _("访问令牌已停用。"))
    return redirect(safe_next(request, reverse("identity-my-data")))


@require_POST
@signed_in
def leave(request: PageRequest) -> HttpResponseBase:
    """Leave for good: erased everywhere, signed out here."""
    services.leave_for_good(actor=request.actor)
    auth.logout(request)
    messages.success(request, _("已注销：您的姓名和手机号正在从各处删除。谢谢您来过。"))
    return redirect("identity-login")


@never_cache
@sensitive_post_parameters("new")
@signed_in
def first_password(request: PageRequest) -> HttpResponseBase:
    """Choose the password of a login somebody gave to one's account; they never know it."""
    login = selectors.login_without_password(request.actor)
    if not login:
        return redirect("/me/")
    form = FirstPasswordForm(request.POST or None)
    status = 200
    if request.method == "POST" and form.is_valid():
        strength = strength_of(request)
        try:
            account = services.set_first_password(actor=request.actor, new=form.cleaned_data["new"])
        except Problem as problem:
            refuse(form, problem)
            status = problem.status
        else:
            open_session(request, account, strength)
            messages.success(request, _("密码已设置。以后在电脑上用登录名和密码登录工作台。"))
            return redirect("/me/")
    return render(request, "identity/first_password.html", {"form": form, "login": login}, status=status)


def _with_next(name: str, onward: str) -> str:
    return f"{reverse(name)}?{urlencode({'next': onward})}" if onward != "/" else reverse(name)
