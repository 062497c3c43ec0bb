"""Maps drawn on the server: small, labelled, in the reader's colours."""

import re
from typing import Any
from xml.etree import ElementTree

import pytest
from django.utils.translation import override

from benfu.geo.distances import distance_m
from benfu.territory import selectors
from benfu.territory.levels import Level
from tests.district import DISTRICT, JINHAI, boxes, middle

SVG = "{http://www.w3.org/2000/svg}"
CELL3 = middle(f"{JINHAI}003")


def drawn(**options: Any) -> ElementTree.Element:
    """Return the parsed mini map around the middle of the third cell."""
    return ElementTree.fromstring(selectors.mini_map(*CELL3, **options))


def test_it_is_small_and_says_what_it_shows(areas: None) -> None:
    dots = [(CELL3[0] + 0.001, CELL3[1]), (CELL3[0], CELL3[1] - 0.0005), (120.0, 30.0)]
    text = selectors.mini_map(*CELL3, accuracy=12, dots=dots)
    assert 600 <= len(text.encode()) <= 1536
    picture = drawn()
    assert (picture.get("role"), picture.get("aria-label")) == ("img", "位置示意图：第3网格")
    with override("en"):
        assert drawn().get("aria-label") == "Sketch of the position: 第3网格"
    assert drawn(label="井盖在这里").get("aria-label") == "井盖在这里"


def test_a_tap_can_be_turned_into_degrees(areas: None) -> None:
    west, south, east, north = (float(part) for part in (drawn(metres=362).get("data-bbox") or "").split(","))
    assert ((west + east) / 2, (south + north) / 2) == pytest.approx(CELL3, abs=1e-6)
    assert (north - south) * 111_195 == pytest.approx(132, abs=1)


def test_accuracy_and_cases_near_by(areas: None) -> None:
    near, beyond = (CELL3[0] + 0.001, CELL3[1]), (CELL3[0] + 0.1, CELL3[1])
    plain = drawn(metres=362).findall(f"{SVG}circle")
    full = drawn(metres=362, accuracy=30, dots=[near, beyond]).findall(f"{SVG}circle")
    assert len(full) - len(plain) == 2
    assert full[0].get("r") == "30"  # a pixel is a metre
    assert float(full[1].get("cx") or 0) == pytest.approx(181 + 90, abs=1)


def test_the_view_suits_the_area(areas: None) -> None:
    def width(**options: Any) -> float:
        west, _south, east, _north = (float(part) for part in (drawn(**options).get("data-bbox") or "").split(","))
        return distance_m(west, CELL3[1], east, CELL3[1])

    assert width() == pytest.approx(498 * 1.25, rel=0.01)  # a cell of 496 × 500 m
    assert width(metres=300) == pytest.approx(300, rel=0.01)
    scale = drawn(metres=362).findall(f".//{SVG}text")
    assert [text.text for text in scale] == ["第3网格", "100 米"]


def test_colours_follow_the_theme(areas: None) -> None:
    colours = set(re.findall(r'(?:fill|stroke)="([^"]+)"', selectors.mini_map(*CELL3, accuracy=5, dots=[CELL3])))
    # The pin is red with a white eye in every theme.
    assert {colour for colour in colours if not colour.startswith("var(")} == {"none", "#C0272D", "#fff"}


def test_a_label_cannot_break_out(areas: None) -> None:
    assert drawn(label='"><script>alert(1)</script>').get("aria-label") == '"><script>alert(1)</script>'


@pytest.mark.parametrize("position", [(0.0, 0.0), (122.0, 30.0)])
def test_beyond_all_areas_there_is_still_a_map(areas: None, position: tuple[float, float]) -> None:
    assert "各区域之外" in selectors.mini_map(*position)


@pytest.mark.django_db
def test_before_any_area_is_known_there_is_still_a_map() -> None:
    assert "<svg" in selectors.mini_map(*CELL3)
    assert selectors.shapes_under("", Level.CELL).shapes == ()


def test_shapes_for_the_board(areas: None) -> None:
    sheet = selectors.shapes_under(DISTRICT, Level.CELL, 800, 600)
    assert (len(sheet.shapes), sheet.view_box) == (12, "0 0 800 600")
    third = next(shape for shape in sheet.shapes if shape.code == f"{JINHAI}003")
    assert third.name == "第3网格"
    assert re.fullmatch(r"M[\d-].*z", third.path)
    west, south, east, north = boxes()[third.code]
    (left, bottom), (right, top) = sheet.frame.to_pixel(west, south), sheet.frame.to_pixel(east, north)
    assert left <= third.x <= right
    assert top <= third.y <= bottom
    assert sheet.frame.to_pixel(*boxes()[DISTRICT][:2])[1] <= 600
    assert selectors.shapes_under(DISTRICT, Level.CELL, 800, 600) is sheet


def test_an_outline_as_geojson(areas: None) -> None:
    outline = selectors.outline(JINHAI)
    assert outline is not None
    assert outline["type"] == "Polygon"
    assert len(outline["coordinates"][0]) == 5
    assert selectors.outline("990101009") is None
    assert selectors.outline("nonsense") is None
