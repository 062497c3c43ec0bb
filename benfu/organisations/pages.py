"""Pages about organisations: the list, adding one, changing one."""

from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_GET, require_http_methods

from benfu.platform.identity.guards import PageRequest, duty
from benfu.platform.lib.errors import Conflict, Invalid, NotAllowed, NotFound
from benfu.territory import selectors as territory
from benfu.ui.forms import show_problem

from . import selectors, services
from .access import MANAGERS, SEE, may_manage
from .forms import ChangeForm, OrganisationForm
from .models import Kind

REFUSALS = (Invalid, Conflict, NotAllowed)


@require_GET
@duty(*SEE)
def organisations(request: PageRequest) -> HttpResponse:
    """Show the organisations that serve one's area: tabs by kind, search by name or credit code."""
    kind, search = request.GET.get("kind", ""), request.GET.get("q", "")[:80]
    page = selectors.organisations_in(request.actor, kind=kind, search=search, after=request.GET.get("after", ""))
    rows = [
        {
            "one": one,
            "kind": Kind(one.kind).label,
            "area": territory.label(one.area),
            "may_change": may_manage(request.actor, one.area),
        }
        for one in page.rows
    ]
    given = {
        "page": page,
        "rows": rows,
        "tabs": _tabs(request, kind, selectors.counts_by_kind(request.actor, search=search)),
        "kind": kind,
        "search": search,
        "may_add": request.actor.holds(MANAGERS),
    }
    return render(request, "organisations/list.html", given)


@require_http_methods(["GET", "HEAD", "POST"])
@duty(*MANAGERS)
def add(request: PageRequest) -> HttpResponse:
    """Put an organisation on record."""
    form = OrganisationForm(request.POST or None, areas=_areas(request))
    if form.is_bound and form.is_valid():
        try:
            services.add_organisation(actor=request.actor, **form.cleaned_data)
        except REFUSALS as problem:
            show_problem(form, problem)
        else:
            messages.success(request, _("已登记。"))
            return redirect("organisations-list")
    return render(request, "organisations/form.html", {"form": form}, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "HEAD", "POST"])
@duty(*MANAGERS)
def change(request: PageRequest, organisation: int) -> HttpResponse:
    """Change an organisation."""
    one = selectors.organisation(organisation)
    if not may_manage(request.actor, one.area):
        raise NotFound(_("没有找到这个单位。"))
    known = {"name": one.name, "kind": one.kind, "area": one.area, "code": one.code or "", "is_active": one.is_active}
    form = ChangeForm(request.POST or None, initial=known, areas=_areas(request))
    if form.is_bound and form.is_valid():
        try:
            services.change_organisation(actor=request.actor, organisation=organisation, **form.cleaned_data)
        except REFUSALS as problem:
            show_problem(form, problem)
        else:
            messages.success(request, _("已保存。"))
            return redirect("organisations-list")
    given = {"form": form, "one": one}
    return render(request, "organisations/form.html", given, status=422 if form.is_bound else 200)


def _areas(request: PageRequest) -> list[tuple[str, str]]:
    """Return the areas an organisation can serve here: all but single cells, each indented under its own."""
    levels = (territory.Level.DISTRICT, territory.Level.STREET, territory.Level.COMMUNITY)
    prefixes = request.actor.areas(MANAGERS)
    places = {area.code: area for code in prefixes for level in levels for area in territory.areas_under(code, level)}
    return [(code, "\u3000" * (len(code) // 3 - 2) + places[code].name) for code in sorted(places)]


def _tabs(request: HttpRequest, current: str, counts: dict[str, int]) -> list[dict[str, object]]:
    kept = request.GET.copy()
    kept.pop("after", None)
    tabs: list[dict[str, object]] = []
    for kind, label in [("", _("全部")), *Kind.choices]:
        kept["kind"] = str(kind)
        count = counts.get(str(kind), 0) if kind else sum(counts.values())
        if count or kind in {"", current}:
            tabs.append({"url": f"?{kept.urlencode()}", "label": label, "count": count, "current": kind == current})
    return tabs
