"""Points counted by hexagon."""

import h3
import numpy as np
import pytest

from benfu.geo import h3cells
from benfu.geo.distances import distance_m


def test_points_are_counted_by_cell() -> None:
    counts = h3cells.heat([120.18, 120.18, 120.30], [35.95, 35.95, 35.95])
    assert sorted(counts.values()) == [1, 2]
    assert counts[h3.str_to_int(h3.latlng_to_cell(35.95, 120.18, 9))] == 2


def test_many_points_agree_with_one_by_one() -> None:
    rng = np.random.default_rng(2)
    lons, lats = 120 + rng.random(200), 35 + rng.random(200)
    cells = h3cells.cells_of(lons, lats, 8)
    assert cells.dtype == np.uint64
    assert cells.tolist() == [
        h3.str_to_int(h3.latlng_to_cell(lat, lon, 8)) for lon, lat in zip(lons.tolist(), lats.tolist(), strict=True)
    ]


def test_the_outline_surrounds_the_point() -> None:
    (cell,) = h3cells.cells_of([120.18], [35.95]).tolist()
    corners = h3cells.outline(cell)
    assert len(corners) == 6
    assert all(distance_m(120.18, 35.95, lon, lat) < 500 for lon, lat in corners)


@pytest.mark.parametrize(("lon", "lat", "resolution"), [(float("nan"), 36, 9), (120, 36, 99)])
def test_nonsense_is_refused(lon: float, lat: float, resolution: int) -> None:
    with pytest.raises(ValueError, match=r".*"):
        h3cells.cells_of([lon], [lat], resolution)
