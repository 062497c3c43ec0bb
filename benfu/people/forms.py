"""What the pages take in; whether it fits is for the services to say."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from benfu.platform.identity.roles import STAFF, Role

from .models import Trade
from .roles import NAMES
from .rules import COMPANY_LENGTH, NAME_LENGTH

Choices = Sequence[tuple[str, str | Promise]]
DATE = forms.DateInput(attrs={"type": "date"})
ROLE_CHOICES = [(role.value, NAMES[role]) for role in Role if role in STAFF]


class JoinForm(forms.Form):
    """Name, trade and company of a worker; consents are drawn and read beside it."""

    name = forms.CharField(
        label=_("姓名"), widget=forms.TextInput(attrs={"autocomplete": "name", "maxlength": NAME_LENGTH})
    )
    trade = forms.ChoiceField(label=_("做什么"), choices=Trade.choices, widget=forms.RadioSelect)
    company_pick = forms.CharField(required=False)
    company = forms.CharField(
        label=_("公司或站点"),
        required=False,
        widget=forms.TextInput(attrs={"maxlength": COMPANY_LENGTH, "autocomplete": "organization"}),
    )

    def chosen_company(self) -> str:
        """Return what was typed, else the chip that was touched."""
        return str(self.cleaned_data["company"] or self.cleaned_data["company_pick"])


class FindForm(forms.Form):
    """What is known of the community somebody looks for: part of its name, or where they are (WGS-84)."""

    q = forms.CharField(required=False, max_length=40)
    lon = forms.FloatField(required=False, min_value=-180, max_value=180)
    lat = forms.FloatField(required=False, min_value=-90, max_value=90)


class ProfileForm(forms.Form):
    """What a worker says of themselves."""

    name = forms.CharField(label=_("姓名"), help_text=_("社区确认以后不能自己改；写错了可以退出社区再报到一次。"))
    trade = forms.ChoiceField(label=_("做什么"), choices=Trade.choices, required=False)
    company = forms.CharField(label=_("公司或站点"), required=False)


class IdentityNumberForm(forms.Form):
    """One's identity number; empty to have it forgotten."""

    identity_number = forms.CharField(
        label=_("身份证号"),
        required=False,
        max_length=40,
        help_text=_("办保险、发证明才用得到，可以不填；清空再保存就删掉。不收身份证照片。"),
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters"}),
    )


class LinkForm(forms.Form):
    """The second account one has: its login, password and, where there is one, the code of its second factor."""

    login = forms.CharField(
        label=_("登录名"),
        max_length=60,
        widget=forms.TextInput(attrs={"autocomplete": "username", "autocapitalize": "none"}),
    )
    password = forms.CharField(
        label=_("密码"),
        max_length=128,
        strip=False,
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )
    code = forms.CharField(
        label=_("第二步验证码"), required=False, max_length=60, help_text=_("没有设置第二步验证就不填。")
    )


class ReasonForm(forms.Form):
    """A reason that somebody else will read."""

    reason = forms.CharField(label=_("原因"), required=False)


class SearchForm(forms.Form):
    """Filters of the list of registrations."""

    q = forms.CharField(required=False, max_length=60)
    state = forms.CharField(required=False)
    trade = forms.CharField(required=False)
    after = forms.CharField(required=False, max_length=200)


class StaffForm(forms.Form):
    """A new member of staff: name, login, duty."""

    name = forms.CharField(label=_("姓名"), max_length=NAME_LENGTH)
    login = forms.CharField(label=_("登录名"), max_length=60, help_text=_("小写字母、数字和点，例如 zhou.ming"))
    role = forms.ChoiceField(label=_("岗位"))
    area = forms.ChoiceField(label=_("负责区域"))
    unit = forms.ChoiceField(label=_("单位"), required=False, help_text=_("部门人员、店员和驿站管理员要选。"))
    ends_on = forms.DateField(label=_("任期到"), required=False, widget=DATE, help_text=_("不填就是长期。"))

    def __init__(self, *args: Any, areas: Choices, units: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        choose(self, "role", ROLE_CHOICES)
        choose(self, "area", areas)
        choose(self, "unit", [("", _("没有")), *units])


def choose(form: forms.Form, name: str, choices: Choices) -> None:
    """Say what can be chosen in a field of a form."""
    field = form.fields[name]
    if isinstance(field, forms.ChoiceField):
        field.choices = choices
