"""For workers: where they work, as they and their companies say."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from benfu.platform.identity.guards import PageRequest, signed_in
from benfu.platform.lib.errors import Conflict
from benfu.rosters import selectors
from benfu.rosters.services import answer, claim, end_place
from benfu.rosters.words import PLACE_WORDS
from benfu.rosters.workflow import STANDING, Side


@never_cache
@require_GET
@signed_in
def companies(request: PageRequest) -> HttpResponse:
    """Show the reader's places on rosters, and the hubs they can add."""
    rows = selectors.my_places(request.actor)
    standing = {row.hub for row in rows if row.state in STANDING}
    given = {
        "rows": [(row, *PLACE_WORDS[row.state], row.waits_for == Side.WORKER, row.state in STANDING) for row in rows],
        "hubs": {hub: name for hub, name in selectors.hubs_to_join().items() if hub not in standing},
    }
    return render(request, "rosters/companies.html", given)


@require_POST
@signed_in
def add(request: PageRequest) -> HttpResponse:
    """Say that one works at a hub. Raises NotFound, NotAllowed."""
    hub = request.POST.get("hub", "")
    try:
        claim(actor=request.actor, hub=int(hub) if hub.isdecimal() and len(hub) < 16 else 0)
        messages.success(request, _("已告诉站点，等站点确认。"))
    except Conflict as problem:
        messages.warning(request, str(problem.message))
    return redirect("rosters-companies")


@require_POST
@signed_in
def decide(request: PageRequest, place: int) -> HttpResponse:
    """Confirm, refuse or end one's own place on a roster: the button says which."""
    try:
        act = request.POST.get("act", "")
        if act == "end":
            end_place(actor=request.actor, place=place)
        else:
            answer(actor=request.actor, place=place, yes=act == "yes")
        messages.success(request, _("已保存。"))
    except Conflict as problem:
        messages.warning(request, str(problem.message))
    return redirect("rosters-companies")
