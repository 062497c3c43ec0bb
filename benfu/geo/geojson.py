"""Reading a GeoJSON FeatureCollection (RFC 7946) of polygons, with a finding for everything that is wrong in it.

The file is not trusted: rings are checked as they stand before a geometry library could quietly mend them.
"""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely import MultiPolygon, Polygon
from shapely.geometry.base import BaseGeometry

from benfu.geo.crs import Crs, UnknownCrs, in_china, parse_crs, to_wgs84
from benfu.geo.distances import distance_m
from benfu.geo.findings import Finding, Kind, error, warning

Label = Callable[[Mapping[str, Any], int], str]
_REASON = re.compile(r"^(?P<reason>[^\[]*)\[(?P<x>\S+) (?P<y>\S+)\]$")
# Degrees a file in latitude, longitude order would show for China.
_LATITUDES, _LONGITUDES = (3.0, 54.0), (73.0, 136.0)


@dataclass(frozen=True)
class Feature:
    """One polygon of the file: its place in it (from 1), a label for messages, its properties, its shape in WGS-84."""

    number: int
    label: str
    properties: Mapping[str, Any]
    geometry: Polygon | MultiPolygon


@dataclass(frozen=True)
class Reading:
    """What a file holds: the readable features, the coordinate system it came in, and what was found wrong."""

    features: tuple[Feature, ...]
    findings: tuple[Finding, ...]
    crs: Crs = Crs.WGS84


def label_of(properties: Mapping[str, Any], number: int) -> str:
    """Return the name, else the code, else "#3", to call a feature by in messages."""
    for key in ("name", "code", "division_code"):
        if properties.get(key):
            return str(properties[key])[:80]
    return f"#{number}"


def read_geojson(content: bytes | str, crs: str = "", label: Label = label_of) -> Reading:
    """Read a FeatureCollection of (multi)polygons; never raises for what is in the file, but reports it.

    `crs` is what the sender says of a file that does not say it itself. GCJ-02 and BD-09 are turned into WGS-84.
    Features with an error are left out of `features`.
    """
    collection, findings = _parse(content)
    if findings:
        return Reading((), tuple(findings))
    system, findings = _system(collection.get("crs"), crs)
    if not collection["features"]:
        findings.append(error(Kind.NO_FEATURES))
    features: list[Feature] = []
    for number, raw in enumerate(collection["features"], start=1):
        feature, problems = _feature(raw, number, label)
        findings.extend(problems)
        if feature:
            features.append(feature)
    findings.extend(_check_range(features))
    usable = () if any(_spoils_all(finding) for finding in findings) else _convert(features, system)
    return Reading(usable, tuple(findings), system)


def _parse(content: bytes | str) -> tuple[dict[str, Any], list[Finding]]:
    """Return the collection, or the reason why there is none."""
    try:
        text = content.decode("utf-8-sig") if isinstance(content, bytes) else content
        data = json.loads(text)
    except json.JSONDecodeError as problem:
        return {}, [error(Kind.NOT_JSON, line=problem.lineno, column=problem.colno)]
    except (UnicodeDecodeError, RecursionError, ValueError):
        return {}, [error(Kind.NOT_JSON, line=1, column=1)]
    kind = data.get("type") if isinstance(data, dict) else type(data).__name__
    if kind != "FeatureCollection" or not isinstance(data.get("features"), list):
        return {}, [error(Kind.NOT_COLLECTION, detail=str(kind)[:40])]
    return data, []


def _system(member: Any, told: str) -> tuple[Crs, list[Finding]]:
    """Return the coordinate system by the file's old-style "crs" member, or by what the sender told."""
    name = ""
    if member is not None:
        properties = member.get("properties") if isinstance(member, dict) else None
        name = str(properties.get("name", "?") if isinstance(properties, dict) else "?")[:80]
    try:
        system = parse_crs(name or told or Crs.WGS84)
        if name and told and _family(parse_crs(told)) is not _family(system):
            return system, [error(Kind.CRS_CONFLICT, detail=name)]
    except UnknownCrs as problem:
        return Crs.WGS84, [error(Kind.UNKNOWN_CRS, detail=problem.label)]
    converted = [warning(Kind.CONVERTED, detail=system)] if _family(system) is not Crs.WGS84 else []
    return system, converted


def _family(system: Crs) -> Crs:
    """Return the system itself, with CGCS2000 counted as WGS-84."""
    return Crs.WGS84 if system is Crs.CGCS2000 else system


def _feature(raw: Any, number: int, label: Label) -> tuple[Feature | None, list[Finding]]:
    """Return one feature, or what is wrong with it."""
    if not isinstance(raw, dict) or raw.get("type") != "Feature":
        return None, [error(Kind.NOT_A_FEATURE, f"#{number}")]
    properties = raw.get("properties")
    properties = properties if isinstance(properties, dict) else {}
    name = label(properties, number)
    geometry = raw.get("geometry")
    if not isinstance(geometry, dict) or not geometry.get("coordinates"):
        return None, [error(Kind.NO_GEOMETRY, name)]
    if geometry.get("type") not in ("Polygon", "MultiPolygon"):
        return None, [error(Kind.WRONG_TYPE, name, detail=str(geometry.get("type"))[:40])]
    coordinates = geometry["coordinates"]
    polygons = [coordinates] if geometry["type"] == "Polygon" else coordinates
    shape, problems = _build(polygons, name)
    if shape is None or problems:
        return None, problems
    return Feature(number, name, properties, shape), []


