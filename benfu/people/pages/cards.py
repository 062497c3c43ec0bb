"""The registration card: on the phone with a code that moves, and on paper."""

from typing import Any

from django.contrib import messages
from django.http import HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from benfu.credentials.addresses import address_of, stem
from benfu.credentials.selectors import day_of, printed_code
from benfu.credentials.services import Credential
from benfu.documents import BADGE as BADGE_SIZE
from benfu.documents import CARD as CARD_SIZE
from benfu.documents import Card, cards_pdf
from benfu.people import selectors
from benfu.people.access import DECIDE
from benfu.people.rules import BADGE, REGISTRATION_CARD
from benfu.people.services import my_card, prepare_cards, replace_card
from benfu.platform.identity.guards import PageRequest, duty, signed_in
from benfu.platform.lib import clock
from benfu.platform.lib.errors import Invalid, NotFound

from .me import standing

SIZES = {REGISTRATION_CARD: CARD_SIZE, BADGE: BADGE_SIZE}


@never_cache
@require_GET
@signed_in
def card(request: PageRequest) -> HttpResponse:
    """Show the registration card with the code of this minute; who has none is told how to get one."""
    registration = selectors.my_registration(request.actor)
    if registration is None or not registration.is_open:
        messages.info(request, _("您现在没有报到卡。扫一扫社区的报到码就能领一张。"))
        return redirect("people-me")
    credential = my_card(actor=request.actor)
    given = {"person": selectors.person_of(request.actor), **standing(registration), **_moving(request, credential)}
    return render(request, "people/card.html", given)


@never_cache
@require_GET
@signed_in
def card_codes(request: PageRequest) -> JsonResponse:
    """Give the phone its codes for the next 24 hours, and our time. Raises NotFound for who has no card in force."""
    credential = my_card(actor=request.actor)
    if credential is None:
        raise NotFound(_("您现在没有生效的报到卡。"))
    day = day_of(credential)
    now = int(clock.now().timestamp())
    return JsonResponse({"now": now, "head": day.head, "seed": day.seed, "first": day.first, "until": day.until})


@require_POST
@signed_in
def replace_mine(request: PageRequest) -> HttpResponse:
    """Replace one's own card: what was printed holds no longer."""
    registration = selectors.my_registration(request.actor)
    replace_card(actor=request.actor, registration=registration.pk if registration else 0)
    messages.success(request, _("换好了。以前印的卡和标识牌现在都无效，可以请社区重新打印。"))
    return redirect("people-card")


@require_POST
@duty(*DECIDE)
def replace(request: PageRequest, registration: int) -> HttpResponse:
    """Replace a worker's card for a reason."""
    try:
        replace_card(actor=request.actor, registration=registration, why=request.POST.get("why", ""))
        messages.success(request, _("旧卡和标识牌已作废，请重新打印。"))
    except Invalid as problem:
        messages.warning(request, str(problem.message))
    return redirect("people-registration", registration)


@never_cache
@require_POST
@duty(*DECIDE)
def print_cards(request: PageRequest) -> HttpResponse:
    """Give the cards or badges of the chosen registrations as a PDF to print and cut. Raises Invalid, NotFound for none."""
    kind = request.POST.get("kind", REGISTRATION_CARD)
    chosen = [int(one) for one in request.POST.getlist("registration") if one.isdecimal() and len(one) < 16]
    ready = prepare_cards(actor=request.actor, registrations=chosen, kind=kind)
    rows = [selectors.registration_for(request.actor, number) for number in chosen if number in ready]
    if not rows:
        raise NotFound(_("先勾选要打印的人：社区已经确认的才有卡。"))
    title = _("新就业群体报到卡") if kind == REGISTRATION_CARD else _("报到标识牌")
    cards = [_on_paper(request, row, ready[row.id], title) for row in rows]
    content = cards_pdf(title, cards, made_at=clock.now(), size=SIZES[kind])
    answer = HttpResponse(content, content_type="application/pdf")
    answer.headers["Content-Disposition"] = f'attachment; filename="{kind}.pdf"'
    return answer


def _on_paper(request: PageRequest, row: selectors.Row, credential: Credential, title: str) -> Card:
    place = selectors.community_named(row.community)
    work = " · ".join(words for words in (row.trade, row.company) if words)
    lines = [line for line in (work, place.name, _("扫码验真：只显示是否有效")) if line]
    return Card(head=title, title=row.name, lines=lines, code=address_of(printed_code(credential), request))


def _moving(request: PageRequest, credential: Credential | None) -> dict[str, Any]:
    if credential is None:
        return {"day": None}
    day = day_of(credential)
    return {"day": day, "address": address_of(day.code, request), "stem": stem(request), "number": credential.pk}
