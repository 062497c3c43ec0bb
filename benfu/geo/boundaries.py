"""Checks between the boundaries of one level: codes, overlaps, gaps in the parent, areas outside the parent."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from shapely import STRtree
from shapely.geometry.base import BaseGeometry

from benfu.geo.crs import Crs
from benfu.geo.distances import area_m2
from benfu.geo.findings import Finding, Kind, error, warning
from benfu.geo.geojson import shape_to_wgs84


@dataclass(frozen=True)
class Tolerance:
    """How much disagreement between boundaries is rounding, how much is worth a warning, and what is an error.

    Surveys of neighbouring areas never agree to the centimetre; slivers must not stop an import, a wrong area must.
    """

    rounding_m2: float = 1.0
    overlap_share: float = 0.001
    overlap_m2: float = 100.0
    outside_share: float = 0.1
    # Unlabelled GCJ-02: this much lies outside the parent, and turning it to WGS-84 removes most of that.
    shifted_share: float = 0.002
    shifted_remainder: float = 0.25


USUAL = Tolerance()


def check_siblings(
    codes: Sequence[str], shapes: Sequence[BaseGeometry], labels: Sequence[str] = (), limits: Tolerance = USUAL
) -> list[Finding]:
    """Check valid shapes (WGS-84) of one level against each other: codes and overlaps; errors come first.

    `codes` may hold "" for an area whose code is not known; `labels` are what the findings call the areas by
    (the codes, when left out). Raises ValueError when the lists differ in length.
    """
    names = labels or codes
    if not len(codes) == len(shapes) == len(names):
        raise ValueError("codes, shapes and labels must be of the same length")
    return _errors_first([*_check_codes(codes, names), *_overlaps(names, shapes, limits)])


def check_within(
    labels: Sequence[str],
    shapes: Sequence[BaseGeometry],
    parent: BaseGeometry,
    parent_label: str = "",
    limits: Tolerance = USUAL,
) -> list[Finding]:
    """Check that valid shapes lie within their parent's and fill it; errors come first.

    `shapes` must be all areas of the parent, else what is left out is reported as a gap. Shapes that fit the parent
    only when read in another coordinate system get one finding that says so, in place of many.
    """
    if not len(shapes):
        return []
    shifted = _looks_shifted(shapes, parent, parent_label, limits)
    if shifted:
        return shifted
    return _errors_first([*_outside(labels, shapes, parent, limits), *_gaps(shapes, parent, parent_label, limits)])


def _errors_first(findings: list[Finding]) -> list[Finding]:
    return sorted(findings, key=lambda finding: not finding.is_error)


def _check_codes(codes: Sequence[str], names: Sequence[str]) -> Iterator[Finding]:
    """Report areas without a code and codes that come more than once."""
    for code, name in zip(codes, names, strict=True):
        if not code:
            yield error(Kind.MISSING_CODE, name)
    for code, times in Counter(code for code in codes if code).items():
        if times > 1:
            same = [name for other, name in zip(codes, names, strict=True) if other == code]
            yield error(Kind.DUPLICATE_CODE, *same, detail=code, times=times)


def _overlaps(names: Sequence[str], shapes: Sequence[BaseGeometry], limits: Tolerance) -> Iterator[Finding]:
    """Report pairs that share more than rounding."""
    every = np.array(shapes, dtype=object)
    left, right = STRtree(every).query(every, predicate="intersects")
    once = left < right
    left, right = left[once], right[once]
    for i, j, common in zip(left, right, shapely.intersection(every[left], every[right]), strict=True):
        shared = area_m2(common)
        if shared <= limits.rounding_m2:
            continue
        share = shared / min(area_m2(every[i]), area_m2(every[j]))
        lon, lat = _spot(common)
        grave = share > limits.overlap_share and shared > limits.overlap_m2
        report = error if grave else warning
        yield report(Kind.OVERLAP, names[i], names[j], area_m2=shared, share=share, lon=lon, lat=lat)


def _outside(
    names: Sequence[str], shapes: Sequence[BaseGeometry], parent: BaseGeometry, limits: Tolerance
) -> Iterator[Finding]:
    """Report areas that reach out of their parent."""
    for name, shape in zip(names, shapes, strict=True):
        beyond = area_m2(shapely.difference(shape, parent))
        if beyond > limits.rounding_m2:
            share = beyond / area_m2(shape)
            report = error if share > limits.outside_share else warning
            yield report(Kind.OUTSIDE_PARENT, name, area_m2=beyond, share=share)


def _gaps(shapes: Sequence[BaseGeometry], parent: BaseGeometry, label: str, limits: Tolerance) -> Iterator[Finding]:
    """Report, in one finding, what of the parent no area covers: often sea or a reserve, sometimes a lost area."""
    rest = shapely.get_parts(shapely.difference(parent, shapely.union_all(list(shapes))))
    sizes = [(area_m2(part), part) for part in rest]
    holes = [(size, part) for size, part in sizes if size > limits.rounding_m2]
    if not holes:
        return
    largest, part = max(holes, key=lambda hole: hole[0])
    total = sum(size for size, _ in holes)
    lon, lat = _spot(part)
    share = total / area_m2(parent)
    yield warning(Kind.GAP, label, area_m2=total, share=share, count=len(holes), largest_m2=largest, lon=lon, lat=lat)


def _looks_shifted(
    shapes: Sequence[BaseGeometry], parent: BaseGeometry, label: str, limits: Tolerance
) -> list[Finding]:
    """Report shapes that fit their parent only when read as GCJ-02 or BD-09: a system nobody named."""
    whole = shapely.union_all(list(shapes))
    before = _share_outside(whole, parent)
    if before <= limits.shifted_share:
        return []
    after = {system: _share_outside(shape_to_wgs84(whole, system), parent) for system in (Crs.GCJ02, Crs.BD09)}
    best = min(after, key=lambda system: after[system])
    if after[best] > before * limits.shifted_remainder:
        return []
    return [error(Kind.LOOKS_SHIFTED, label, detail=best, share=before, share_after=after[best])]


def _share_outside(shape: BaseGeometry, parent: BaseGeometry) -> float:
    """Return the share (0–1) of `shape` that lies outside `parent`."""
    return float(shapely.difference(shape, parent).area / shape.area)


def _spot(geometry: BaseGeometry) -> tuple[float, float]:
    """Return a position on the geometry, for people to look at."""
    point = shapely.point_on_surface(geometry)
    return round(point.x, 6), round(point.y, 6)
