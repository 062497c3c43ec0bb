"""Drafts of a tariff, for administrators: write, read as riders will, try on the past, publish."""

from datetime import date

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from benfu.platform.identity.guards import PageRequest, duty
from benfu.platform.lib import clock
from benfu.platform.lib.errors import Invalid
from benfu.points import drafting, selectors, trial, words
from benfu.points.backtest import last_quarter
from benfu.ui.forms import show_problem


class DraftForm(forms.Form):
    """A tariff's file, pasted or changed in place."""

    body = forms.CharField(
        label=gettext_lazy("细则文件（TOML）"),
        widget=forms.Textarea(attrs={"rows": 24, "spellcheck": "false", "class": "in num"}),
        help_text=gettext_lazy("改好后换一个版本号和以后的执行日期；写错了会指出第几行哪一项。"),
    )


class TimeForm(forms.Form):
    """Which months to try a draft on."""

    since = forms.DateField(label=gettext_lazy("从"), widget=forms.DateInput(attrs={"type": "date"}))
    until = forms.DateField(label=gettext_lazy("到"), widget=forms.DateInput(attrs={"type": "date"}))
    budget = forms.IntegerField(
        label=gettext_lazy("这段时间的预算（分）"), min_value=0, required=False, help_text=gettext_lazy("不填就不比。")
    )


@require_safe
@duty(*drafting.WRITERS)
def drafts(request: PageRequest) -> HttpResponse:
    """List the drafts and the published versions."""
    shown = {"drafts": drafting.drafts(request.actor), "published": selectors.tariffs(), "today": clock.today()}
    return render(request, "points/drafts.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
@duty(*drafting.WRITERS)
def new_draft(request: PageRequest) -> HttpResponse:
    """Begin a draft from the newest published tariff."""
    form = DraftForm(request.POST or None, initial={"body": selectors.newest_file()})
    return _written(request, form, None)


@require_http_methods(["GET", "HEAD", "POST"])
@duty(*drafting.WRITERS)
def change_draft(request: PageRequest, draft: int) -> HttpResponse:
    """Change a draft."""
    form = DraftForm(request.POST or None, initial={"body": drafting.draft_for(request.actor, draft).body})
    return _written(request, form, draft)


@require_http_methods(["GET", "HEAD", "POST"])
@duty(*drafting.WRITERS)
def draft(request: PageRequest, draft: int) -> HttpResponse:
    """Show a draft as riders would read it and what it would have cost beside today's rules; try it on other months."""
    found = drafting.draft_for(request.actor, draft)
    form = TimeForm(request.POST or None, initial=_times(found.tested))
    if form.is_valid() and _tried(request, form, draft):
        return redirect("points-draft", draft)
    tariff = drafting.read(found.body)
    shown = {
        "draft": found,
        "form": form,
        "tariff": tariff,
        "rules": [words.explain(rule, tariff) for rule in tariff.rules],
        "general": words.general(tariff),
        "trial": trial.told(found.tested) if found.tested else None,
    }
    return render(request, "points/draft.html", shown, status=422 if form.is_bound else 200)


@require_POST
@duty(*drafting.WRITERS)
def publish_draft(request: PageRequest, draft: int) -> HttpResponse:
    """Publish a draft."""
    tariff = drafting.publish_draft(actor=request.actor, draft=draft)
    messages.success(
        request, _("%(version)s 版已公布，%(day)s 起执行。") % {"version": tariff.version, "day": tariff.valid_from}
    )
    return redirect("points-rules-version", tariff.version)


@require_POST
@duty(*drafting.WRITERS)
def discard_draft(request: PageRequest, draft: int) -> HttpResponse:
    """Throw a draft away."""
    drafting.discard_draft(actor=request.actor, draft=draft)
    messages.success(request, _("草稿已删掉。"))
    return redirect("points-drafts")


def _written(request: PageRequest, form: DraftForm, draft: int | None) -> HttpResponse:
    if form.is_valid():
        try:
            saved = drafting.save_draft(actor=request.actor, body=form.cleaned_data["body"], draft=draft)
        except Invalid as problem:
            show_problem(form, problem)
        else:
            messages.success(request, _("草稿已保存，可以试算了。"))
            return redirect("points-draft", saved.pk)
    return render(
        request, "points/draft_form.html", {"form": form, "draft": draft}, status=422 if form.is_bound else 200
    )


def _tried(request: PageRequest, form: TimeForm, draft: int) -> bool:
    try:
        drafting.try_draft(actor=request.actor, draft=draft, **form.cleaned_data)
    except Invalid as problem:
        show_problem(form, problem)
        return False
    return True


def _times(tested: dict[str, str] | None) -> dict[str, date | str]:
    if tested:
        return {name: tested[name] for name in ("since", "until", "budget")}
    since, until = last_quarter(clock.today())
    return {"since": since, "until": until}
