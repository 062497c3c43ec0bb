"""Pages of honours: the roll everybody may read, one's own with the choice to be on it, the staff's proposals and reviews."""

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from benfu.people import selectors as people
from benfu.platform.identity.guards import PageRequest, duty, signed_in
from benfu.platform.lib import clock
from benfu.platform.lib.errors import Invalid, NotAllowed
from benfu.ui.forms import show_problem

from . import selectors, services
from .access import PROPOSERS
from .workflow import Kind


class ProposalForm(forms.Form):
    """Whom to honour, for what."""

    registration = forms.IntegerField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        label=gettext_lazy("荣誉"),
        choices=[(kind.value, words) for kind, words in selectors.KINDS.items()],
        widget=forms.RadioSelect,
    )
    done_on = forms.DateField(
        label=gettext_lazy("哪一天（或到哪一天为止）"), widget=forms.DateInput(attrs={"type": "date"})
    )
    words = forms.CharField(
        label=gettext_lazy("事由，公开时大家会看到"),
        max_length=services.MOST_LETTERS,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text=gettext_lazy("写做了什么，不写住址、电话；见义勇为不写受助人的姓名。"),
    )


class ReviewForm(forms.Form):
    """What the reviewer says."""

    agrees = forms.ChoiceField(
        label=gettext_lazy("结论"),
        choices=[("yes", gettext_lazy("通过")), ("no", gettext_lazy("不予通过"))],
        widget=forms.RadioSelect,
    )
    words = forms.CharField(
        label=gettext_lazy("审核意见"), max_length=services.MOST_LETTERS, widget=forms.Textarea(attrs={"rows": 3})
    )


@require_safe
def roll(request: HttpRequest) -> HttpResponse:
    """Show the honours whose people wish them to be told."""
    return render(request, "honours/roll.html", {"page": selectors.roll(request.GET.get("after", ""))})


@require_safe
@signed_in
def mine(request: PageRequest) -> HttpResponse:
    """Show the reader's own honours, with the choice whether others are told."""
    return render(request, "honours/mine.html", {"rows": selectors.my_honours(request.actor)})


@require_POST
@signed_in
def choose(request: PageRequest, honour: int) -> HttpResponse:
    """Tell one's own honour to others, keep it to oneself, or give it back."""
    choice = request.POST.get("choice", "")
    if choice in {"named", "family"}:
        services.tell_honour(actor=request.actor, honour=honour, named=choice == "named")
        messages.success(request, _("已公开。随时可以改回不公开。"))
    elif choice == "withdraw":
        services.withdraw_honour(actor=request.actor, honour=honour)
        messages.success(request, _("已撤销。"))
    else:
        services.keep_honour(actor=request.actor, honour=honour)
        messages.success(request, _("不公开，只有您自己看得到。"))
    return redirect("honours-mine")


@require_safe
@duty(*PROPOSERS)
def honours(request: PageRequest) -> HttpResponse:
    """List the honours of the area."""
    waiting = request.GET.get("waiting") == "1"
    labels = {"": _("全部"), "1": _("待审核")}
    shown = {
        "page": selectors.honours_in(request.actor, waiting=waiting, after=request.GET.get("after", "")),
        "tabs": [
            {"url": f"?waiting={key}", "label": label, "current": (key == "1") == waiting}
            for key, label in labels.items()
        ],
    }
    return render(request, "honours/honours.html", shown)


@require_safe
@duty(*PROPOSERS)
def whom(request: PageRequest) -> HttpResponse:
    """Look for the worker to propose."""
    search = request.GET.get("q", "")[:50]
    found = people.registrations_in(request.actor, state="approved", search=search).rows if search else []
    return render(request, "honours/whom.html", {"q": search, "rows": found})


@require_http_methods(["GET", "HEAD", "POST"])
@duty(*PROPOSERS)
def propose(request: PageRequest, registration: int) -> HttpResponse:
    """Propose to honour a worker."""
    worker = people.registration_for(request.actor, registration)
    form = ProposalForm(request.POST or None, initial={"registration": registration, "done_on": clock.today()})
    if form.is_valid():
        given = form.cleaned_data
        try:
            services.propose_honour(
                actor=request.actor,
                registration=registration,
                kind=Kind(given["kind"]),
                done_on=given["done_on"],
                words=given["words"],
            )
        except (Invalid, NotAllowed) as problem:
            show_problem(form, problem)
        else:
            messages.success(request, _("已推荐，由另一位工作人员审核。"))
            return redirect("honours-list")
    return render(
        request, "honours/propose.html", {"form": form, "worker": worker}, status=422 if form.is_bound else 200
    )


@require_http_methods(["GET", "HEAD", "POST"])
@duty(*PROPOSERS)
def honour(request: PageRequest, honour: int) -> HttpResponse:
    """Show an honour of the area; take the review."""
    row = selectors.honour_for(request.actor, honour)
    form = ReviewForm(request.POST or None)
    if form.is_valid():
        agrees = form.cleaned_data["agrees"] == "yes"
        try:
            services.review_honour(actor=request.actor, honour=honour, agrees=agrees, words=form.cleaned_data["words"])
        except Invalid as problem:
            show_problem(form, problem)
        else:
            messages.success(request, _("已审核。通过的，由本人决定是否公开。"))
            return redirect("honours-list")
    return render(request, "honours/honour.html", {"row": row, "form": form}, status=422 if form.is_bound else 200)
