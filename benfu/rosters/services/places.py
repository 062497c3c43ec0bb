"""Places on rosters: the hub brings its people in, workers say where they work, each side confirms the other's word."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from benfu.people.selectors import person_of
from benfu.platform.identity.actor import Actor
from benfu.platform.identity.selectors import account_of_phone, phone_hash_of, phone_hash_of_number, phone_of
from benfu.platform.journal.services import record
from benfu.platform.lib import clock
from benfu.platform.lib.errors import Conflict, Invalid, NotAllowed, NotFound
from benfu.platform.lib.text import clean
from benfu.platform.privacy.masks import normalise_phone
from benfu.rosters.access import manages
from benfu.rosters.events import MonthConfirmed, PlaceChanged
from benfu.rosters.models import Confirmation, HubRegistration, RosterPlace
from benfu.rosters.rules import MOST_AT_ONCE, NAME_LENGTH, REASON_LENGTH
from benfu.rosters.workflow import ANSWERS, STANDING, Place, Side, State


@dataclass(frozen=True, slots=True)
class Line:
    """A line of a roster: a name and a mobile number in any usual spelling."""

    name: str
    phone: str


@dataclass(slots=True)
class Brought:
    """What became of a roster: how many are new, how many were on it already, and what is wrong, by line from 1."""

    new: int = 0
    known: int = 0
    wrong: dict[int, str] = field(default_factory=dict)


@transaction.atomic
def bring_in(*, actor: Actor, hub: int, lines: Collection[Line]) -> Brought:
    """Put people on the hub's roster; each is asked on their own phone whether it is so. Bringing them again changes nothing.

    A line that does not fit is left out and told. Raises NotFound for a hub the actor does not speak for, Conflict
    before a street has taken the hub in, Invalid beyond MOST_AT_ONCE lines.
    """
    _check_hub(actor, hub)
    if len(lines) > MOST_AT_ONCE:
        raise Invalid(_("一次最多 %(most)s 行，请分几次。") % {"most": MOST_AT_ONCE})
    done = Brought()
    standing = set(RosterPlace.objects.filter(hub=hub, state__in=STANDING).values_list("phone_hash", flat=True))
    for number, line in enumerate(lines, 1):
        try:
            name, phone = _name(line.name), normalise_phone(line.phone)
        except Invalid as problem:
            done.wrong[number] = str(problem.message)
            continue
        hashed = phone_hash_of_number(phone)
        if hashed in standing:
            done.known += 1
            continue
        standing.add(hashed)
        _begin(actor, hub, name, phone, Place.INVITED)
        done.new += 1
    return done


@transaction.atomic
def claim(*, actor: Actor, hub: int) -> RosterPlace:
    """Say that one works at a hub; where the hub has said so already, that confirms it.

    Raises NotFound for a hub no street has taken in, NotAllowed for who has not registered or has no phone, Conflict
    for who is on the roster already.
    """
    person = person_of(actor)
    phone = phone_of(actor.own_account())
    if person is None or not phone:
        raise NotAllowed(_("请先向社区报到：扫一扫社区的报到码。"))
    if not HubRegistration.objects.filter(hub=hub, state=State.APPROVED).exists():
        raise NotFound(_("没有找到这个站点。"))
    mine = RosterPlace.objects.select_for_update().filter(
        hub=hub, phone_hash=phone_hash_of_number(phone), state__in=STANDING
    )
    standing = mine.first()
    if standing and standing.state == Place.INVITED:
        return _become(actor, standing, Place.CONFIRMED)
    if standing:
        raise Conflict(_("您已经在这个站点的名单上。"))
    return _begin(actor, hub, person.name, phone, Place.CLAIMED)


@transaction.atomic
def answer(*, actor: Actor, place: int, yes: bool) -> RosterPlace:
    """Confirm or refuse what the other side said. Raises NotFound for others' places, Conflict when nothing waits."""
    found, side = _mine(actor, place)
    if ANSWERS.get(Place(found.state)) != side:
        raise Conflict(_("这里没有等您确认的。"), state=found.state)
    return _become(actor, found, Place.CONFIRMED if yes else Place.REFUSED)