def _build(polygons: Any, name: str) -> tuple[BaseGeometry | None, list[Finding]]:
    """Return the shape of nested coordinate lists, or what is wrong with its rings."""
    if not isinstance(polygons, list) or not all(isinstance(rings, list) and rings for rings in polygons):
        return None, [error(Kind.BAD_COORDINATES, name)]
    parts: list[list[NDArray[np.float64]]] = []
    findings: dict[str, Finding] = {}  # one of each kind is enough to look at the area
    for rings in polygons:
        parts.append([])
        for raw in rings:
            ring = _positions(raw)
            problem = error(Kind.BAD_COORDINATES, name) if ring is None else _check_ring(ring, name)
            if problem:
                findings.setdefault(problem.kind, problem)
            elif ring is not None:
                parts[-1].append(ring)
    if findings:
        return None, list(findings.values())
    made = [Polygon(rings[0], rings[1:]) for rings in parts]
    shape = made[0] if len(made) == 1 else MultiPolygon(made)
    return shape, _check_valid(shape, name)


def _positions(raw: Any) -> NDArray[np.float64] | None:
    """Return a ring as an n × 2 array (heights dropped), None if it is not a list of finite number pairs."""
    if not isinstance(raw, list) or not all(isinstance(position, list) and len(position) >= 2 for position in raw):
        return None
    pairs = [position[:2] for position in raw]
    if not all(type(value) in (int, float) for pair in pairs for value in pair):
        return None
    try:
        ring = np.array(pairs, dtype=np.float64).reshape(-1, 2)
    except OverflowError:
        return None
    return ring if np.isfinite(ring).all() else None


def _check_ring(ring: NDArray[np.float64], name: str) -> Finding | None:
    """Check what RFC 7946 §3.1.6 asks of a linear ring: four positions or more, the last one the first."""
    if len(ring) < 4:
        return error(Kind.SHORT_RING, name, positions=len(ring))
    if not np.array_equal(ring[0], ring[-1]):
        (lon, lat), (last_lon, last_lat) = ring[0].tolist(), ring[-1].tolist()
        gap_m = distance_m(lon, lat, last_lon, last_lat) if _in_degrees(ring) else 0.0
        return error(Kind.UNCLOSED_RING, name, lon=lon, lat=lat, gap_m=gap_m)
    return None


def _check_valid(shape: BaseGeometry, name: str) -> list[Finding]:
    """Report the first place where a polygon crosses itself or is otherwise no polygon."""
    if shape.is_valid:
        return [] if shape.area > 0 else [error(Kind.NO_GEOMETRY, name)]
    found = _REASON.match(shapely.is_valid_reason(shape))
    reason = found["reason"] if found else shapely.is_valid_reason(shape)
    spot = {"lon": float(found["x"]), "lat": float(found["y"])} if found else {}
    kind = Kind.SELF_CROSSING if "elf-intersection" in reason else Kind.INVALID_POLYGON
    return [error(kind, name, detail=reason, **spot)]


def _in_degrees(ring: NDArray[np.float64]) -> bool:
    """Say whether all numbers could be degrees."""
    return bool((np.abs(ring) <= [180, 90]).all())


def _check_range(features: list[Feature]) -> list[Finding]:
    """Report positions that are metres, latitude before longitude, or far from China; one finding a file."""
    if not features:
        return []
    xy = shapely.get_coordinates([feature.geometry for feature in features])
    x, y = xy[:, 0], xy[:, 1]
    metres = (np.abs(xy) > 180).any(axis=1)
    swapped = (x >= _LATITUDES[0]) & (x <= _LATITUDES[1]) & (y >= _LONGITUDES[0]) & (y <= _LONGITUDES[1])
    swapped |= (np.abs(x) <= 90) & (np.abs(y) > 90) & ~metres
    for kind, hits in ((Kind.PROJECTED, metres), (Kind.SWAPPED, swapped)):
        if hits.any():
            first = xy[hits][0].tolist()
            return [error(kind, x=first[0], y=first[1], share=float(hits.mean()))]
    beyond = ~in_china(x, y)
    if beyond.any():
        first = xy[beyond][0].tolist()
        return [warning(Kind.OUTSIDE_CHINA, lon=first[0], lat=first[1], share=float(beyond.mean()))]
    return []


def _spoils_all(finding: Finding) -> bool:
    """Say whether a finding makes every position of the file meaningless."""
    return finding.kind in (Kind.PROJECTED, Kind.SWAPPED, Kind.UNKNOWN_CRS, Kind.CRS_CONFLICT)


def _convert(features: list[Feature], system: Crs) -> tuple[Feature, ...]:
    """Return the features with their shapes in WGS-84."""
    if _family(system) is Crs.WGS84:
        return tuple(features)
    return tuple(
        Feature(one.number, one.label, one.properties, shape_to_wgs84(one.geometry, system)) for one in features
    )


def shape_to_wgs84(geometry: BaseGeometry, system: Crs) -> BaseGeometry:
    """Return a shape given in `system` with its coordinates turned into WGS-84."""

    def move(xy: NDArray[np.float64]) -> NDArray[np.float64]:
        return np.column_stack(to_wgs84(xy[:, 0], xy[:, 1], system))

    return shapely.transform(geometry, move)
