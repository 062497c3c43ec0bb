"""Degrees to pixels and to SVG path data: what a map drawn on the server needs.

The picture is an equirectangular one whose longitudes are narrowed by the cosine of its middle latitude, true in
shape to well below a pixel for anything up to the size of a district.
"""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from benfu.geo.distances import METRES_PER_DEGREE


@dataclass(frozen=True)
class Frame:
    """A picture of `width` × `height` pixels showing the box from (west, south) to (east, north) in degrees."""

    west: float
    south: float
    east: float
    north: float
    width: float
    height: float

    def to_pixel(self, lon: float, lat: float) -> tuple[float, float]:
        """Return (x, y) in pixels from the top left corner."""
        x = (lon - self.west) / (self.east - self.west) * self.width
        y = (self.north - lat) / (self.north - self.south) * self.height
        return x, y

    def to_degrees(self, x: float, y: float) -> tuple[float, float]:
        """Return (longitude, latitude) of a pixel: the inverse of `to_pixel`."""
        lon = self.west + x / self.width * (self.east - self.west)
        lat = self.north - y / self.height * (self.north - self.south)
        return lon, lat

    def pixels(self, metres: float) -> float:
        """Return the length in pixels of `metres` on the ground."""
        return metres / METRES_PER_DEGREE / (self.north - self.south) * self.height

    def path(self, geometry: BaseGeometry, decimals: int = 0) -> str:
        """Return SVG path data ("M…l…z") of the part of a polygon or line inside the frame, "" if there is none."""
        margin = (self.north - self.south) * 0.05
        box = shapely.box(self.west - margin, self.south - margin, self.east + margin, self.north + margin)
        seen = shapely.intersection(geometry, box) if not shapely.within(geometry, box) else geometry
        parts = [part for part in shapely.get_parts(seen) if part.geom_type != "Point" and not part.is_empty]
        return "".join(self._ring(ring, decimals) for part in parts for ring in _rings(part))

    def _ring(self, ring: BaseGeometry, decimals: int) -> str:
        """Return one ring as relative moves between rounded pixels, so that short numbers stay exact in sum."""
        xy = shapely.get_coordinates(ring)
        scale = np.array([self.width / (self.east - self.west), -self.height / (self.north - self.south)])
        units = np.rint((xy - [self.west, self.north]) * scale * 10**decimals).astype(np.int64)
        moved = np.any(np.diff(units, axis=0) != 0, axis=1)
        units = units[np.concatenate([[True], moved])]
        closed = bool(ring.is_closed)
        steps = np.diff(units[:-1] if closed else units, axis=0)
        if len(steps) < (2 if closed else 1):
            return ""
        return "M" + _pair(units[0], decimals) + "l" + _pairs(steps, decimals) + ("z" if closed else "")


def frame_around(lon: float, lat: float, width: float, height: float, metres_across: float) -> Frame:
    """Return the frame of `width` × `height` pixels centred on a point, `metres_across` wide on the ground."""
    half_lon = metres_across / 2 / (METRES_PER_DEGREE * math.cos(math.radians(lat)))
    half_lat = metres_across / 2 * height / width / METRES_PER_DEGREE
    return Frame(lon - half_lon, lat - half_lat, lon + half_lon, lat + half_lat, width, height)


def frame_fitting(bounds: tuple[float, float, float, float], width: float, height: float, margin: float = 0.0) -> Frame:
    """Return the frame of `width` × `height` pixels in which the box `bounds` (west, south, east, north) is centred.

    At least `margin` pixels stay free on every side.
    """
    west, south, east, north = bounds
    lon, lat = (west + east) / 2, (south + north) / 2
    stretch = math.cos(math.radians(lat))
    degrees_a_pixel = max((east - west) * stretch / (width - 2 * margin), (north - south) / (height - 2 * margin), 1e-9)
    half_lon, half_lat = degrees_a_pixel * width / stretch / 2, degrees_a_pixel * height / 2
    return Frame(lon - half_lon, lat - half_lat, lon + half_lon, lat + half_lat, width, height)


def _rings(part: BaseGeometry) -> list[BaseGeometry]:
    """Return the outer and inner rings of a polygon, or the line itself."""
    if part.geom_type == "Polygon":
        return [part.exterior, *part.interiors]
    return [part]


def _pairs(steps: NDArray[np.int64], decimals: int) -> str:
    """Join steps into the shortest text SVG accepts: a minus sign needs no separator before it."""
    return " ".join(_pair(step, decimals) for step in steps).replace(" -", "-")


def _pair(step: NDArray[np.int64], decimals: int) -> str:
    """Return two numbers, in units of 10^-decimals, as "x y" or "x-y"."""
    x, y = (_number(int(value), decimals) for value in step)
    return f"{x}{y}" if y.startswith("-") else f"{x} {y}"


def _number(value: int, decimals: int) -> str:
    """Return value / 10^decimals without needless zeros."""
    if decimals == 0:
        return str(value)
    text = f"{value / 10**decimals:.{decimals}f}".rstrip("0").rstrip(".")
    return text.replace("0.", ".", 1) if text.startswith(("0.", "-0.")) else text
