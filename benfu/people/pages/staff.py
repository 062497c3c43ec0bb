"""Staff and their duties: who works in one's area, new accounts, appointments, one-time passwords."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.debug import sensitive_variables
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from benfu.people import selectors
from benfu.people.access import ADMINISTRATORS, STAFF_OFFICE
from benfu.people.forms import ROLE_CHOICES, StaffForm
from benfu.people.services import Slip, add_staff, end_duty, new_slip
from benfu.people.units import units_in
from benfu.platform.identity.actor import Actor
from benfu.platform.identity.guards import PageRequest, duty
from benfu.platform.identity.roles import Role
from benfu.platform.lib.errors import Conflict, Invalid, NotAllowed
from benfu.territory import selectors as territory
from benfu.ui.forms import show_problem

REFUSALS = (Invalid, Conflict, NotAllowed)


@never_cache
@require_GET
@duty(*STAFF_OFFICE)
def staff(request: PageRequest) -> HttpResponse:
    """Show who works in one's area."""
    role, search = request.GET.get("role", ""), request.GET.get("q", "")[:60]
    page = selectors.duties_in(request.actor, role=role, search=search, after=request.GET.get("after", ""))
    given = {
        "page": page,
        "roles": ROLE_CHOICES,
        "role": role,
        "search": search,
        "may_open": request.actor.holds(ADMINISTRATORS),
    }
    return render(request, "people/staff.html", given)


@never_cache
@sensitive_variables("slip")
@require_http_methods(["GET", "HEAD", "POST"])
@duty(*ADMINISTRATORS)
def add(request: PageRequest) -> HttpResponse:
    """Open an account for a member of staff, and show the slip with the password once."""
    areas = area_choices(request.actor, request.actor.areas(ADMINISTRATORS))
    units = [(unit.subject, unit.name) for unit in units_in(request.actor.areas(ADMINISTRATORS))]
    form = StaffForm(request.POST or None, areas=areas, units=units)
    if form.is_bound and form.is_valid():
        try:
            slip = add_staff(actor=request.actor, **{**form.cleaned_data, "role": Role(form.cleaned_data["role"])})
        except REFUSALS as problem:
            show_problem(form, problem)
        else:
            return _slip(request, slip)
    return render(request, "people/staff_new.html", {"form": form}, status=422 if form.is_bound else 200)


@never_cache
@sensitive_variables("slip")
@require_POST
@duty(*ADMINISTRATORS)
def slip(request: PageRequest, person: int) -> HttpResponse:
    """Give a member of staff a new one-time password, and show it once."""
    return _slip(request, new_slip(actor=request.actor, person=person))


@require_POST
@duty(*STAFF_OFFICE)
def end(request: PageRequest, duty: int) -> HttpResponse:
    """End a duty at once."""
    try:
        end_duty(actor=request.actor, duty=duty)
        messages.success(request, _("岗位已结束，从现在起不再有权限。"))
    except Conflict as problem:
        messages.warning(request, str(problem.message))
    return redirect("people-staff")


def area_choices(actor: Actor, prefixes: tuple[str, ...]) -> list[tuple[str, str]]:
    """Return the areas in these subtrees as choices, each indented under the one it lies in."""
    codes = sorted(
        {area.code for prefix in prefixes for level in territory.Level for area in territory.areas_under(prefix, level)}
    )
    return [(code, "\u3000" * (len(territory.path_of(code)) - 1) + territory.area(code).name) for code in codes]


def _slip(request: PageRequest, slip: Slip) -> HttpResponse:
    return render(request, "people/slip.html", {"slip": slip})
