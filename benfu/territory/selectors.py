"""Reading territory: where a position lies, what an area is called, its outline, the calendar.

Areas are public knowledge: these functions take no actor. They answer from memory (see `shelf`).
"""

from typing import Any
from uuid import UUID

import shapely
from django.utils.translation import gettext as _

from benfu.platform.lib.errors import NotFound

from . import maps
from .atlas import Located, LocatedMany, Place
from .levels import Level, level_of, steps_to
from .models import Edition, PendingImport
from .shelf import shelf
from .worktime import WorkCalendar

__all__ = ["Level", "Located", "LocatedMany", "Place"]

SEPARATOR = "·"
# Six decimals of a degree are 0.1 m.
DECIMALS = 6


def locate(lon: float, lat: float) -> Located:
    """Return where a WGS-84 position lies: the smallest area that holds it.

    A position outside every area is the district's, with `outside` set; `area` is "" only while no district is known.
    """
    return shelf.current().locate(lon, lat)


def locate_many(lons: Any, lats: Any) -> LocatedMany:
    """Return where many WGS-84 positions (two arrays of equal length) lie."""
    return shelf.current().locate_many(lons, lats)


def find_area(code: str) -> Place | None:
    """Return an area, also one withdrawn since, or None."""
    return shelf.current().places.get(code)


def area(code: str) -> Place:
    """Return an area. Raises NotFound when there is none of this code."""
    place = find_area(code)
    if place is None:
        raise NotFound(_("没有代码为 %(code)s 的区域。") % {"code": code[:20]})
    return place


def path_of(code: str) -> tuple[Place, ...]:
    """Return the areas from the district down to `code`; steps nobody has named are left out."""
    return shelf.current().path_of(code)


def label(code: str) -> str:
    """Return what people call an area, from the street down: "金海街道·金海社区·第3网格"; "" for an unknown one."""
    path = path_of(code)
    return SEPARATOR.join(place.name for place in path[1:] or path)


def areas_under(prefix: str, level: Level) -> tuple[Place, ...]:
    """Return the areas of one level in the subtree of `prefix` ("" for all), by code."""
    atlas = shelf.current()
    return tuple(atlas.places[code] for code in atlas.under(prefix, level))


def count_under(prefix: str, level: Level) -> int:
    """Return how many areas of one level lie in the subtree of `prefix`."""
    return len(shelf.current().under(prefix, level))


def outline(code: str) -> dict[str, Any] | None:
    """Return an area's outline as a GeoJSON geometry (degrees, six decimals), None when it is not known."""
    atlas = shelf.current()
    shape = atlas.layers[level_of(code)].outlines.get(code) if steps_to(code) else None
    if shape is None:
        return None
    rounded: dict[str, Any] = shapely.geometry.mapping(shapely.set_precision(shape, 10**-DECIMALS))
    return rounded


def mini_map(lon: float, lat: float, **options: Any) -> str:
    """Return a small drawn map around a position as SVG; see `maps.mini_map` for the options."""
    return maps.mini_map(shelf.current(), lon, lat, **options)


def shapes_under(prefix: str, level: Level, width: int = 800, height: int = 600) -> maps.Sheet:
    """Return the outlines of one level in the subtree of `prefix` as SVG paths for a picture of that size."""
    return maps.shapes_under(shelf.current(), prefix, level, width, height)


def calendar() -> WorkCalendar:
    """Return the working calendar: holidays, make-up working days, hours."""
    return shelf.current().calendar


def sources() -> tuple[str, ...]:
    """Return whose boundary data are in use, to be named beneath maps."""
    found = Edition.objects.exclude(source="").order_by("source").values_list("source", flat=True).distinct()
    return tuple(found)


def pending_import(account: int, pending: UUID) -> PendingImport:
    """Return a file that its sender has tried and not yet confirmed. Raises NotFound for all others."""
    found = PendingImport.objects.filter(id=pending, account=account).first()
    if found is None:
        raise NotFound(_("这份文件已经导入、已放弃或已过期，请重新上传。"))
    return found
