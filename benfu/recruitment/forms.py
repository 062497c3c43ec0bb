"""What the pages take in; whether it fits is for the services to say."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from .models import Post
from .rules import MOST_PLACES, TITLE_LENGTH

Choices = list[tuple[str, str]]
DATE = forms.DateInput(attrs={"type": "date"})


class CallForm(forms.Form):
    """A call: where, for what, how many, until when, for which term."""

    area = forms.ChoiceField(label=_("区域"))
    post = forms.ChoiceField(label=_("岗位"), choices=Post.choices)
    title = forms.CharField(label=_("标题"), max_length=TITLE_LENGTH)
    words = forms.CharField(label=_("做什么、有什么要求"), widget=forms.Textarea(attrs={"rows": 5}))
    places = forms.IntegerField(label=_("名额"), min_value=1, max_value=MOST_PLACES)
    closes_on = forms.DateField(label=_("报名截止"), widget=DATE)
    starts_on = forms.DateField(label=_("任期从"), widget=DATE)
    ends_on = forms.DateField(label=_("任期到"), widget=DATE, help_text=_("最长三年"))

    def __init__(self, *args: Any, areas: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"] = forms.ChoiceField(label=_("区域"), choices=areas)


class AppointForm(forms.Form):
    """A post, a cell and a term, without a call."""

    post = forms.ChoiceField(label=_("岗位"), choices=Post.choices)
    area = forms.ChoiceField(label=_("负责区域"))
    starts_on = forms.DateField(label=_("从"), required=False, widget=DATE, help_text=_("不填就是今天。"))
    ends_on = forms.DateField(label=_("到"), widget=DATE, help_text=_("最长三年"))

    def __init__(self, *args: Any, areas: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["area"] = forms.ChoiceField(label=_("负责区域"), choices=areas)
