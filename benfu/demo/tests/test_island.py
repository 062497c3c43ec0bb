"""The island: areas that nest without gaps or overlaps, the same for the same seed, and nobody real on it."""

import json

import pytest
import shapely

from benfu.demo import coast, reading
from benfu.demo.filling import SEED

DIGITS = (6, 9, 12)


@pytest.fixture(scope="module")
def outlines() -> list[coast.Outline]:
    return coast.draw(reading.island(), SEED)


def test_it_has_the_levels_of_a_district(outlines: list[coast.Outline]) -> None:
    counts = [sum(len(one.code) == digits for one in outlines) for digits in (*DIGITS, 15)]
    assert counts == [1, 4, 20, 72]


def test_each_area_is_the_sum_of_those_in_it(outlines: list[coast.Outline]) -> None:
    shapes = {one.code: one.shape for one in outlines}
    for code, whole in shapes.items():
        parts = [shape for inner, shape in shapes.items() if len(inner) == len(code) + 3 and inner.startswith(code)]
        if parts:
            assert shapely.union_all(parts).symmetric_difference(whole).area < whole.area * 1e-6
            assert sum(part.area for part in parts) == pytest.approx(whole.area, rel=1e-6)


@pytest.mark.parametrize("seed", range(1, 9))
def test_the_heart_lies_in_the_cell_of_the_story_on_every_island(seed: int) -> None:
    island = reading.island()
    found = [one.code for one in coast.draw(island, seed) if one.shape.contains(shapely.Point(island.heart))]
    assert found == ["990101", "990101001", "990101001001", "990101001001003"]


def test_the_same_seed_draws_the_same_island(outlines: list[coast.Outline]) -> None:
    again = coast.draw(reading.island(), SEED)
    assert coast.as_geojson(again) == coast.as_geojson(outlines)
    assert coast.as_geojson(coast.draw(reading.island(), SEED + 1)) != coast.as_geojson(outlines)


def test_it_is_drawn_as_geojson(outlines: list[coast.Outline]) -> None:
    features = json.loads(coast.as_geojson(outlines))["features"]
    assert {feature["properties"]["name"] for feature in features} >= {"青屿区", "金海街道", "金海社区", "第3网格"}
