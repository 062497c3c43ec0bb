"""Grid cells where none are surveyed: communities without outlines are drawn first, then every community is cut.

What is made here is marked synthetic: good enough to share out work and count, no statement about where a border runs.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass

import shapely
from shapely.geometry.base import BaseGeometry

from benfu.geo.cells import cut
from benfu.geo.distances import area_m2
from benfu.geo.findings import Finding, error, warning

from .atlas import Atlas
from .levels import LENGTHS, Level
from .names import cell_name
from .reports import Draft, Kind, Plan, ordered

CELLS_EACH = 4
MOST_CELLS = 999
# Less than this for each community is no room to draw it in.
SMALLEST_M2 = 100.0
FEW = 5


@dataclass(frozen=True)
class Size:
    """How large cells shall be: so many a community, or about so many square metres each."""

    each: int = CELLS_EACH
    cell_m2: float = 0

    def cells_in(self, outline: BaseGeometry) -> int:
        """Return how many cells a community gets."""
        return max(1, math.ceil(area_m2(outline) / self.cell_m2)) if self.cell_m2 > 0 else self.each


def plan_cells(known: Atlas, prefix: str, size: Size) -> Plan:
    """Return the communities and cells to draw below `prefix` (a district, a street or a community)."""
    streets = known.under(prefix[: LENGTHS[Level.STREET]], Level.STREET)
    drafts, findings = _communities(known, streets)
    if drafts:
        findings.append(warning(Kind.COMMUNITIES_DRAWN, count=len(drafts)))
    drawn = {draft.code: draft.outline for draft in drafts}
    outlines = {**known.layers[Level.COMMUNITY].outlines, **drawn}
    wanted = sorted(code for code in outlines if code.startswith(prefix) or code in drawn)
    kept = [known.places[code].name for code in wanted if _surveyed_cells(known, code)]
    if kept:
        findings.append(warning(Kind.CELLS_KEPT, *kept[:FEW], count=len(kept)))
    for code in wanted:
        if _surveyed_cells(known, code):
            continue
        number = size.cells_in(outlines[code])
        if number > MOST_CELLS:
            findings.append(error(Kind.TOO_MANY_CELLS, known.places[code].name, wanted=number))
        else:
            drafts.extend(_cells(code, outlines[code], number))
    cut_out = {draft.code for draft in drafts}
    left = [cell for code in wanted for cell in known.under(code, Level.CELL) if cell not in cut_out]
    forgotten = tuple(cell for cell in left if known.places[cell].synthetic)
    return Plan(ordered(findings), tuple(drafts), forgotten)


def _communities(known: Atlas, streets: Sequence[str]) -> tuple[list[Draft], list[Finding]]:
    """Return outlines for the communities of streets where any lacks one, and the streets where that cannot be done."""
    drafts: list[Draft] = []
    failed: dict[Kind, list[str]] = {}
    for street in streets:
        obstacle = _obstacle(known, street)
        if obstacle:
            failed.setdefault(obstacle, []).append(known.places[street].name)
        elif _lacking(known, street):
            drafts.extend(_drawn(known, street))
    reports = ((error if kind is Kind.NO_ROOM else warning, kind, names) for kind, names in failed.items())
    return drafts, [report(kind, *names[:FEW], count=len(names)) for report, kind, names in reports]


def _lacking(known: Atlas, street: str) -> list[str]:
    """Return the communities to draw anew: all that are not surveyed, if any has no outline."""
    codes = known.under(street, Level.COMMUNITY)
    if all(known.places[code].has_outline for code in codes):
        return []
    return [code for code in codes if not known.places[code].has_outline or known.places[code].synthetic]


def _obstacle(known: Atlas, street: str) -> Kind | None:
    """Return why communities of a street cannot be drawn."""
    if not known.under(street, Level.COMMUNITY):
        return Kind.NO_COMMUNITIES
    lacking = _lacking(known, street)
    if lacking and not known.places[street].has_outline:
        return Kind.NO_STREET_OUTLINE
    if lacking and area_m2(_room(known, street, lacking)) < SMALLEST_M2 * len(lacking):
        return Kind.NO_ROOM
    return None


def _room(known: Atlas, street: str, lacking: Sequence[str]) -> BaseGeometry:
    """Return what surveyed communities leave of a street."""
    whole = known.layers[Level.STREET].outlines[street]
    outlines = known.layers[Level.COMMUNITY].outlines
    surveyed = [outlines[code] for code in known.under(street, Level.COMMUNITY) if code not in lacking]
    return _areas(shapely.difference(whole, shapely.union_all(surveyed))) if surveyed else whole


def _drawn(known: Atlas, street: str) -> list[Draft]:
    """Return outlines for the communities of a street that lack one."""
    lacking = _lacking(known, street)
    pieces = cut(_room(known, street, lacking), len(lacking))
    return [
        Draft(code, known.places[code].name, outline, synthetic=True)
        for code, outline in zip(lacking, pieces, strict=True)
    ]


def _areas(geometry: BaseGeometry) -> BaseGeometry:
    """Drop the points and lines a difference may leave."""
    parts = [part for part in shapely.get_parts(geometry) if part.geom_type == "Polygon"]
    return shapely.multipolygons(parts)


def _surveyed_cells(known: Atlas, community: str) -> bool:
    """Whether a community has cells we did not make."""
    return any(not known.places[code].synthetic for code in known.under(community, Level.CELL))


def _cells(community: str, outline: BaseGeometry, number: int) -> Sequence[Draft]:
    """Return the cells of one community, numbered from north to south."""
    codes = [f"{community}{serial:03}" for serial in range(1, number + 1)]
    return [
        Draft(code, cell_name(code), shape, synthetic=True)
        for code, shape in zip(codes, cut(outline, number), strict=True)
    ]
