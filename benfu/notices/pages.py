"""The inbox, in the worker's frame and in the staff's."""

from django.http import HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.views.decorators.http import require_POST

from benfu.platform.identity.guards import PageRequest, signed_in

from . import selectors, services


@signed_in
def inbox(request: PageRequest, frame: str) -> HttpResponse:
    """Show the actor's notices, newest first."""
    page = selectors.inbox(request.actor, request.GET.get("after", ""))
    return render(request, f"notices/inbox_{frame}.html", {"page": page, "latest": page.rows[0].id if page.rows else 0})


@require_POST
@signed_in
def read(request: PageRequest, frame: str) -> HttpResponse:
    """Mark what is on the page as read."""
    services.mark_read(actor=request.actor, up_to=int(request.POST.get("up_to") or 0))
    return HttpResponseRedirect("/msg/" if frame == "worker" else "/c/msg/")
