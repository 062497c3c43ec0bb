"""What can be wrong with a file of boundaries, as data; the words for people are made where they are shown."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum


class Severity(StrEnum):
    """An error forbids loading; a warning is shown and may be accepted."""

    ERROR = "error"
    WARNING = "warning"


class Kind(StrEnum):
    """Each kind of finding; the comment says which `numbers` and `detail` come with it."""

    NOT_JSON = "not_json"  # line, column
    NOT_COLLECTION = "not_collection"  # detail: the "type" found instead
    NO_FEATURES = "no_features"
    NOT_A_FEATURE = "not_a_feature"
    NO_GEOMETRY = "no_geometry"
    WRONG_TYPE = "wrong_type"  # detail: the geometry's type
    BAD_COORDINATES = "bad_coordinates"
    SHORT_RING = "short_ring"  # positions
    UNCLOSED_RING = "unclosed_ring"  # lon, lat of the ring's start; gap_m
    SELF_CROSSING = "self_crossing"  # lon, lat
    INVALID_POLYGON = "invalid_polygon"  # detail: GEOS's reason; lon, lat
    UNKNOWN_CRS = "unknown_crs"  # detail: the label
    CRS_CONFLICT = "crs_conflict"  # detail: the file's label
    CONVERTED = "converted"  # detail: the label
    PROJECTED = "projected"  # x, y of an example; share 0–1
    SWAPPED = "swapped"  # x, y of an example; share 0–1
    OUTSIDE_CHINA = "outside_china"  # lon, lat of an example; share 0–1
    MISSING_CODE = "missing_code"
    DUPLICATE_CODE = "duplicate_code"  # times
    OVERLAP = "overlap"  # area_m2; share of the smaller one 0–1; lon, lat
    GAP = "gap"  # where: the parent; area_m2, share of the parent 0–1, count, largest_m2; lon, lat of the largest
    OUTSIDE_PARENT = "outside_parent"  # area_m2; share of the area itself 0–1
    LOOKS_SHIFTED = (
        "looks_shifted"  # where: the parent; detail: the system it fits; share outside as given, share_after
    )


@dataclass(frozen=True)
class Finding:
    """One thing found: how bad, what, which areas (codes or labels), and its numbers."""

    severity: Severity
    kind: str
    where: tuple[str, ...] = ()
    numbers: Mapping[str, float] = field(default_factory=dict)
    detail: str = ""

    @property
    def is_error(self) -> bool:
        """Say whether this finding forbids loading."""
        return self.severity is Severity.ERROR


def error(kind: str, *where: str, detail: str = "", **numbers: float) -> Finding:
    """Return a finding that forbids loading."""
    return Finding(Severity.ERROR, kind, where, numbers, detail)


def warning(kind: str, *where: str, detail: str = "", **numbers: float) -> Finding:
    """Return a finding that may be accepted."""
    return Finding(Severity.WARNING, kind, where, numbers, detail)
