"""What the pages take in; whether it fits is for the services to say."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .models import NAME_LENGTH, Kind


class OrganisationForm(forms.Form):
    """Name, kind, area and credit code of an organisation."""

    name = forms.CharField(label=_("名称"), max_length=NAME_LENGTH)
    kind = forms.ChoiceField(label=_("类型"), choices=Kind.choices)
    area = forms.ChoiceField(label=_("服务的区域"))
    code = forms.CharField(
        label=_("统一社会信用代码"), required=False, max_length=18, help_text=_("18 位，不知道可以不填。")
    )

    def __init__(self, *args: Any, areas: Sequence[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"] = forms.ChoiceField(label=_("服务的区域"), choices=list(areas))
        self.order_fields(["name", "kind", "area", "code"])


class ChangeForm(OrganisationForm):
    """An organisation that is on record."""

    is_active = forms.BooleanField(label=_("在用：可以派单给它"), required=False)
