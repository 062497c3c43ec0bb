"""Coordinate systems used in China: WGS-84 (CGCS2000 counts as equal), GCJ-02 and BD-09, there and back.

Phones measure WGS-84; map software made in China hands out GCJ-02 or BD-09, which lie 0.3–0.7 km away. A position
therefore always travels with its label, and is turned into WGS-84 once, at the door, by `normalise`.

The formulas are the publicly known ones: GCJ-02 shifts by a sum of sines over the Krasovsky ellipsoid, BD-09 turns
and stretches GCJ-02 a little. Neither has a closed inverse; it is found by iteration, to far below a decimetre.
All functions take and return degrees, longitude first, and accept single numbers or numpy arrays.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable
from enum import StrEnum
from functools import partial
from typing import Any, overload

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Move = Callable[[Any, Any], tuple[Any, Any]]

# Krasovsky 1940: semi-major axis in metres, first eccentricity squared.
_AXIS = 6378245.0
_ECCENTRICITY_SQUARED = 0.00669342162296594323
# The rectangle inside which the shift is applied; outside it GCJ-02 and BD-09 are the identity.
_WEST, _SOUTH, _EAST, _NORTH = 72.004, 0.8293, 137.8347, 55.8271
_ROUNDS = 12
_CLOSE_DEGREES = 1e-11


class Crs(StrEnum):
    """A coordinate system a position may arrive in; the value is the label that is stored."""

    WGS84 = "WGS84"
    CGCS2000 = "CGCS2000"
    GCJ02 = "GCJ02"
    BD09 = "BD09"


class UnknownCrs(ValueError):
    """The label names no coordinate system we can read; `label` keeps it as it came."""

    def __init__(self, label: str) -> None:
        self.label = label
        known = ", ".join(Crs)
        super().__init__(f"unknown coordinate system {label!r}; known are {known}")


class PositionOutOfRange(ValueError):
    """The two numbers are not a longitude and a latitude in degrees."""

    def __init__(self, lon: float, lat: float) -> None:
        self.lon, self.lat = lon, lat
        super().__init__(f"({lon}, {lat}) is not a longitude (-180 to 180) and a latitude (-90 to 90) in degrees")


# Labels as they come in files and requests, upper case, letters and digits only.
_LABELS = {
    "WGS84": Crs.WGS84,
    "WGS1984": Crs.WGS84,
    "GPS": Crs.WGS84,
    "CRS84": Crs.WGS84,
    "OGCCRS84": Crs.WGS84,
    "EPSG4326": Crs.WGS84,
    "4326": Crs.WGS84,
    "CGCS2000": Crs.CGCS2000,
    "EPSG4490": Crs.CGCS2000,
    "4490": Crs.CGCS2000,
    "GCJ02": Crs.GCJ02,
    "GCJ": Crs.GCJ02,
    "BD09": Crs.BD09,
    "BD09LL": Crs.BD09,
}
# "urn:ogc:def:crs:OGC:1.3:CRS84" and "urn:ogc:def:crs:EPSG::4490": keep the authority and the code.
_URN = re.compile(r"^URN:OGC:DEF:CRS:(\w+):[^:]*:(\w+)$")


def parse_crs(label: str) -> Crs:
    """Return the coordinate system meant by `label` ("wgs84", "EPSG:4326", "gcj-02", an OGC URN …).

    Raises UnknownCrs (a ValueError) for anything else, the empty label included.
    """
    text = label.strip().upper()
    urn = _URN.match(text)
    if urn:
        text = "".join(urn.groups())
    key = re.sub(r"[^0-9A-Z]", "", text)
    if key not in _LABELS:
        raise UnknownCrs(label)
    return _LABELS[key]


def normalise(lon: float, lat: float, crs: str = Crs.WGS84) -> tuple[float, float]:
    """Return the position as WGS-84 (longitude, latitude).

    Raises UnknownCrs for an unknown label and PositionOutOfRange for numbers that are no position (also NaN);
    both are ValueErrors whose text says what is wrong.
    """
    system = parse_crs(crs)
    if not (math.isfinite(lon) and math.isfinite(lat) and -180 <= lon <= 180 and -90 <= lat <= 90):
        raise PositionOutOfRange(lon, lat)
    return to_wgs84(float(lon), float(lat), system)


@overload
def to_wgs84(lon: float, lat: float, crs: Crs) -> tuple[float, float]: ...
@overload
def to_wgs84(lon: Floats, lat: Floats, crs: Crs) -> tuple[Floats, Floats]: ...
def to_wgs84(lon: Any, lat: Any, crs: Crs) -> tuple[Any, Any]:
    """Return WGS-84 degrees for positions given in `crs`."""
    system = Crs(crs)
    if system is Crs.GCJ02:
        return gcj02_to_wgs84(lon, lat)
    if system is Crs.BD09:
        return bd09_to_wgs84(lon, lat)
    return lon, lat


@overload
def from_wgs84(lon: float, lat: float, crs: Crs) -> tuple[float, float]: ...
@overload
def from_wgs84(lon: Floats, lat: Floats, crs: Crs) -> tuple[Floats, Floats]: ...
def from_wgs84(lon: Any, lat: Any, crs: Crs) -> tuple[Any, Any]:
    """Return degrees in `crs` for WGS-84 positions: what a map by that system needs to be given."""
    system = Crs(crs)
    if system is Crs.GCJ02:
        return wgs84_to_gcj02(lon, lat)
    if system is Crs.BD09:
        return gcj02_to_bd09(*wgs84_to_gcj02(lon, lat))
    return lon, lat


def wgs84_to_gcj02(lon: Any, lat: Any) -> tuple[Any, Any]:
    """Shift WGS-84 degrees to GCJ-02; outside China nothing changes."""
    return _in_china_only(_add_shift, lon, lat)


def gcj02_to_wgs84(lon: Any, lat: Any) -> tuple[Any, Any]:
    """Undo the GCJ-02 shift by iteration; outside China nothing changes."""
    return _in_china_only(partial(_invert, _add_shift), lon, lat)


def gcj02_to_bd09(lon: Any, lat: Any) -> tuple[Any, Any]:
    """Turn GCJ-02 degrees into BD-09; outside China nothing changes."""
    return _in_china_only(_turn, lon, lat)


def bd09_to_gcj02(lon: Any, lat: Any) -> tuple[Any, Any]:
    """Turn BD-09 degrees back into GCJ-02 by iteration; outside China nothing changes."""
    return _in_china_only(partial(_invert, _turn), lon, lat)


def bd09_to_wgs84(lon: Any, lat: Any) -> tuple[Any, Any]:
    """Turn BD-09 degrees into WGS-84; outside China nothing changes."""
    return gcj02_to_wgs84(*bd09_to_gcj02(lon, lat))


def in_china(lon: Any, lat: Any) -> Any:
    """Say whether a position lies in the rectangle that the GCJ-02 shift is defined for."""
    return (lon >= _WEST) & (lon <= _EAST) & (lat >= _SOUTH) & (lat <= _NORTH)


def _add_shift(lon: Any, lat: Any) -> tuple[Any, Any]:
    """Add the GCJ-02 shift, wherever the point lies."""
    x, y = lon - 105.0, lat - 35.0
    root, bend = np.sqrt(np.abs(x)), x * y
    wave = 20 * np.sin(6 * np.pi * x) + 20 * np.sin(2 * np.pi * x)
    east = 300 + x + 2 * y + 0.1 * x * x + 0.1 * bend + 0.1 * root
    east = east + (wave + _waves(x, ((20, 1.0), (40, 1 / 3), (150, 1 / 12), (300, 1 / 30)))) * 2 / 3
    north = -100 + 2 * x + 3 * y + 0.2 * y * y + 0.1 * bend + 0.2 * root
    north = north + (wave + _waves(y, ((20, 1.0), (40, 1 / 3), (160, 1 / 12), (320, 1 / 30)))) * 2 / 3
    radians = lat * np.pi / 180
    magic = 1 - _ECCENTRICITY_SQUARED * np.sin(radians) ** 2
    metres_north = _AXIS * (1 - _ECCENTRICITY_SQUARED) / (magic * np.sqrt(magic)) * np.pi / 180
    metres_east = _AXIS / np.sqrt(magic) * np.cos(radians) * np.pi / 180
    return lon + east / metres_east, lat + north / metres_north


def _waves(angle: Any, terms: tuple[tuple[int, float], ...]) -> Any:
    """Sum amplitude · sin(frequency · π · angle) over `terms`."""
    return sum(amplitude * np.sin(frequency * np.pi * angle) for amplitude, frequency in terms)


def _turn(lon: Any, lat: Any) -> tuple[Any, Any]:
    """Apply the BD-09 turn and stretch to GCJ-02 degrees."""
    frequency = np.pi * 3000 / 180
    radius = np.hypot(lon, lat) + 0.00002 * np.sin(lat * frequency)
    angle = np.arctan2(lat, lon) + 0.000003 * np.cos(lon * frequency)
    return radius * np.cos(angle) + 0.0065, radius * np.sin(angle) + 0.006


def _invert(forward: Move, lon: Any, lat: Any) -> tuple[Any, Any]:
    """Find the point that `forward` moves to (lon, lat): step by the remaining miss until it is nothing."""
    x, y = lon, lat
    for _ in range(_ROUNDS):
        moved_x, moved_y = forward(x, y)
        miss_x, miss_y = lon - moved_x, lat - moved_y
        x, y = x + miss_x, y + miss_y
        if np.all(np.abs(miss_x) + np.abs(miss_y) < _CLOSE_DEGREES):
            break
    return x, y


def _in_china_only(move: Move, lon: Any, lat: Any) -> tuple[Any, Any]:
    """Move the points inside China and leave the others; numbers in, numbers out."""
    inside = in_china(lon, lat)
    if np.ndim(inside) == 0:
        moved_lon, moved_lat = move(lon, lat) if inside else (lon, lat)
        return float(moved_lon), float(moved_lat)
    lons, lats = np.array(lon, dtype=np.float64), np.array(lat, dtype=np.float64)
    lons[inside], lats[inside] = move(lons[inside], lats[inside])
    return lons, lats
