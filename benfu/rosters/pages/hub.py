"""For whoever speaks for a hub: its street, its roster, the monthly confirmation, its sign."""

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from benfu.credentials.addresses import address_of
from benfu.credentials.selectors import in_force, printed_code
from benfu.documents import BADGE, Card, cards_pdf
from benfu.platform.identity.guards import PageRequest, duty
from benfu.platform.lib import clock
from benfu.platform.lib.errors import Conflict, Invalid, NotFound
from benfu.rosters import selectors
from benfu.rosters.access import MANAGERS
from benfu.rosters.rules import SIGN
from benfu.rosters.services import answer, bring_in, confirm_month, end_place, leave_street, register_hub
from benfu.rosters.services.places import lines_of
from benfu.rosters.words import PLACE_WORDS, STATE_WORDS
from benfu.rosters.workflow import OPEN, Place, Side
from benfu.territory import selectors as territory

REFUSALS = (Invalid, Conflict)


@never_cache
@require_GET
@duty(*MANAGERS)
def hub(request: PageRequest, hub: int = 0) -> HttpResponse:
    """Show one of the reader's hubs (the first, if none is named). Raises NotFound for others'."""
    hubs = selectors.my_hubs(request.actor)
    chosen = hub or next(iter(hubs), 0)
    history = selectors.hub_history(request.actor, chosen)
    current = next((one for one in history if one.state in OPEN), None)
    rows = selectors.roster(request.actor, chosen)
    given = {
        "hubs": hubs,
        "hub": chosen,
        "name": hubs.get(chosen, ""),
        "current": current,
        "words": STATE_WORDS,
        "history": [(one, *STATE_WORDS[one.state]) for one in history],
        "rows": [(row, *PLACE_WORDS[row.state], row.waits_for == Side.HUB) for row in rows],
        "staying": [row for row in rows if row.state == Place.CONFIRMED],
        "sums": selectors.sums(request.actor, chosen),
        "confirmed": selectors.this_months(chosen),
        "month": selectors.this_month(),
        "streets": [(one.code, one.name) for one in territory.areas_under("", territory.Level.STREET)],
    }
    return render(request, "rosters/hub.html", given)


@require_POST
@duty(*MANAGERS)
def register(request: PageRequest, hub: int) -> HttpResponse:
    """Ask a street to take the hub in, or leave it."""
    try:
        if request.POST.get("leave"):
            leave_street(actor=request.actor, hub=hub)
            messages.success(request, _("已退出街道。"))
        else:
            register_hub(actor=request.actor, hub=hub, street=request.POST.get("street", ""))
            messages.success(request, _("已向街道报到，等街道确认。"))
    except REFUSALS as problem:
        messages.warning(request, str(problem.message))
    return redirect("rosters-hub-of", hub)


@require_POST
@duty(*MANAGERS)
def bring(request: PageRequest, hub: int) -> HttpResponse:
    """Take pasted lines of names and numbers onto the roster."""
    try:
        done = bring_in(actor=request.actor, hub=hub, lines=list(lines_of(request.POST.get("lines", ""))))
    except REFUSALS as problem:
        messages.warning(request, str(problem.message))
    else:
        said = _("新增 %(new)s 人，已在名单 %(known)s 人，有误 %(wrong)s 行。")
        messages.success(request, said % {"new": done.new, "known": done.known, "wrong": len(done.wrong)})
        for line, words in list(done.wrong.items())[:10]:
            messages.warning(request, _("第 %(line)s 行：%(words)s") % {"line": line, "words": words})
    return redirect("rosters-hub-of", hub)


@require_POST
@duty(*MANAGERS)
def decide(request: PageRequest, hub: int, place: int) -> HttpResponse:
    """Confirm or refuse what a worker said, or take somebody off the roster: the button says which."""
    try:
        act = request.POST.get("act", "")
        if act == "end":
            end_place(actor=request.actor, place=place)
        else:
            answer(actor=request.actor, place=place, yes=act == "yes")
        messages.success(request, _("已保存。"))
    except Conflict as problem:
        messages.warning(request, str(problem.message))
    return redirect("rosters-hub-of", hub)


@require_POST
@duty(*MANAGERS)
def month(request: PageRequest, hub: int) -> HttpResponse:
    """Confirm this month: whoever is not ticked has left."""
    ticked = {int(one) for one in request.POST.getlist("place") if one.isdecimal() and len(one) < 16}
    shown = {int(one) for one in request.POST.getlist("shown") if one.isdecimal() and len(one) < 16}
    try:
        done = confirm_month(actor=request.actor, hub=hub, left=shown - ticked)
        said = _("本月已确认：在职 %(staying)s 人，离职 %(left)s 人。")
        messages.success(request, said % {"staying": done.staying, "left": done.left})
    except REFUSALS as problem:
        messages.warning(request, str(problem.message))
    return redirect("rosters-hub-of", hub)


@never_cache
@require_GET
@duty(*MANAGERS)
def sign(request: PageRequest, hub: int) -> HttpResponse:
    """Give the hub's sign (报到标识牌) as PDF to print and put up. Raises NotFound while no street has taken it in."""
    current = next((one for one in selectors.hub_history(request.actor, hub) if one.state in OPEN), None)
    subject = f"hub_registration:{current.id}" if current else ""
    credential = in_force(SIGN, [subject]).get(subject)
    if current is None or credential is None:
        raise NotFound(_("街道同意报到以后，才有标识牌。"))
    code = address_of(printed_code(credential), request)
    title = _("报到标识牌")
    card = Card(head=title, title=current.name, lines=[current.place, _("扫码验真：只显示是否有效")], code=code)
    answer_ = HttpResponse(cards_pdf(title, [card], made_at=clock.now(), size=BADGE), content_type="application/pdf")
    answer_.headers["Content-Disposition"] = 'attachment; filename="sign.pdf"'
    return answer_
