"""What the store's pages take in; whether it fits is for the services to say."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .models import Good
from .services import Described


class StockForm(forms.Form):
    """A quantity of a good, entered at an outlet under the form's own key."""

    key = forms.UUIDField()
    good = forms.IntegerField()
    quantity = forms.IntegerField()
    note = forms.CharField(required=False, max_length=100)

    def entered(self) -> dict[str, Any]:
        """Return what was entered, as the services take it."""
        return {name: self.cleaned_data[name] for name in ("key", "good", "quantity", "note")}


class GoodForm(forms.Form):
    """A good of the catalogue."""

    name = forms.CharField(label=_("名称"), max_length=40)
    words = forms.CharField(label=_("说明"), required=False, max_length=200, widget=forms.Textarea(attrs={"rows": 2}))
    price = forms.IntegerField(label=_("要多少积分"), min_value=1)
    per_person = forms.IntegerField(label=_("每人限兑几件"), min_value=0, initial=0, help_text=_("0 表示不限"))
    per_days = forms.IntegerField(label=_("限兑周期（天）"), min_value=1, initial=30)
    picture = forms.FileField(
        label=_("图片"),
        required=False,
        help_text=_("方形最好；传新的会换掉旧的"),
        widget=forms.FileInput(attrs={"accept": "image/*"}),
    )

    def described(self) -> Described:
        """Return what the good is."""
        data = self.cleaned_data
        return Described(data["name"], data["price"], data["words"], data["per_person"], data["per_days"])

    @staticmethod
    def initial_of(good: Good) -> dict[str, Any]:
        """Return a good's own values, to begin with."""
        return {name: getattr(good, name) for name in ("name", "words", "price", "per_person", "per_days")}
