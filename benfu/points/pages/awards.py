"""Pages of points: the worker's statement, why a point was given, the published rules, and what the area's staff see."""

from datetime import timedelta

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from benfu.platform.identity.guards import PageRequest, duty, signed_in
from benfu.platform.lib import clock
from benfu.points import appeals, selectors, words
from benfu.points.access import LOOKERS

SOON = timedelta(days=60)
"""Points that expire within this time are mentioned."""


@require_safe
@signed_in
def statement(request: PageRequest) -> HttpResponse:
    """Show what the worker has, what they may expect, how to earn today, and every line of a month."""
    until = clock.today() + SOON
    shown = {
        "summary": selectors.summary(request.actor),
        "expiring": [(day, points) for day, points in selectors.expiring(request.actor) if day <= until],
        "chances": selectors.chances(request.actor),
        "month": selectors.statement(request.actor, request.GET.get("month", "")),
    }
    return render(request, "points/statement.html", shown)


@require_safe
@signed_in
def why(request: PageRequest, decision: int) -> HttpResponse:
    """Explain one award, or why there was none, to the person it is about."""
    found = selectors.why(request.actor, decision)
    asked = appeals.my_appeal(request.actor, found.award.decision.subject) if found.own else None
    return render(request, "points/why.html", {"why": found, "asked": asked})


@require_safe
def rules(request: HttpRequest, version: str = "") -> HttpResponse:
    """Publish a tariff as riders read it, for everybody; the one in force when no version is named."""
    tariff = selectors.tariff_of(version) if version else selectors.tariff()
    shown = {
        "tariff": tariff,
        "rules": [words.explain(rule, tariff) for rule in tariff.rules],
        "general": words.general(tariff),
        "others": [one for one in selectors.tariffs() if one.version != tariff.version],
        "today": clock.today(),
    }
    return render(request, "points/rules.html", shown)


@require_safe
@duty(*LOOKERS)
def awards(request: PageRequest) -> HttpResponse:
    """List what was awarded in the actor's area, and what was not and why."""
    kind = request.GET.get("kind", "")
    labels = {"": _("全部"), "paid": _("得分"), "nothing": _("未计分")}
    today = clock.today()
    shown = {
        "page": selectors.awards_in(request.actor, kind=kind, after=request.GET.get("after", "")),
        "tabs": [{"url": f"?kind={key}", "label": label, "current": key == kind} for key, label in labels.items()],
        "today": selectors.awarded_in(request.actor, today),
        "month": selectors.awarded_in(request.actor, today.replace(day=1)),
    }
    return render(request, "points/awards.html", shown)


@require_safe
@duty(*LOOKERS)
def why_for_staff(request: PageRequest, decision: int) -> HttpResponse:
    """Explain one award of the area to its staff."""
    return render(request, "points/award.html", {"why": selectors.why(request.actor, decision)})
