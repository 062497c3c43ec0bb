"""Grid cells where none are surveyed: communities without outlines are drawn first, then every community is cut.

What is made here is marked synthetic: good enough to share out work and count, no statement about where a border runs.
"""

import math
from collections.abc import Iterator, Sequence
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
    parts = [part for street in streets for part in _communities(known, street)]
    findings = [part for part in parts if isinstance(part, Finding)]
    drafts = [part for part in parts if isinstance(part, Draft)]
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


def _communities(known: Atlas, street: str) -> Iterator[Draft | Finding]:
    """Yield outlines for the communities of a street, if any of them lacks one; surveyed ones keep theirs."""
    codes = known.under(street, Level.COMMUNITY)
    outlines = known.layers[Level.COMMUNITY].outlines
    name = known.places[street].name
    if not codes:
        yield warning(Kind.NO_COMMUNITIES, name)
    if all(code in outlines for code in codes):
        return
    whole = known.layers[Level.STREET].outlines.get(street)
    if whole is None:
        yield warning(Kind.NO_STREET_OUTLINE, name, count=len(codes))
        return
    wanted = [code for code in codes if code not in outlines or known.places[code].synthetic]
    surveyed = [outlines[code] for code in codes if code not in wanted]
    room = _areas(shapely.difference(whole, shapely.union_all(surveyed))) if surveyed else whole
    if area_m2(room) < SMALLEST_M2 * len(wanted):
        yield error(Kind.NO_ROOM, name)
        return
    for code, outline in zip(wanted, cut(room, len(wanted)), strict=True):
        yield Draft(code, known.places[code].name, outline, synthetic=True)


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
