"""Reading: a manager's hub, a street's hubs, a worker's companies."""

from dataclasses import dataclass
from datetime import date
from functools import reduce
from operator import or_

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from benfu.organisations.selectors import names_of
from benfu.people.figures import registered_among
from benfu.platform.identity.actor import Actor
from benfu.platform.identity.selectors import accounts_of_hashes, phone_hash_of
from benfu.platform.lib import clock
from benfu.platform.lib.errors import NotFound
from benfu.platform.privacy.masks import mask_phone
from benfu.territory import selectors as territory

from .access import MANAGERS, SEE, manages, may_decide
from .models import Confirmation, HubRegistration, RosterPlace
from .rules import FEWEST_SHOWN
from .workflow import ANSWERS, OPEN, STANDING, Place, Side, State

PAGE = 200


@dataclass(frozen=True, slots=True)
class HubRow:
    """A hub's registration as the street and the hub itself see it."""

    id: int
    hub: int
    name: str
    street: str
    place: str
    state: str
    reason: str
    asked_at: object
    confirmed: int
    may_decide: bool


@dataclass(frozen=True, slots=True)
class PlaceRow:
    """A place on a roster: for the hub with the phone masked, for the worker with the hub's name."""

    id: int
    hub: int
    hub_name: str
    name: str
    phone: str
    state: str
    began_at: object
    waits_for: str
    """hub, worker or nobody (empty)."""


@dataclass(frozen=True, slots=True)
class Sums:
    """What a hub may know of its people: how many. `registered` is None where so few would tell of one of them."""

    confirmed: int
    waiting: int
    registered: int | None


def my_hubs(actor: Actor) -> dict[int, str]:
    """Return the names of the hubs the actor speaks for, by id."""
    return names_of(int(unit.partition(":")[2]) for unit in actor.units(MANAGERS) if unit.startswith("hub:"))


def hub_history(actor: Actor, hub: int) -> list[HubRow]:
    """Return a hub's registrations, the newest first. Raises NotFound for a hub the actor does not speak for."""
    if not manages(actor, hub):
        raise NotFound(_("没有找到这个站点。"))
    return _hub_rows(actor, HubRegistration.objects.filter(hub=hub))


def hubs_in(actor: Actor) -> list[HubRow]:
    """Return the hubs that are or want to be registered with the actor's streets, those waiting first."""
    seen = reduce(
        or_,
        (Q(street__startswith=code) if len(code) <= 9 else Q(street=code[:9]) for code in actor.areas(SEE)),
        Q(pk__in=[]),
    )
    rows = _hub_rows(actor, HubRegistration.objects.filter(seen, state__in=OPEN))
    return sorted(rows, key=lambda row: row.state != State.WAITING)


def hub_waiting_count(actor: Actor) -> int:
    """Return how many hubs wait for the actor's decision."""
    return sum(row.state == State.WAITING and row.may_decide for row in hubs_in(actor))


def roster(actor: Actor, hub: int) -> list[PlaceRow]:
    """Return who stands on a hub's roster, those who wait for its answer first. Raises NotFound as hub_history does."""
    if not manages(actor, hub):
        raise NotFound(_("没有找到这个站点。"))
    rows = _place_rows(RosterPlace.objects.filter(hub=hub, state__in=STANDING).order_by("name", "pk"))
    return sorted(rows, key=lambda row: row.waits_for != Side.HUB)


def my_places(actor: Actor) -> list[PlaceRow]:
    """Return the actor's own places on rosters, standing ones first, then the newest."""
    mine = phone_hash_of(actor.account or 0)
    found = RosterPlace.objects.filter(phone_hash=mine).order_by("-pk") if mine else RosterPlace.objects.none()
    return sorted(_place_rows(found), key=lambda row: row.state not in STANDING)


def hubs_to_join() -> dict[int, str]:
    """Return the names of all hubs that a street has taken in, by id, in the order of names."""
    ids = HubRegistration.objects.filter(state=State.APPROVED).values_list("hub", flat=True)
    return dict(sorted(names_of(ids).items(), key=lambda item: item[1]))


def companies_of(account: int) -> list[str]:
    """Return the names of the hubs where an account's owner works, as both sides have confirmed."""
    mine = phone_hash_of(account)
    ids = RosterPlace.objects.filter(phone_hash=mine, state=Place.CONFIRMED).values_list("hub", flat=True)
    return sorted(names_of(ids).values()) if mine else []


def sums(actor: Actor, hub: int) -> Sums:
    """Return a hub's sums: how many work there, wait, and have registered with a community; never who, never what they report."""
    if not manages(actor, hub):
        raise NotFound(_("没有找到这个站点。"))
    counted = dict(
        RosterPlace.objects.filter(hub=hub, state__in=STANDING).order_by().values_list("state").annotate(Count("pk"))
    )
    confirmed = counted.pop(Place.CONFIRMED, 0)
    hashes = RosterPlace.objects.filter(hub=hub, state=Place.CONFIRMED).values_list("phone_hash", flat=True)
    registered = registered_among(accounts_of_hashes(hashes)) if confirmed >= FEWEST_SHOWN else None
    return Sums(confirmed, sum(counted.values()), registered)


def this_months(hub: int) -> Confirmation | None:
    """Return what a hub has confirmed this month, None when it has still to."""
    return Confirmation.objects.filter(hub=hub, month=this_month()).first()


def this_month() -> date:
    """Return the first day of this month."""
    return clock.today().replace(day=1)


def sign_holds(registration: int) -> str | None:
    """Return the street a hub's sign holds for now, else None."""
    approved = HubRegistration.objects.filter(pk=registration, state=State.APPROVED)
    return approved.values_list("street", flat=True).first()


def _hub_rows(actor: Actor, found: QuerySet[HubRegistration]) -> list[HubRow]:
    rows = list(found.order_by("-pk")[:PAGE])
    names = names_of(one.hub_id for one in rows)
    places = RosterPlace.objects.filter(hub__in=[one.hub_id for one in rows], state=Place.CONFIRMED).order_by()
    counts = dict(places.values_list("hub").annotate(Count("pk")))
    return [
        HubRow(
            id=one.pk,
            hub=one.hub_id,
            name=names.get(one.hub_id, "—"),
            street=one.street,
            place=territory.label(one.street),
            state=one.state,
            reason=one.reason,
            asked_at=one.asked_at,
            confirmed=counts.get(one.hub_id, 0),
            may_decide=may_decide(actor, one.street),
        )
        for one in rows
    ]


def _place_rows(found: QuerySet[RosterPlace]) -> list[PlaceRow]:
    rows = list(found[: 10 * PAGE])
    names = names_of(one.hub_id for one in rows)
    return [
        PlaceRow(
            id=one.pk,
            hub=one.hub_id,
            hub_name=names.get(one.hub_id, "—"),
            name=one.name,
            phone=mask_phone(one.phone),
            state=one.state,
            began_at=one.began_at,
            waits_for=ANSWERS.get(Place(one.state), ""),
        )
        for one in rows
    ]
