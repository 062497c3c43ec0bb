"""Registrations: one's own, the community's list, and what a card proves."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from benfu.people.models import Person, Registration, Trade
from benfu.people.phones import TAIL, identity_hash, tail_hash
from benfu.people.workflow import OPEN, State
from benfu.platform.identity.actor import Actor
from benfu.platform.identity.selectors import account_of_phone, masked_phones
from benfu.platform.lib.errors import Invalid, NotFound
from benfu.platform.lib.paging import Page, cut, read_cursor
from benfu.platform.privacy.masks import mask_identity_number

from .persons import within

PAGE = 20
PHONE_DIGITS = 11
IDENTITY_CHARACTERS = 18


@dataclass(frozen=True, slots=True)
class Row:
    """A registration as staff see it: the phone is masked."""

    id: int
    person: int
    account: int
    name: str
    phone: str
    trade: str
    company: str
    community: str
    state: State
    registered_at: datetime
    decided_by: str
    decided_at: datetime | None
    reason: str

    @property
    def is_open(self) -> bool:
        """Whether the worker belongs to the community by it."""
        return self.state in OPEN


def my_registration(actor: Actor) -> Registration | None:
    """Return the actor's newest registration, whatever its state; None when they never registered."""
    return Registration.objects.filter(person_id=actor.person or 0).order_by("-id").first()


def my_history(actor: Actor) -> list[Registration]:
    """Return all registrations of the actor, the newest first."""
    return list(Registration.objects.filter(person_id=actor.person or 0).order_by("-id"))


def card_holds(registration: int) -> str | None:
    """Return the community a registration's card holds for now: an approved registration that is still open, else None."""
    approved = Registration.objects.filter(pk=registration, state=State.APPROVED)
    return approved.values_list("community", flat=True).first()


def registrations_waiting(actor: Actor) -> int:
    """Return how many registrations wait in the actor's area."""
    return Registration.objects.filter(within(actor, "community"), state=State.WAITING).count()


def registrations_in(actor: Actor, *, state: str = "", search: str = "", trade: str = "", after: str = "") -> Page[Row]:
    """Return a page of the registrations the actor may see: those waiting oldest first, others newest first.

    `search` is part of a name, the four digits that end a phone number, or a whole number. Raises Invalid for a
    damaged cursor.
    """
    found = _filtered(actor, search, trade).select_related("person", "decided_by")
    if state:
        found = found.filter(state=state)
    oldest_first = state == State.WAITING
    if after:
        place = _place(after)
        found = found.filter(pk__gt=place) if oldest_first else found.filter(pk__lt=place)
    rows = _rows(found.order_by("id" if oldest_first else "-id")[: PAGE + 1])
    return cut(rows, PAGE, lambda row: [row.id])


def counts_by_state(actor: Actor, *, search: str = "", trade: str = "") -> dict[str, int]:
    """Return how many registrations the actor may see in each state, with the same filters as the list."""
    return dict(_filtered(actor, search, trade).order_by().values_list("state").annotate(Count("id")))


def registration_for(actor: Actor, registration: int) -> Row:
    """Return one registration in the actor's area. Raises NotFound for absent and for another area's."""
    found = Registration.objects.filter(within(actor, "community"), pk=registration)
    rows = _rows(found.select_related("person", "decided_by"))
    if not rows:
        raise NotFound(_("没有找到这条报到。"))
    return rows[0]


def _place(after: str) -> int:
    place = read_cursor(after)
    if len(place) != 1 or not isinstance(place[0], int):
        raise Invalid(_("翻页的标记不对，请从第一页开始。"))
    return place[0]


def _filtered(actor: Actor, search: str, trade: str) -> QuerySet[Registration]:
    found = Registration.objects.filter(within(actor, "community"))
    if trade in Trade.values:
        found = found.filter(person__trade=trade)
    words = search.strip().replace("\x00", "")
    digits = words if words.isascii() and words.isdecimal() else ""
    if len(digits) == TAIL:
        return found.filter(Q(person__phone_tail_hash=tail_hash(digits)) | Q(person__name__contains=digits))
    if len(digits) == PHONE_DIGITS:
        return found.filter(person__account=account_of_phone(digits) or 0)
    if len(words) == IDENTITY_CHARACTERS and words[:-1].isdecimal():
        return found.filter(person__identity_hash=identity_hash(words.upper()))
    return found.filter(person__name__icontains=words) if words else found


def masked_identity_number(actor: Actor, registration: int) -> str:
    """Return **************002X for the worker of a registration, empty when they gave none. Raises NotFound."""
    row = registration_for(actor, registration)
    number = Person.objects.filter(pk=row.person).values_list("identity_number", flat=True).first()
    return mask_identity_number(number or "")


def _rows(found: Iterable[Registration]) -> list[Row]:
    """Return registrations as staff see them; the phones of all of them are read in one statement."""
    registrations = list(found)
    phones = masked_phones(one.person.account_id for one in registrations)
    return [_row(one, phones.get(one.person.account_id, "")) for one in registrations]


def _row(one: Registration, phone: str) -> Row:
    return Row(
        id=one.pk,
        person=one.person.pk,
        account=one.person.account_id,
        name=one.person.name,
        phone=phone,
        trade=str(Trade(one.person.trade).label) if one.person.trade else "",
        company=one.person.company,
        community=one.community,
        state=State(one.state),
        registered_at=one.registered_at,
        decided_by=one.decided_by.name if one.decided_by else "",
        decided_at=one.decided_at,
        reason=one.reason,
    )
