"""The demo's data files, read into values."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

DATA = Path(__file__).resolve().parent / "data"


@dataclass(frozen=True, slots=True)
class Community:
    """A community's name, its roads, and the places people name an address by."""

    name: str
    roads: tuple[str, ...]
    places: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Street:
    """A street with its communities in the order of their codes."""

    name: str
    communities: tuple[Community, ...]


@dataclass(frozen=True, slots=True)
class Island:
    """The district: code, name, where it lies (longitude, latitude in degrees), its reach in metres, and what it is made of."""

    code: str
    name: str
    middle: tuple[float, float]
    heart: tuple[float, float]
    radius_m: float
    cells: tuple[int, ...]
    streets: tuple[Street, ...]


@cache
def data(name: str) -> dict[str, Any]:
    """Return one of the files in data/, such as 'stories'."""
    return tomllib.loads((DATA / f"{name}.toml").read_text("utf-8"))


def island() -> Island:
    """Return the district as data/district.toml describes it."""
    found = data("district")
    return Island(
        code=found["code"],
        name=found["name"],
        middle=tuple(found["middle"]),
        heart=tuple(found["heart"]),
        radius_m=found["radius_m"],
        cells=tuple(found["cells"]),
        streets=tuple(
            Street(street["name"], tuple(_community(one) for one in street["community"])) for street in found["street"]
        ),
    )


def _community(row: dict[str, Any]) -> Community:
    return Community(row["name"], tuple(row["roads"]), tuple(row["places"]))
