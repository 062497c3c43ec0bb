"""Where things happen: points inside grid cells, with an address as people give it."""

from collections.abc import Sequence
from dataclasses import dataclass

import shapely

from .chance import Chance
from .coast import Outline
from .reading import Community, Island, data

CELL, COMMUNITY = 15, 12
STREET_DIGITS = 3


@dataclass(frozen=True, slots=True)
class Spot:
    """A place on the street: degrees, how it is called, and the grid cell it lies in."""

    lon: float
    lat: float
    address: str
    cell: str


class Map:
    """The island as its people know it."""

    def __init__(self, island: Island, outlines: Sequence[Outline], chance: Chance) -> None:
        self._island = island
        self._shapes = {one.code: one.shape for one in outlines}
        # Some corners are busy, most are not.
        self._busy = {code: chance.paretovariate(1.6) for code in self._shapes if len(code) == CELL}

    def code(self, path: str) -> str:
        """Return the area code of a path of numbers in the data files: '1.1.3', '' for the whole district."""
        return self._island.code + "".join(f"{int(step):03}" for step in path.split(".") if step)

    def communities(self) -> list[str]:
        """Return the codes of all communities."""
        return [code for code in self._shapes if len(code) == COMMUNITY]

    def middle(self, code: str) -> tuple[float, float]:
        """Return a point well inside an area: longitude, latitude."""
        point = shapely.maximum_inscribed_circle(self._shapes[code])
        lon, lat = point.coords[0]
        return lon, lat

    def spot(self, chance: Chance, kind: str, area: str = "") -> Spot:
        """Return a place on a road or an estate (`kind` 'road' or 'estate') in a cell below `area`."""
        cell = chance.one({code: busy for code, busy in self._busy.items() if code.startswith(area)})
        lon, lat = self._inside(chance, cell)
        return Spot(round(lon, 6), round(lat, 6), self._address(chance, kind, cell), cell)

    def near(self, chance: Chance, spot: Spot, metres: float) -> tuple[float, float]:
        """Return where somebody else stood who saw the same: longitude, latitude."""
        reach = metres / 111_195.0
        return round(spot.lon + chance.uniform(-reach, reach), 6), round(spot.lat + chance.uniform(-reach, reach), 6)

    def _inside(self, chance: Chance, cell: str) -> tuple[float, float]:
        shape = self._shapes[cell]
        west, south, east, north = shape.bounds
        while True:
            lon, lat = chance.uniform(west, east), chance.uniform(south, north)
            if shape.contains(shapely.Point(lon, lat)):
                return lon, lat

    def _address(self, chance: Chance, kind: str, cell: str) -> str:
        home = self._community(cell)
        roads = chance.sample(home.roads, 2)
        return str(chance.choice(data("stories")["spots"][kind])).format(
            road=roads[0],
            other=roads[1],
            place=chance.choice(home.places),
            number=chance.randrange(1, 99),
            building=chance.randrange(1, 16),
            unit=chance.randrange(1, 5),
        )

    def _community(self, code: str) -> Community:
        street, community = (int(code[at : at + STREET_DIGITS]) - 1 for at in (6, 9))
        return self._island.streets[street].communities[community]
