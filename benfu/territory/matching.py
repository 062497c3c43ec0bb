"""Which area a polygon of a map file belongs to: by its code, else by its name."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from benfu.geo.findings import Finding, error, warning
from benfu.geo.geojson import Feature

from .atlas import Atlas
from .levels import LENGTHS, Level, clean_code, is_pseudo_street
from .models import NAME_LENGTH
from .names import bare_name, cell_name, short_name
from .reports import Kind

# Properties that may hold a code or a name, in the order they are believed.
CODE_KEYS = (
    "code",
    "division_code",
    "area_code",
    "adcode",
    "cell_code",
    "community_code",
    "street_code",
    "代码",
    "区划代码",
)
NAME_KEYS = ("name", "名称", "cell", "community", "street")
FEW = 5


@dataclass(frozen=True)
class Match:
    """A polygon and the area it is: its code, the name it shall have, and what findings call it."""

    code: str
    name: str
    label: str
    feature: Feature


@dataclass(frozen=True)
class Scope:
    """What the sender says of a file: all its areas lie under a code, those without a code are of one level."""

    under: str = ""
    level: Level | None = None


def match(known: Atlas, features: Iterable[Feature], scope: Scope) -> tuple[list[Match], list[Finding]]:
    """Return the polygons whose area is known or named by the file, and what was found about all of them."""
    by_name = _names(known, scope)
    matches: list[Match] = []
    findings: list[Finding] = []
    strangers: list[str] = []
    for feature in features:
        code = _code(feature.properties)
        if code and not code.startswith(scope.under):
            strangers.append(feature.label)
            continue
        found = _by_code(known, feature, code, scope) if code else _by_name(known, feature, by_name)
        for one in found:
            (findings if isinstance(one, Finding) else matches).append(one)  # type: ignore[arg-type]
    if strangers:
        findings.append(warning(Kind.NOT_UNDER, *strangers[:FEW], detail=scope.under, count=len(strangers)))
    if not matches and not any(finding.is_error for finding in findings):
        findings.append(error(Kind.NOTHING_MATCHED))
    return matches, findings


def _names(known: Atlas, scope: Scope) -> Mapping[str, list[str]]:
    """Return the codes in scope by bare name."""
    found: dict[str, list[str]] = {}
    for code, place in known.places.items():
        of_level = scope.level is None or len(code) == LENGTHS[scope.level]
        if of_level and code.startswith(scope.under) and not place.withdrawn:
            found.setdefault(bare_name(place.name), []).append(code)
    return found


def _code(properties: Mapping[str, Any]) -> str:
    """Return the code a feature bears, "" if it bears none."""
    codes = (clean_code(properties.get(key)) for key in CODE_KEYS)
    return next((code for code in codes if code), "")


def _by_code(known: Atlas, feature: Feature, code: str, scope: Scope) -> Iterator[Match | Finding]:
    """Yield the area of a feature that bears a code, new or known."""
    if scope.level and len(code) > LENGTHS[scope.level]:
        yield error(Kind.WRONG_LEVEL, feature.label, detail=code)
        return
    given = _name(feature.properties)
    place = known.places.get(code)
    if place is None or place.withdrawn:
        name = given or (place.name if place else "") or (cell_name(code) if len(code) == LENGTHS[Level.CELL] else "")
        if not name or len(name) > NAME_LENGTH:
            yield error(Kind.BAD_NAME, feature.label, detail=code)
            return
    else:
        name = place.name
        # "西海岸新区（黄岛区）" and "黄岛区" are one name.
        if given and bare_name(given) != bare_name(name) and bare_name(name) not in given:
            yield warning(Kind.NAME_KEPT, code, detail=f"{given[:NAME_LENGTH]} → {name}")
    yield Match(code, name, f"{name} {code}", feature)


def _by_name(known: Atlas, feature: Feature, by_name: Mapping[str, list[str]]) -> Iterator[Match | Finding]:
    """Yield the area of a feature that bears a name only: the one known area of that name."""
    codes = by_name.get(bare_name(_name(feature.properties)), [])
    if len(codes) > 1:
        yield warning(Kind.AMBIGUOUS, feature.label, detail="、".join(codes[:FEW]))
    if not codes:
        yield warning(Kind.UNMATCHED, feature.label)
    if len(codes) == 1:
        name = known.places[codes[0]].name
        if is_pseudo_street(codes[0]):
            yield warning(Kind.PSEUDO_STREET, name, detail=codes[0])
        yield Match(codes[0], name, f"{name} {codes[0]}", feature)


def _name(properties: Mapping[str, Any]) -> str:
    """Return the name a feature bears, "" if it bears none."""
    return next((short_name(str(properties[key])) for key in NAME_KEYS if properties.get(key)), "")
