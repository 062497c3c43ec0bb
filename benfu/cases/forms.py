"""Forms of the case pages: what each move asks for. They check shapes only; every rule is in the services."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from . import categories
from .catalogue.reading import reasons, replies
from .catalogue.wording import in_language
from .dispatching import Choices
from .models import Case
from .workflow import Move

DEPARTMENT, HANDLER = "department", "handler"


class MoveForm(forms.Form):
    """What every move carries: the case's version as the page saw it, and words."""

    version = forms.IntegerField(widget=forms.HiddenInput)
    words = forms.CharField(
        label=gettext_lazy("说明"), required=False, max_length=500, widget=forms.Textarea({"rows": 3})
    )

    # Words stand below whatever the kinds of moves add.
    field_order = ("version", "category", "assignee", "reason", "mended", "same_place", "called", "words")

    def given(self) -> dict[str, Any]:
        """Return the service's arguments."""
        return {"version": self.cleaned_data["version"], "words": self.cleaned_data["words"]}


class ReasonForm(MoveForm):
    """A reason from the list of a move, and a sentence."""

    reason = forms.ChoiceField(label=gettext_lazy("原因"), widget=forms.RadioSelect)

    def __init__(self, *args: Any, move: Move, words_label: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        found = [reason for (of, _code), reason in reasons().items() if of is move]
        self.fields["reason"].choices = [(one.code, in_language(one)) for one in found]  # type: ignore[attr-defined]
        self.fields["words"].required = True
        self.fields["words"].label = words_label or _("用一句话说明")

    def given(self) -> dict[str, Any]:
        """Return the service's arguments."""
        return {**super().given(), "reason": self.cleaned_data["reason"]}


class CategoryForm(MoveForm):
    """Confirming a report, under another category if it fits better."""

    category = forms.ChoiceField(label=gettext_lazy("类别"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["category"].choices = [(one.code, one.label) for one in categories.in_use()]  # type: ignore[attr-defined]

    def given(self) -> dict[str, Any]:
        """Return the service's arguments."""
        return {**super().given(), "category": self.cleaned_data["category"]}


class AssigneeForm(MoveForm):
    """To whom a case is given: one list of departments and grid members, the likely one chosen."""

    assignee = forms.ChoiceField(label=gettext_lazy("派给"))

    def __init__(self, *args: Any, choices: Choices, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        departments = [(f"{DEPARTMENT}:{one.pk}", one.name) for one in choices.departments]
        members = [(f"{HANDLER}:{one.person}", one.name) for one in choices.members]
        field = self.fields["assignee"]
        field.choices = [  # type: ignore[attr-defined]
            ("", _("请选择")),
            *([(_("部门"), departments)] if departments else []),
            *([(_("网格员"), members)] if members else []),
        ]
        if choices.suggestion:
            field.initial = f"{DEPARTMENT}:{choices.suggestion.department}"

    def given(self) -> dict[str, Any]:
        """Return the service's arguments."""
        kind, _colon, number = self.cleaned_data["assignee"].partition(":")
        return {**super().given(), kind: int(number)}


class FileAndDispatchForm(AssigneeForm, CategoryForm):
    """Confirming and dispatching in one go."""


class FinishForm(MoveForm):
    """Saying that it is mended: photos come beside it, taken from the request by the page."""

    file_id = forms.UUIDField(widget=forms.HiddenInput)


class VerifyForm(MoveForm):
    """Closing: what was checked, and the answer to the reporters."""

    mended = forms.BooleanField()
    same_place = forms.BooleanField(label=gettext_lazy("前后照片为同一位置"))
    called = forms.BooleanField(label=gettext_lazy("已电话回访上报人"), required=False)

    def __init__(self, *args: Any, case: Case, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["mended"].label = categories.all_categories()[case.category_id].done_when
        self.fields["words"].label = _("给上报人的回复")
        self.fields["words"].initial = in_language(replies()[0])


class WordsForm(forms.Form):
    """Words a reporter adds to their own report."""

    words = forms.CharField(label=gettext_lazy("补一句"), max_length=10_000, widget=forms.Textarea({"rows": 3}))
