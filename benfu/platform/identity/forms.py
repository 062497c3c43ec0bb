"""What is typed at the doors: fields and their words; whether it is right is for the services to say."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from benfu.platform.lib.errors import Problem

LONGEST_PASSWORD = 200


def refuse(form: forms.Form, problem: Problem) -> None:
    """Write a service's refusal beside the fields it names, else above the form."""
    fields = {name: words for name, words in getattr(problem, "fields", {}).items() if name in form.fields}
    for name, words in fields.items():
        form.add_error(name, str(words))
    if not fields:
        form.add_error(None, str(problem.message))


class PhoneForm(forms.Form):
    """A phone number."""

    phone = forms.CharField(
        label=_("手机号"),
        max_length=60,
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel", "inputmode": "tel", "autofocus": True}),
    )


class CodeForm(forms.Form):
    """Six digits; made to be pasted into, and to be filled in by the phone from the message."""

    code = forms.CharField(
        label=_("6 位验证码"),
        max_length=60,
        widget=forms.TextInput(
            attrs={"autocomplete": "one-time-code", "inputmode": "numeric", "autofocus": True, "class": "in num"}
        ),
    )


class PasswordForm(forms.Form):
    """Login and password; managers of passwords fill it in."""

    login = forms.CharField(
        label=_("登录名"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none", "autofocus": True}),
    )
    password = forms.CharField(
        label=_("密码"),
        max_length=LONGEST_PASSWORD,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class SecondStepForm(forms.Form):
    """A code of the authenticator, or a recovery code (letters too, so no keyboard of digits only)."""

    code = forms.CharField(
        label=_("验证器上的 6 位数字，或一个备用码"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "autocapitalize": "none", "autofocus": True}),
    )


class SetUpForm(forms.Form):
    """The first code of a new authenticator, and one of the present factor if there is one."""

    present = forms.CharField(
        label=_("现在的验证码或备用码"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "none"}),
    )
    code = forms.CharField(
        label=_("新验证器上的 6 位数字"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code", "inputmode": "numeric"}),
    )

    def __init__(self, *args: Any, replacing: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not replacing:
            del self.fields["present"]


class NewPasswordForm(forms.Form):
    """The present password and the new one, which may be seen while it is typed, so once is enough."""

    old = forms.CharField(
        label=_("现在的密码"),
        max_length=LONGEST_PASSWORD,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    new = forms.CharField(
        label=_("新密码"),
        max_length=LONGEST_PASSWORD,
        strip=False,
        help_text=_("至少 10 个字；几个不相干的词连起来，好记也安全。"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )


class FirstPasswordForm(forms.Form):
    """A password where there is none yet."""

    new = forms.CharField(
        label=_("新密码"),
        max_length=LONGEST_PASSWORD,
        strip=False,
        help_text=_("至少 10 个字；几个不相干的词连起来，好记也安全。"),
        widget=forms.PasswordInput(attrs={"autocomplete": "new-password"}),
    )
