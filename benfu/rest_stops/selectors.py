"""Reading rest stops: public places, so these functions take no actor but the keepers' list."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import datetime
from functools import reduce
from operator import or_

from django.db.models import Q, QuerySet
from django.db.models.expressions import RawSQL
from django.utils import timezone
from django.utils.translation import gettext as _

from benfu.geo.distances import distance_m
from benfu.platform.identity.actor import Actor
from benfu.platform.lib import clock
from benfu.platform.lib.errors import NotFound

from .access import KEEPERS, MANAGERS
from .amenities import Amenity, amenities
from .hours import Hours, from_data
from .models import Kind, RestStop
from .status import Status, Word, status_at

# Squared distance in degrees, a degree of longitude shrunk to the latitude: exact in order within a city.
DISTANCE = "power((position[0] - %s::float8) * cos(radians(%s::float8)), 2) + power(position[1] - %s::float8, 2)"


@dataclass(frozen=True, slots=True)
class Stop:
    """A rest stop as it stands at a moment; `distance_m` is in metres as the crow flies, None without a position."""

    id: int
    kind: str
    kind_name: str
    name: str
    address: str
    lon: float
    lat: float
    area: str
    hours: Hours
    status: Status
    amenities: tuple[Amenity, ...]
    sockets: int
    free_sockets: int
    organisation: int | None
    distance_m: float | None = None

    @property
    def subject(self) -> str:
        """The generic subject that other rooms point to it by."""
        return f"rest_stop:{self.id}"


def rest_stop(rest_stop_id: int, *, lon: float | None = None, lat: float | None = None) -> Stop:
    """Return one rest stop. Raises NotFound."""
    found = RestStop.objects.filter(pk=rest_stop_id, is_active=True).first()
    if found is None:
        raise NotFound(_("没有找到这个驿站，可能已经搬走了。"))
    return _stop(found, _now(), lon, lat)


def names_of(ids: Iterable[int]) -> dict[int, str]:
    """Return the names of rest stops by id, withdrawn ones too, in one statement; an unknown id is left out."""
    return dict(RestStop.objects.filter(pk__in=set(ids)).values_list("pk", "name"))


def nearest(lon: float, lat: float, *, limit: int = 1) -> list[Stop]:
    """Return the rest stops nearest to a position, whether open or not, the nearest first."""
    distance = RawSQL(DISTANCE, [lon, lat, lat])  # noqa: S611  the numbers are bound
    found = RestStop.objects.filter(is_active=True).order_by(distance, "id")[:limit]
    return [_stop(one, _now(), lon, lat) for one in found]


def open_stops(area: str = "", at: datetime | None = None) -> list[Stop]:
    """Return the stops in an area that are open at a moment (now if not said), by name."""
    moment = timezone.localtime(at) if at else _now()
    found = RestStop.objects.filter(is_active=True, area__startswith=area).order_by("name", "id")
    return [stop for stop in (_stop(one, moment) for one in found) if stop.status.is_open]


def stops(
    *,
    lon: float | None = None,
    lat: float | None = None,
    home: str = "",
    open_only: bool = False,
    having: Collection[str] = (),
    kind: str = "",
) -> list[Stop]:
    """Return all stops, open ones first, then the nearest; without a position those in the area `home` stand first.

    `having` are amenities all of which a stop must have. Whoever looks for a socket sees free ones before full ones.
    """
    found = RestStop.objects.filter(is_active=True)
    if kind:
        found = found.filter(kind=kind)
    if having:
        found = found.filter(amenities__contains=sorted(having))
    now = _now()
    listed = [_stop(one, now, lon, lat) for one in found]
    wants_socket = "e_bike_charging" in having
    return sorted(
        (one for one in listed if one.status.is_open or not open_only),
        key=lambda one: (
            not one.status.is_open,
            wants_socket and not one.free_sockets,
            one.distance_m if one.distance_m is not None else not (home and one.area.startswith(home)),
            one.name,
        ),
    )


def count() -> int:
    """Return how many stops there are."""
    return RestStop.objects.filter(is_active=True).count()


def outlets(area: str = "") -> list[Stop]:
    """Return the stops in an area where points are exchanged, by name."""
    found = RestStop.objects.filter(is_active=True, area__startswith=area, amenities__contains=["points_exchange"])
    return [_stop(one, _now()) for one in found.order_by("name", "id")]


def kept_by(actor: Actor) -> list[Stop]:
    """Return the stops the actor keeps: their own, and all in the area they manage; by name."""
    return [_stop(one, _now()) for one in _kept(actor).order_by("name", "id")]


def kept_stop(actor: Actor, rest_stop_id: int) -> Stop:
    """Return one stop the actor keeps. Raises NotFound."""
    found = _kept(actor).filter(pk=rest_stop_id).first()
    if found is None:
        raise NotFound(_("没有找到这个驿站。"))
    return _stop(found, _now())


def in_areas(areas: tuple[str, ...]) -> list[Stop]:
    """Return the stops in the subtrees of areas ("" for everywhere), by name."""
    inside = reduce(or_, (Q(area__startswith=code) for code in areas), Q(pk__in=[]))
    return [_stop(one, _now()) for one in RestStop.objects.filter(inside, is_active=True).order_by("name", "id")]


def _kept(actor: Actor) -> QuerySet[RestStop]:
    stops = RestStop.objects.filter(is_active=True)
    if actor.system:
        return stops
    own = [int(unit.partition(":")[2]) for unit in actor.units(KEEPERS) if unit.startswith("rest_stop:")]
    mine = reduce(or_, (Q(area__startswith=code) for code in actor.areas(MANAGERS)), Q(pk__in=own))
    return stops.filter(mine)


def _now() -> datetime:
    return timezone.localtime(clock.now())


def _stop(one: RestStop, now: datetime, lon: float | None = None, lat: float | None = None) -> Stop:
    hours = from_data(one.hours)
    word = Word(one.keeper_says_open, _local(one.keeper_says_until), _local(one.updated_at))
    here = one.position or (0.0, 0.0)
    known = amenities()
    return Stop(
        id=one.pk,
        kind=one.kind,
        kind_name=str(Kind(one.kind).label),
        name=one.name,
        address=one.address,
        lon=here[0],
        lat=here[1],
        area=one.area,
        hours=hours,
        status=status_at(hours, word, now),
        amenities=tuple(known[key] for key in one.amenities if key in known),
        sockets=one.sockets,
        free_sockets=one.free_sockets,
        organisation=one.organisation_id,
        distance_m=None if lon is None or lat is None else distance_m(lon, lat, *here),
    )


def _local(moment: datetime | None) -> datetime | None:
    return timezone.localtime(moment) if moment else None
