"""Pages of volunteer hours: one's own, and writing them down."""

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from benfu.people import selectors as people
from benfu.platform.identity.guards import PageRequest, duty, signed_in
from benfu.platform.lib import clock
from benfu.platform.lib.errors import Conflict, Invalid, NotAllowed
from benfu.ui.forms import show_problem

from . import selectors, services
from .access import ORGANISERS


class HoursForm(forms.Form):
    """One service."""

    what = forms.CharField(
        label=gettext_lazy("做了什么"),
        max_length=services.MOST_LETTERS,
        help_text=gettext_lazy("如：金海社区周末清洁。本职工作不算志愿服务。"),
    )
    done_on = forms.DateField(label=gettext_lazy("哪一天"), widget=forms.DateInput(attrs={"type": "date"}))
    minutes = forms.IntegerField(
        label=gettext_lazy("服务多少分钟"),
        min_value=1,
        initial=60,
        help_text=gettext_lazy("只算服务的时间，不算路上。"),
    )


@require_safe
@signed_in
def mine(request: PageRequest) -> HttpResponse:
    """Show the reader's own hours."""
    minutes, rows = selectors.my_hours(request.actor)
    return render(request, "hours/mine.html", {"hours": selectors.in_hours(minutes), "rows": rows})


@require_safe
@duty(*ORGANISERS)
def hours(request: PageRequest) -> HttpResponse:
    """List what was written down in the area; look for a worker to write down more."""
    search = request.GET.get("q", "")[:50]
    shown = {
        "page": selectors.hours_in(request.actor, request.GET.get("after", "")),
        "q": search,
        "found": people.registrations_in(request.actor, state="approved", search=search).rows if search else [],
    }
    return render(request, "hours/hours.html", shown)


@require_http_methods(["GET", "HEAD", "POST"])
@duty(*ORGANISERS)
def new(request: PageRequest, registration: int) -> HttpResponse:
    """Write a worker's service down."""
    worker = people.registration_for(request.actor, registration)
    form = HoursForm(request.POST or None, initial={"done_on": clock.today()})
    if form.is_valid():
        try:
            made = services.record_hours(actor=request.actor, registration=registration, **form.cleaned_data)
        except (Invalid, NotAllowed, Conflict) as problem:
            show_problem(form, problem)
        else:
            late = _("已记下。这是补录，计入时长，不计积分。")
            messages.success(request, late if made.back_filled else _("已记下。"))
            return redirect("hours-list")
    return render(request, "hours/new.html", {"form": form, "worker": worker}, status=422 if form.is_bound else 200)


@require_POST
@duty(*ORGANISERS)
def cancel(request: PageRequest, service: int) -> HttpResponse:
    """Cancel a service that was written down wrongly."""
    services.cancel_hours(actor=request.actor, service=service, because=request.POST.get("reason", ""))
    messages.success(request, _("已作废。"))
    return redirect("hours-list")
