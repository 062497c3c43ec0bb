"""What a file of boundaries would change, and everything that speaks against it."""

from collections.abc import Iterable, Iterator, Mapping, Sequence

from shapely.geometry.base import BaseGeometry

from benfu.geo.boundaries import check_siblings, check_within
from benfu.geo.findings import Finding, error, warning
from benfu.geo.geojson import read_geojson

from .atlas import Atlas
from .levels import Level, level_of, parent_of, steps_to
from .matching import Match, Scope, match
from .reports import Draft, Kind, Plan, ordered


def plan_boundaries(known: Atlas, content: bytes, scope: Scope, crs: str = "", official: bool = False) -> Plan:
    """Return what a GeoJSON file would change. Files without an error finding may be loaded."""
    reading = read_geojson(content, crs)
    if not reading.features:
        return Plan(ordered(reading.findings))
    matches, findings = match(known, reading.features, scope)
    findings.extend(reading.findings)
    findings.extend(_orphans(known, matches))
    for level in Level:
        own = [one for one in matches if level_of(one.code) is level]
        if own:
            findings.extend(_check_level(known, level, own, matches))
    forgotten = _outdated(known, matches)
    if forgotten:
        findings.append(warning(Kind.SYNTHETIC_WITHDRAWN, count=len(forgotten)))
    drafts = tuple(Draft(one.code, one.name, one.feature.geometry, official=official) for one in matches)
    return Plan(ordered(findings), drafts, forgotten)


def _orphans(known: Atlas, matches: Sequence[Match]) -> Iterator[Finding]:
    """Report areas whose parent is neither known nor in the file."""
    here = {one.code for one in matches}
    for one in matches:
        parent = parent_of(one.code)
        if parent and parent not in here and parent not in known.places:
            yield error(Kind.NO_PARENT, one.label, detail=parent)


def _check_level(known: Atlas, level: Level, own: Sequence[Match], matches: Sequence[Match]) -> Iterator[Finding]:
    """Check the file's areas of one level against each other, against surveyed neighbours, and within their parents."""
    fresh = {one.code for one in matches}
    neighbours = {
        code: shape
        for code, shape in known.layers[level].outlines.items()
        if code not in fresh and not known.places[code].synthetic
    }
    old = {f"{known.places[code].name} {code}" for code in neighbours}
    codes = [one.code for one in own] + list(neighbours)
    shapes = [one.feature.geometry for one in own] + list(neighbours.values())
    labels = [one.label for one in own] + [f"{known.places[code].name} {code}" for code in neighbours]
    for finding in check_siblings(codes, shapes, labels):
        if not old.issuperset(finding.where):
            yield finding
    yield from _check_parents(known, own, matches, dict(zip(codes, zip(labels, shapes, strict=True), strict=True)))


def _check_parents(
    known: Atlas, own: Sequence[Match], matches: Sequence[Match], siblings: Mapping[str, tuple[str, BaseGeometry]]
) -> Iterator[Finding]:
    """Check that the areas lie within their parents and leave no gap; a parent drawn by ourselves proves nothing."""
    in_file = {one.code: one for one in matches}
    drawn: list[str] = []
    for parent in sorted({parent_of(one.code) for one in own} - {""}):
        if parent in in_file:
            outline = in_file[parent].feature.geometry
        elif parent in known.places and known.places[parent].synthetic:
            drawn.append(known.places[parent].name)
            continue
        else:
            outline = known.layers[level_of(parent)].outlines.get(parent)
        if outline is not None:
            children = [pair for code, pair in siblings.items() if parent_of(code) == parent]
            labels, shapes = zip(*children, strict=True)
            name = in_file[parent].name if parent in in_file else known.places[parent].name
            yield from check_within(labels, shapes, outline, name)
    if drawn:
        yield warning(Kind.PARENT_SYNTHETIC, *drawn[:5], count=len(drawn))


def _outdated(known: Atlas, matches: Iterable[Match]) -> tuple[str, ...]:
    """Return the areas whose outline we made up and which the file makes wrong.

    These are what was cut out of an outline that changes, and made-up neighbours of an area that is now surveyed,
    with all that was cut out of them.
    """
    fresh = {one.code: one.feature.geometry for one in matches}
    changed = {
        code for code, shape in fresh.items() if not _same(known.layers[level_of(code)].outlines.get(code), shape)
    }
    parents = {parent_of(code) for code in changed} - {""}

    def spoiled(step: str) -> bool:
        if step in fresh:
            return step in changed
        return parent_of(step) in parents and step in known.places and known.places[step].synthetic

    return tuple(
        code
        for code, place in known.places.items()
        if place.synthetic and code not in fresh and any(spoiled(step) for step in steps_to(code))
    )


def _same(before: BaseGeometry | None, after: BaseGeometry) -> bool:
    """Whether an outline stays as it is, to the last digit."""
    return before is not None and bool(before.equals_exact(after, 0))
