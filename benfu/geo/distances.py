"""Distances, areas and boxes in metres on a sphere; accurate to about 0.5 % of the true ellipsoid.

Positions are WGS-84 degrees, longitude first.
"""

from __future__ import annotations

import math
from typing import Any

import numpy as np
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

# IUGG mean radius of the Earth in metres.
EARTH_RADIUS_M = 6_371_008.8
METRES_PER_DEGREE = EARTH_RADIUS_M * math.pi / 180


def distance_m(lon1: float, lat1: float, lon2: float, lat2: float) -> float:
    """Return the great-circle distance in metres (haversine formula)."""
    phi1, phi2 = math.radians(lat1), math.radians(lat2)
    half_phi, half_lambda = (phi2 - phi1) / 2, math.radians(lon2 - lon1) / 2
    chord = math.sin(half_phi) ** 2 + math.cos(phi1) * math.cos(phi2) * math.sin(half_lambda) ** 2
    return 2 * EARTH_RADIUS_M * math.asin(math.sqrt(min(1.0, chord)))


def distances_m(lon: Any, lat: Any, lons: Any, lats: Any) -> NDArray[np.float64]:
    """Return great-circle distances in metres, element by element; the arguments broadcast as in numpy."""
    phi1, phi2 = np.radians(lat), np.radians(lats)
    half_phi, half_lambda = (phi2 - phi1) / 2, (np.radians(lons) - np.radians(lon)) / 2
    chord = np.sin(half_phi) ** 2 + np.cos(phi1) * np.cos(phi2) * np.sin(half_lambda) ** 2
    return np.asarray(2 * EARTH_RADIUS_M * np.arcsin(np.sqrt(np.minimum(1.0, chord))))


def box_around(lon: float, lat: float, radius_m: float) -> tuple[float, float, float, float]:
    """Return (west, south, east, north) in degrees of a box that holds every point within `radius_m` metres.

    The box is clipped to the poles and may reach past ±180° of longitude; close to a pole it spans all longitudes.
    The meridian that touches a circle of angle r around latitude φ lies Δλ away, sin Δλ = sin r / cos φ.
    """
    angle = radius_m / EARTH_RADIUS_M
    phi = math.radians(lat)
    south, north = max(-90.0, lat - math.degrees(angle)), min(90.0, lat + math.degrees(angle))
    if angle >= math.pi / 2 or math.sin(angle) >= math.cos(phi):
        return -180.0, south, 180.0, north
    width = math.degrees(math.asin(math.sin(angle) / math.cos(phi)))
    return lon - width, south, lon + width, north


def area_m2(geometry: BaseGeometry) -> float:
    """Return the area in square metres of a shape up to a few degrees across; exact to about 1 in 100,000 there.

    Degrees are scaled by the cosine of the middle latitude and not bent by a projection, so that a sliver between
    two borders that run along the same straight line has no area.
    """
    if geometry.is_empty:
        return 0.0
    return float(geometry.area * METRES_PER_DEGREE**2 * math.cos(math.radians(geometry.centroid.y)))
