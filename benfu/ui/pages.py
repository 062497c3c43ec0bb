"""The kit's own pages: choosing how everything looks."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from benfu.platform.identity.guards import safe_next

from .look import CHOICES, remember


@require_http_methods(["GET", "HEAD", "POST"])
def choose_look(request: HttpRequest) -> HttpResponse:
    """Show the switches, or keep what was chosen and go back to where the reader was."""
    back = safe_next(request, "/")
    if request.method != "POST":
        return render(request, "ui/look.html", {"back": back})
    response = redirect(back)
    for name in CHOICES:
        if name in request.POST:
            remember(response, name, request.POST[name])
    return response
