"""Putting rest stops on the map, and keeping true what is said of them."""

from collections.abc import Collection
from dataclasses import dataclass

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from benfu.geo import crs as geo
from benfu.platform.identity.actor import Actor
from benfu.platform.journal.services import record
from benfu.platform.lib import clock
from benfu.platform.lib.errors import Conflict, Invalid, NotAllowed, NotFound
from benfu.platform.lib.text import clean
from benfu.territory.selectors import locate

from .access import may_keep, may_manage
from .amenities import amenities as known_amenities
from .events import RestStopChanged
from .hours import Hours, from_data, open_at, to_data
from .models import Kind, RestStop
from .status import counts_until

NAME_LENGTH = 60
ADDRESS_LENGTH = 120
MOST_SOCKETS = 200


@dataclass(frozen=True, slots=True)
class Place:
    """What a rest stop is: kind, name, position (degrees, with its coordinate system), hours and amenities."""

    kind: str
    name: str
    lon: float
    lat: float
    hours: Hours
    crs: str = geo.Crs.WGS84
    address: str = ""
    amenities: Collection[str] = ()
    sockets: int = 0
    organisation: int | None = None


@transaction.atomic
def add_rest_stop(*, actor: Actor, place: Place) -> RestStop:
    """Put a stop on the map; its area is the smallest one its position lies in.

    Raises NotAllowed outside the actor's area, Invalid for what does not fit, Conflict for a name already there.
    """
    fields = _checked(place)
    if not may_manage(actor, str(fields["area"])):
        raise NotAllowed(_("这个位置不在您负责的区域内。"))
    stop = RestStop(created_at=clock.now(), free_sockets=place.sockets, **fields)
    _store(stop)
    _tell(actor, stop, "added")
    return stop


@transaction.atomic
def change_rest_stop(*, actor: Actor, rest_stop: int, place: Place) -> RestStop:
    """Change what a stop is. Raises NotFound, NotAllowed when it would move out of the actor's area, Invalid, Conflict."""
    stop = _managed(actor, rest_stop)
    fields = _checked(place)
    if not may_manage(actor, str(fields["area"])):
        raise NotAllowed(_("这个位置不在您负责的区域内。"))
    for name, value in fields.items():
        setattr(stop, name, value)
    stop.free_sockets = min(stop.free_sockets, stop.sockets)
    _store(stop)
    _tell(actor, stop, "details")
    return stop


@transaction.atomic
def set_open(*, actor: Actor, rest_stop: int, is_open: bool) -> RestStop:
    """Say that a stop is open or closed now, whatever its hours say; it counts until the hours next change.

    Raises NotFound when absent or not the actor's to keep.
    """
    stop = _kept(actor, rest_stop)
    hours, now = from_data(stop.hours), timezone.localtime(clock.now())
    agrees = open_at(hours, now) == is_open
    stop.keeper_says_open = None if agrees else is_open
    stop.keeper_says_until = None if agrees else counts_until(hours, is_open, now)
    stop.updated_at = now
    stop.save(update_fields=["keeper_says_open", "keeper_says_until", "updated_at"])
    _tell(actor, stop, "opened" if is_open else "closed")
    return stop


@transaction.atomic
def change_free_sockets(*, actor: Actor, rest_stop: int, by: int) -> RestStop:
    """Say that `by` more (or fewer) charging places are free; never below none or above all. Raises NotFound."""
    stop = _kept(actor, rest_stop)
    stop.free_sockets = max(0, min(stop.sockets, stop.free_sockets + by))
    stop.updated_at = clock.now()
    stop.save(update_fields=["free_sockets", "updated_at"])
    _tell(actor, stop, "sockets")
    return stop


@transaction.atomic
def set_hours(*, actor: Actor, rest_stop: int, hours: Hours) -> RestStop:
    """Give a stop new hours; what the keeper said of the old ones no longer counts. Raises NotFound."""
    stop = _kept(actor, rest_stop)
    stop.hours = to_data(hours)
    stop.keeper_says_open = stop.keeper_says_until = None
    stop.save(update_fields=["hours", "keeper_says_open", "keeper_says_until"])
    _tell(actor, stop, "hours")
    return stop


@transaction.atomic
def withdraw_rest_stop(*, actor: Actor, rest_stop: int) -> RestStop:
    """Take a stop off the map; what points to it stays readable. Raises NotFound."""
    stop = _managed(actor, rest_stop)
    stop.is_active = False
    stop.save(update_fields=["is_active"])
    _tell(actor, stop, "withdrawn")
    return stop


@transaction.atomic
def relocate(*, actor: Actor) -> int:
    """Write down anew in which area each stop lies, after boundaries changed; return how many lie elsewhere now."""
    moved = 0
    for stop in RestStop.objects.select_for_update().order_by("pk"):
        area = locate(*stop.position).area if stop.position else ""
        if area and area != stop.area:
            stop.area = area
            stop.save(update_fields=["area"])
            _tell(actor, stop, "moved")
            moved += 1
    return moved


def _kept(actor: Actor, rest_stop: int) -> RestStop:
    stop = RestStop.objects.select_for_update().filter(pk=rest_stop, is_active=True).first()
    if stop is None or not may_keep(actor, stop.pk, stop.area):
        raise NotFound(_("没有找到这个驿站。"))
    return stop


def _managed(actor: Actor, rest_stop: int) -> RestStop:
    stop = _kept(actor, rest_stop)
    if not may_manage(actor, stop.area):
        raise NotAllowed(_("驿站的资料由社区或管理员修改。"))
    return stop


def _store(stop: RestStop) -> None:
    try:
        with transaction.atomic():
            stop.save()
    except IntegrityError:
        words = _("这里已经有一个同名的驿站。")
        raise Conflict(words) from None


def _tell(actor: Actor, stop: RestStop, change: str) -> None:
    record(RestStopChanged(stop.pk, change), actor=actor, subject=f"rest_stop:{stop.pk}", area=stop.area)


def _checked(place: Place) -> dict[str, object]:
    name, address = clean(place.name), clean(place.address)
    wrong: dict[str, str] = {}
    if place.kind not in Kind.values:
        wrong["kind"] = _("请选一个类型。")
    if not 1 <= len(name) <= NAME_LENGTH:
        wrong["name"] = _("请写 1 到 60 个字的名称。")
    if len(address) > ADDRESS_LENGTH:
        wrong["address"] = _("地址最多 120 个字。")
    if not 0 <= place.sockets <= MOST_SOCKETS:
        wrong["sockets"] = _("充电位要在 0 到 200 之间。")
    if unknown := set(place.amenities) - set(known_amenities()):
        wrong["amenities"] = _("没有这样的设施：%(names)s。") % {"names": "、".join(sorted(unknown))}
    position = _position(place, wrong)
    if wrong:
        raise Invalid(_("有几处要改一下。"), wrong)
    return {
        "kind": place.kind,
        "name": name,
        "address": address,
        "position": position,
        "area": locate(*position).area,
        "hours": to_data(place.hours),
        "amenities": [key for key in known_amenities() if key in place.amenities],
        "sockets": place.sockets,
        "organisation_id": place.organisation,
    }


def _position(place: Place, wrong: dict[str, str]) -> tuple[float, float]:
    try:
        return geo.normalise(place.lon, place.lat, place.crs)
    except ValueError:
        wrong["position"] = _("经纬度不对：经度在前，例如 120.0795, 35.9210。")
        return (0.0, 0.0)
