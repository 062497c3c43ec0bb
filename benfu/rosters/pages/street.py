"""For the street: hubs that want to be registered, and those that are."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from benfu.platform.identity.guards import PageRequest, duty
from benfu.platform.lib.errors import Conflict, Invalid
from benfu.rosters import selectors
from benfu.rosters.access import DECIDE, SEE
from benfu.rosters.services import approve_hub, decline_hub
from benfu.rosters.words import STATE_WORDS


@never_cache
@require_GET
@duty(*SEE)
def hubs(request: PageRequest) -> HttpResponse:
    """Show the hubs of one's streets."""
    rows = [(row, *STATE_WORDS[row.state]) for row in selectors.hubs_in(request.actor)]
    return render(request, "rosters/hubs.html", {"rows": rows})


@require_POST
@duty(*DECIDE)
def decide(request: PageRequest, registration: int) -> HttpResponse:
    """Take a hub in, or decline it with a reason: the button says which."""
    try:
        if request.POST.get("act") == "approve":
            approve_hub(actor=request.actor, registration=registration)
            messages.success(request, _("已同意，站点的标识牌现在生效。"))
        else:
            decline_hub(actor=request.actor, registration=registration, reason=request.POST.get("reason", ""))
            messages.success(request, _("已办好，站点会看到原因。"))
    except (Conflict, Invalid) as problem:
        messages.warning(request, str(problem.message))
    return redirect("rosters-hubs")
