"""Pages of appeals: the worker asks and reads the answer; the staff answer, the most urgent first."""

from uuid import UUID

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from benfu.platform.identity.guards import PageRequest, duty, signed_in
from benfu.platform.lib.errors import Invalid
from benfu.points import appealing, appeals, selectors, unpaid
from benfu.points.access import LOOKERS
from benfu.ui.forms import show_problem


class AskForm(forms.Form):
    """What the worker says."""

    words = forms.CharField(
        label=gettext_lazy("哪里不对，请说明"),
        max_length=appealing.MOST_LETTERS,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("由没有经手这件事的另一位工作人员复核；最迟哪天答复，提交后就能看到。"),
    )


class AnswerForm(forms.Form):
    """What the staff answer."""

    upheld = forms.ChoiceField(
        label=gettext_lazy("结论"),
        choices=[("yes", gettext_lazy("申诉成立")), ("no", gettext_lazy("维持原来的决定"))],
        widget=forms.RadioSelect,
    )
    points = forms.IntegerField(label=gettext_lazy("补多少分"), min_value=0, initial=0, required=False)
    words = forms.CharField(
        label=gettext_lazy("答复，申诉人会看到"),
        max_length=appealing.MOST_LETTERS,
        widget=forms.Textarea(attrs={"rows": 4}),
    )


@require_safe
@signed_in
def no_points(request: PageRequest) -> HttpResponse:
    """Show the worker's reports that have earned nothing, each with its reason."""
    return render(request, "points/unpaid.html", {"rows": unpaid.unpaid(request.actor)})


@require_safe
@signed_in
def mine(request: PageRequest) -> HttpResponse:
    """List the worker's own appeals."""
    return render(request, "points/my_appeals.html", {"appeals": appeals.my_appeals(request.actor)})


@require_safe
@signed_in
def appeal(request: PageRequest, appeal: int) -> HttpResponse:
    """Show the worker one of their own appeals and its answer."""
    return render(request, "points/my_appeal.html", {"asked": appeals.asked(request.actor, appeal)})


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def ask_about_decision(request: PageRequest, decision: int) -> HttpResponse:
    """Let the worker ask about a decision."""
    award = selectors.why(request.actor, decision).award
    form = AskForm(request.POST or None)
    if form.is_valid():
        try:
            made = appealing.ask_about_decision(
                actor=request.actor, decision=decision, words=form.cleaned_data["words"]
            )
        except Invalid as problem:
            show_problem(form, problem)
        else:
            return _thanks(request, made.pk)
    return _asking(request, form, award.title, award.reason)


@require_http_methods(["GET", "HEAD", "POST"])
@signed_in
def ask_about_report(request: PageRequest, report_id: UUID) -> HttpResponse:
    """Let the worker ask about a report that was not taken on."""
    found = unpaid.why_not(request.actor, report_id)
    form = AskForm(request.POST or None)
    if form.is_valid():
        try:
            made = appealing.ask_about_report(actor=request.actor, report=report_id, words=form.cleaned_data["words"])
        except Invalid as problem:
            show_problem(form, problem)
        else:
            return _thanks(request, made.pk)
    return _asking(request, form, found.title if found else "", found.reason if found else "")


@require_safe
@duty(*LOOKERS)
def of_area(request: PageRequest) -> HttpResponse:
    """List the appeals of the area."""
    answered = request.GET.get("answered") == "1"
    labels = {"": _("待答复"), "1": _("已答复")}
    shown = {
        "appeals": appeals.appeals_in(request.actor, answered=answered),
        "answered": answered,
        "tabs": [
            {"url": f"?answered={key}", "label": label, "current": (key == "1") == answered}
            for key, label in labels.items()
        ],
    }
    return render(request, "points/appeals.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
@duty(*LOOKERS)
def answer(request: PageRequest, appeal: int) -> HttpResponse:
    """Show an appeal of the area, and take the answer."""
    appeals.appeal_for(request.actor, appeal)
    form = AnswerForm(request.POST or None)
    if form.is_valid():
        given = form.cleaned_data
        try:
            appealing.answer_appeal(
                actor=request.actor,
                appeal=appeal,
                upheld=given["upheld"] == "yes",
                points=given["points"] or 0,
                words=given["words"],
            )
        except Invalid as problem:
            show_problem(form, problem)
        else:
            messages.success(request, _("已答复，申诉人会收到。"))
            return redirect("points-appeals")
    shown = {"asked": appeals.asked(request.actor, appeal), "form": form}
    return render(request, "points/appeal.html", shown, status=422 if form.is_bound else 200)


def _asking(request: PageRequest, form: AskForm, title: str, reason: str) -> HttpResponse:
    shown = {"form": form, "title": title, "reason": reason}
    return render(request, "points/ask.html", shown, status=422 if form.is_bound else 200)


def _thanks(request: PageRequest, appeal: int) -> HttpResponse:
    messages.success(request, _("申诉已收到。"))
    return redirect("points-appeal", appeal)