@transaction.atomic
def end_place(*, actor: Actor, place: int, reason: str = "") -> RosterPlace:
    """Take oneself, or somebody of one's hub, off the roster. Raises NotFound, Conflict when it is over."""
    found, _side = _mine(actor, place)
    if found.state not in STANDING:
        raise Conflict(_("已经不在名单上了。"))
    found.reason = clean(reason)[:REASON_LENGTH]
    return _become(actor, found, Place.LEFT)


@transaction.atomic
def confirm_month(*, actor: Actor, hub: int, left: Collection[int]) -> Confirmation:
    """Say, once a month, that everybody on the roster still works there but those in `left` (ids of places).

    Raises NotFound for a hub the actor does not speak for, Conflict when this month is confirmed, Invalid for a
    place that is not this hub's.
    """
    _check_hub(actor, hub)
    month = clock.today().replace(day=1)
    standing = list(RosterPlace.objects.select_for_update().filter(hub=hub, state=Place.CONFIRMED).order_by("pk"))
    gone = [one for one in standing if one.pk in set(left)]
    if len(gone) != len(set(left)):
        raise Invalid(_("名单刚刚变过，请再看一遍。"))
    for one in gone:
        _become(actor, one, Place.LEFT)
    try:
        with transaction.atomic():
            made = Confirmation.objects.create(
                hub_id=hub,
                month=month,
                staying=len(standing) - len(gone),
                left=len(gone),
                confirmed_by_id=actor.person,
                confirmed_at=clock.now(),
            )
    except IntegrityError:
        raise Conflict(_("这个月已经确认过了。")) from None
    event = MonthConfirmed(hub, f"{month:%Y-%m}", made.staying, made.left)
    record(event, actor=actor, subject=f"organisation:{hub}")
    return made


def _check_hub(actor: Actor, hub: int) -> None:
    if not manages(actor, hub):
        raise NotFound(_("没有找到这个站点。"))
    if not HubRegistration.objects.filter(hub=hub, state=State.APPROVED).exists():
        raise Conflict(_("街道同意报到以后，才能带名单进来。"))


def _mine(actor: Actor, place: int) -> tuple[RosterPlace, Side]:
    """Return a place and the side the actor is on. Raises NotFound for who is on neither."""
    found = RosterPlace.objects.select_for_update().filter(pk=place).first()
    if found and found.phone_hash == phone_hash_of(actor.account or 0):
        found.account = actor.account
        return found, Side.WORKER
    if found and manages(actor, found.hub_id):
        return found, Side.HUB
    raise NotFound(_("没有找到。"))


def _begin(actor: Actor, hub: int, name: str, phone: str, state: Place) -> RosterPlace:
    hashed = phone_hash_of_number(phone)
    made = RosterPlace.objects.create(
        hub_id=hub,
        name=name,
        phone=phone,
        phone_hash=hashed,
        account=account_of_phone(phone),
        state=state,
        began_at=clock.now(),
    )
    record(PlaceChanged(made.pk, hub, state), actor=actor, subject=f"organisation:{hub}")
    return made


def _become(actor: Actor, place: RosterPlace, state: Place) -> RosterPlace:
    now = clock.now()
    place.state = state
    place.answered_at = now if state in {Place.CONFIRMED, Place.REFUSED} else place.answered_at
    place.ended_at = None if state in STANDING else now
    place.save()
    record(PlaceChanged(place.pk, place.hub_id, state), actor=actor, subject=f"organisation:{place.hub_id}")
    return place


def _name(text: str) -> str:
    name = clean(text)
    if not 1 <= len(name) <= NAME_LENGTH:
        raise Invalid(_("请写 1 到 50 个字的姓名。"))
    return name


def lines_of(text: str) -> Iterable[Line]:
    """Yield the lines of pasted text: the last word with digits is the number, what stands before it the name."""
    for row in text.splitlines():
        if words := row.replace("，", " ").replace(",", " ").split():
            yield Line(" ".join(words[:-1]), words[-1])
