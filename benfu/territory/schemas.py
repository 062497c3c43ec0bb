"""What the API says of areas."""

from typing import Any

from ninja import Schema

from .levels import Level


class AreaOut(Schema):
    """An area; `synthetic` outlines were made by us, `official` ones given by the authority in charge."""

    code: str
    name: str
    level: Level
    parent: str
    synthetic: bool
    official: bool
    has_outline: bool
    centre: tuple[float, float] | None


class FeatureOut(Schema):
    """A GeoJSON Feature; `geometry` is null while the outline is not known."""

    type: str = "Feature"
    id: str
    properties: AreaOut
    geometry: dict[str, Any] | None


class LocatedOut(Schema):
    """Where a position lies; `outside` means it is in none of the areas and falls to the district."""

    area: str
    level: Level
    outside: bool
    label: str
    cell: str
    community: str
    street: str
    district: str


class FindingOut(Schema):
    """One thing found in a file: kind and numbers for programs, a sentence for people."""

    severity: str
    kind: str
    where: list[str]
    numbers: dict[str, float]
    detail: str
    sentence: str


class ReportOut(Schema):
    """What an import found and did; `done` is false for a trial run and when errors forbade loading."""

    done: bool
    refused: bool
    edition: int
    added: int
    changed: int
    unchanged: int
    withdrawn: int
    findings: list[FindingOut]


class CutIn(Schema):
    """How to cut: so many cells a community, or cells of about so many square metres."""

    each: int = 4
    cell_m2: float = 0
    dry_run: bool = False
