"""The API of rest stops: open data about places, in the shape of GeoJSON; no person in it."""

from datetime import datetime
from typing import Any

from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja import Field, Query, Router, Schema

from benfu.geo.crs import Crs, normalise
from benfu.platform.identity.api_auth import ApiRequest
from benfu.platform.lib.errors import Invalid

from . import selectors, services
from .amenities import amenities
from .hours import to_data
from .selectors import Stop

router = Router(tags=["rest stops"])


class Filters(Schema):
    """Which stops to list, and from where distances are measured."""

    lon: float | None = None
    lat: float | None = None
    crs: str = Field(Crs.WGS84, max_length=40, description="Coordinate system of lon and lat")
    open: bool = Field(False, description="Only those open now")
    amenity: list[str] = Field(default_factory=list, description="Keys all of which a stop must have")
    kind: str = ""


class Geometry(Schema):
    """A GeoJSON point, WGS-84 degrees, longitude first."""

    type: str = "Point"
    coordinates: tuple[float, float]


class Properties(Schema):
    """What is known of a stop."""

    name: str
    kind: str = Field(description="centre, rest_stop, care_corner or outlet")
    address: str
    area: str
    is_open: bool
    closes_at: datetime | None = Field(description="Empty when unknown, or not within 15 days")
    opens_at: datetime | None
    said_by_keeper: bool = Field(description="Open or closed is the keeper's word, not the hours'")
    updated_at: datetime | None
    is_stale: bool = Field(description="The keeper's last word is more than two hours old")
    hours: dict[str, Any] = Field(
        description="`week`: seven lists of spans in minutes after midnight, Monday first; `exceptions` by date"
    )
    amenities: list[str]
    sockets: int
    free_sockets: int
    distance_m: int | None


class Feature(Schema):
    """A stop as a GeoJSON feature."""

    type: str = "Feature"
    id: int
    geometry: Geometry
    properties: Properties


class FeatureCollection(Schema):
    """Stops, open ones first, then the nearest."""

    type: str = "FeatureCollection"
    features: list[Feature]


class OpenIn(Schema):
    """Whether a stop is open now."""

    open: bool


class SocketsIn(Schema):
    """How many more charging places are free now; below zero, how many fewer."""

    by: int = Field(ge=-200, le=200)


@router.get("/rest-stops", auth=None, response=FeatureCollection, summary="Rest stops")
def rest_stops(request: HttpRequest, wanted: Query[Filters]) -> FeatureCollection:
    """List the rest stops, open ones first, then the nearest."""
    if unknown := set(wanted.amenity) - set(amenities()):
        words = _("没有这样的设施：%(names)s。") % {"names": "、".join(sorted(unknown))[:200]}
        raise Invalid(words, {"amenity": words})
    lon, lat = _position(wanted)
    found = selectors.stops(lon=lon, lat=lat, open_only=wanted.open, having=wanted.amenity, kind=wanted.kind)
    return FeatureCollection(features=[_feature(stop) for stop in found])


@router.get("/rest-stops/{rest_stop}", auth=None, response=Feature, summary="A rest stop")
def rest_stop(request: HttpRequest, rest_stop: int) -> Feature:
    """Return one rest stop."""
    return _feature(selectors.rest_stop(rest_stop))


@router.put("/rest-stops/{rest_stop}/open", response=Feature, summary="Open or close a stop")
def set_open(request: ApiRequest, rest_stop: int, given: OpenIn) -> Feature:
    """Say that a stop one keeps is open or closed now, until its hours next change."""
    services.set_open(actor=request.auth, rest_stop=rest_stop, is_open=given.open)
    return _feature(selectors.rest_stop(rest_stop))


@router.post("/rest-stops/{rest_stop}/sockets", response=Feature, summary="Free charging places")
def change_sockets(request: ApiRequest, rest_stop: int, given: SocketsIn) -> Feature:
    """Say that charging places of a stop one keeps became free, or were taken."""
    services.change_free_sockets(actor=request.auth, rest_stop=rest_stop, by=given.by)
    return _feature(selectors.rest_stop(rest_stop))


def _position(wanted: Filters) -> tuple[float | None, float | None]:
    if wanted.lon is None or wanted.lat is None:
        return None, None
    try:
        return normalise(wanted.lon, wanted.lat, wanted.crs)
    except ValueError as error:
        raise Invalid(_("位置不对：经度在前，并写明坐标系。"), {"lon": str(error)}) from None


def _feature(stop: Stop) -> Feature:
    status = stop.status
    return Feature(
        id=stop.id,
        geometry=Geometry(coordinates=(round(stop.lon, 6), round(stop.lat, 6))),
        properties=Properties(
            name=stop.name,
            kind=stop.kind,
            address=stop.address,
            area=stop.area,
            is_open=status.is_open,
            closes_at=status.closes_at,
            opens_at=status.opens_at,
            said_by_keeper=status.by_keeper,
            updated_at=status.said_at,
            is_stale=status.is_stale,
            hours=to_data(stop.hours),
            amenities=[one.key for one in stop.amenities],
            sockets=stop.sockets,
            free_sockets=stop.free_sockets,
            distance_m=None if stop.distance_m is None else round(stop.distance_m),
        ),
    )
