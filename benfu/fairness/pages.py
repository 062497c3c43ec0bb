"""Pages of fairness: the list of what looks like farming, and one sign with its evidence, to be judged by a person."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from benfu.platform.identity.guards import PageRequest, duty
from benfu.platform.lib.errors import Invalid
from benfu.ui.forms import show_problem

from . import selectors
from .access import REVIEWERS
from .services import MOST_LETTERS, review


class ReviewForm(forms.Form):
    """What a person found."""

    found = forms.ChoiceField(
        label=gettext_lazy("您看下来"),
        choices=[("harmless", gettext_lazy("没有问题")), ("real", gettext_lazy("属实，需要人来处理"))],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=gettext_lazy("看到了什么，为什么这样判断"),
        max_length=MOST_LETTERS,
        widget=forms.Textarea(attrs={"rows": 3}),
    )


@require_safe
@duty(*REVIEWERS)
def suspicions(request: PageRequest) -> HttpResponse:
    """List what waits for a person, or what was looked at."""
    reviewed = request.GET.get("reviewed") == "1"
    labels = {"": _("待查看"), "1": _("已查看")}
    shown = {
        "page": selectors.suspicions_in(request.actor, reviewed=reviewed, after=request.GET.get("after", "")),
        "reviewed": reviewed,
        "tabs": [
            {"url": f"?reviewed={key}", "label": label, "current": (key == "1") == reviewed}
            for key, label in labels.items()
        ],
    }
    return render(request, "fairness/suspicions.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
@duty(*REVIEWERS)
def suspicion(request: PageRequest, suspicion: int) -> HttpResponse:
    """Show one sign with its evidence, and take the judgement."""
    seen, evidence = selectors.seen(request.actor, suspicion)
    form = ReviewForm(request.POST or None)
    if form.is_valid():
        harmless = form.cleaned_data["found"] == "harmless"
        try:
            review(actor=request.actor, suspicion=suspicion, harmless=harmless, words=form.cleaned_data["words"])
        except Invalid as problem:
            show_problem(form, problem)
        else:
            messages.success(request, _("已记下。分数没有变动，要处理请人工处理。"))
            return redirect("fairness-suspicions")
    shown = {"seen": seen, "evidence": evidence, "form": form}
    return render(request, "fairness/suspicion.html", shown, status=422 if form.is_bound else 200)
