"""Boundaries are checked whole, loaded in one go or not at all, and said in words."""

from typing import Any

import pytest

from benfu.geo.crs import wgs84_to_gcj02
from benfu.geo.findings import Finding
from benfu.geo.findings import Kind as Shape
from benfu.platform.identity.actor import SYSTEM, Actor
from benfu.platform.journal.selectors import facts_of
from benfu.platform.lib.errors import NotAllowed
from benfu.territory import selectors
from benfu.territory.levels import Level
from benfu.territory.models import Area, Edition
from benfu.territory.reports import Kind, Report
from benfu.territory.services import cut_cells, import_areas, import_boundaries
from benfu.territory.words import sentence
from tests.district import CUIHU_STREET, DISTRICT, HAISHENG, JINHAI, JINHAI_STREET, boxes

from .conftest import ADMIN, CLERK, STRANGER
from .drawing import box_feature, geojson, table

BOXES = boxes()
WEST, SOUTH, EAST, NORTH = BOXES[DISTRICT]
MIDDLE = (SOUTH + NORTH) / 2
NAMES = (
    ("代码", "名称"),
    (DISTRICT, "青屿区"),
    (JINHAI_STREET, "金海街道"),
    (CUIHU_STREET, "翠湖街道"),
    (JINHAI, "金海社区"),
    (HAISHENG, "海盛社区"),
)


@pytest.fixture
def listed(db: None) -> None:
    """Load the list of areas, without outlines."""
    assert import_areas(actor=SYSTEM, content=table(*NAMES)).done


def load(
    *features: dict[str, Any], actor: Actor = SYSTEM, members: dict[str, Any] | None = None, **given: Any
) -> Report:
    return import_boundaries(actor=actor, content=geojson(*features, **(members or {})), **given)


def kinds(findings: tuple[Finding, ...]) -> list[str]:
    return [finding.kind for finding in findings]


def outlined() -> set[str]:
    return set(Area.objects.filter(outline__isnull=False).values_list("code", flat=True))


def district(**properties: Any) -> dict[str, Any]:
    return box_feature(BOXES[DISTRICT], **(properties or {"code": DISTRICT, "name": "青屿区"}))


def street(code: str = JINHAI_STREET, **properties: Any) -> dict[str, Any]:
    return box_feature(BOXES[code], **(properties or {"code": code}))


def test_by_code_and_by_name(listed: None) -> None:
    report = load(
        district(name="青屿新区（青屿区）", division_code=DISTRICT), street(name="金海街道"), street(CUIHU_STREET)
    )
    assert (report.done, report.findings) == (True, ())
    assert outlined() == {DISTRICT, JINHAI_STREET, CUIHU_STREET}
    assert selectors.locate(*selectors.area(JINHAI_STREET).centre or (0, 0)).area == JINHAI_STREET
    fact = facts_of(f"area:{DISTRICT}").last()
    assert fact is not None
    assert (fact.data["what"], fact.data["changed"]) == ("boundaries", 3)


def test_loading_again_changes_nothing(listed: None) -> None:
    load(district(), street())
    before = Edition.objects.count()
    again = load(district(), street())
    assert (again.done, again.unchanged, Edition.objects.count()) == (True, 2, before)


def test_a_trial_run_says_what_would_happen_and_writes_nothing(listed: None) -> None:
    report = load(district(), street(), dry_run=True)
    assert (report.done, report.refused, set(report.changed)) == (False, False, {DISTRICT, JINHAI_STREET})
    assert outlined() == set()


def test_one_error_keeps_everything_out(listed: None) -> None:
    crossing = [[WEST, SOUTH], [EAST, MIDDLE], [EAST, SOUTH], [WEST, MIDDLE], [WEST, SOUTH]]
    bow_tie = street() | {"geometry": {"type": "Polygon", "coordinates": [crossing]}}
    report = load(district(), street(CUIHU_STREET), bow_tie)
    assert kinds(report.errors) == [Shape.SELF_CROSSING]
    assert "自相交叉" in sentence(report.errors[0])
    assert not report.done
    assert outlined() == set()


def test_an_overlap_a_gap_and_an_overhang(listed: None) -> None:
    wide = box_feature((WEST, SOUTH, EAST, MIDDLE + 0.001), code=JINHAI_STREET)
    assert kinds(load(district(), wide, street(CUIHU_STREET)).errors) == [Shape.OVERLAP]
    gap = load(district(), street())
    assert kinds(gap.findings) == [Shape.GAP]
    assert gap.done
    words = sentence(gap.findings[0])
    assert all(part in words for part in ("青屿区", "50%", "共 1 处"))
    far = box_feature((WEST, NORTH, EAST, NORTH + 0.01), code=CUIHU_STREET)
    assert Shape.OUTSIDE_PARENT in kinds(load(far).errors)


def test_a_later_file_is_checked_against_what_is_there(listed: None) -> None:
    assert load(district(), street()).done
    wide = box_feature((WEST, MIDDLE - 0.002, EAST, NORTH), code=CUIHU_STREET)
    report = load(wide)
    assert kinds(report.errors) == [Shape.OVERLAP]
    assert any(JINHAI_STREET in name for name in report.errors[0].where)


@pytest.mark.parametrize(
    ("features", "kind"),
    [
        ([district(), street(), street()], Shape.DUPLICATE_CODE),
        ([box_feature((36.0, 120.0, 36.1, 120.1), code=DISTRICT)], Shape.SWAPPED),
        ([box_feature((5e5, 4e6, 5.1e5, 4.1e6), code=DISTRICT)], Shape.PROJECTED),
        ([box_feature(BOXES[JINHAI], code="990109001001", name="没有街道的社区")], Kind.NO_PARENT),
        ([box_feature(BOXES[DISTRICT], code="990102")], Kind.BAD_NAME),
        ([box_feature(BOXES[DISTRICT], name="谁也不认识")], Kind.NOTHING_MATCHED),
        ([], Shape.NO_FEATURES),
    ],
)
def test_what_is_refused(listed: None, features: list[dict[str, Any]], kind: str) -> None:
    report = load(*features)
    assert kind in kinds(report.errors)
    assert all(sentence(finding) for finding in report.findings)
    assert outlined() == set()


def test_a_polygon_nobody_can_name_is_left_out_in_words(listed: None) -> None:
    report = load(district(), street(), box_feature(BOXES[CUIHU_STREET], name="海滨保护区"))
    assert report.done
    unmatched = next(finding for finding in report.findings if finding.kind == Kind.UNMATCHED)
    assert "海滨保护区 没有代码" in sentence(unmatched)
    assert outlined() == {DISTRICT, JINHAI_STREET}


def test_a_name_that_two_areas_share_needs_a_code(listed: None) -> None:
    import_areas(actor=SYSTEM, content=table(("代码", "名称"), (f"{CUIHU_STREET}009", "金海社区")))
    named = box_feature(BOXES[JINHAI], name="金海社区")
    assert Kind.AMBIGUOUS in kinds(load(district(), street(), named).findings)
    within = load(district(), street(), named, under=JINHAI_STREET)
    assert Kind.AMBIGUOUS not in kinds(within.findings)
    assert JINHAI in outlined()


def test_a_unit_counted_like_a_street_is_said(listed: None) -> None:
    import_areas(actor=SYSTEM, content=table(("代码", "名称"), ("990101401", "海滨保护区")))
    report = load(district(), box_feature(BOXES[CUIHU_STREET], name="海滨保护区"))
    assert Kind.PSEUDO_STREET in kinds(report.findings)
    assert "990101401" in outlined()


def test_level_and_parent_bound_what_is_taken(listed: None) -> None:
    other = box_feature((121, 35, 121.1, 35.1), code="990102001", name="松山街道")
    report = load(district(), street(), other, under=DISTRICT, level=Level.STREET)
    assert report.done
    assert Kind.NOT_UNDER in kinds(report.findings)
    community = box_feature(BOXES[JINHAI], code=JINHAI)
    assert kinds(load(community, level=Level.STREET).errors) == [Kind.WRONG_LEVEL]


def test_gcj02_is_converted_when_said_and_recognised_when_not(listed: None) -> None:
    assert load(district()).done
    box = BOXES[JINHAI_STREET]
    shifted = (*wgs84_to_gcj02(*box[:2]), *wgs84_to_gcj02(*box[2:]))
    silent = load(box_feature(shifted, code=JINHAI_STREET))
    assert kinds(silent.errors) == [Shape.LOOKS_SHIFTED]
    assert "GCJ02" in sentence(silent.errors[0])
    told = load(box_feature(shifted, code=JINHAI_STREET), crs="gcj02")
    assert told.done
    assert Shape.CONVERTED in kinds(told.findings)
    outline = selectors.outline(JINHAI_STREET)
    assert outline is not None
    lons, lats = zip(*outline["coordinates"][0], strict=True)
    assert (min(lons), min(lats), max(lons), max(lats)) == pytest.approx(
        box, abs=5e-5
    )  # the shift bends a box by a metre


def test_surveyed_outlines_take_the_place_of_drawn_ones(listed: None) -> None:
    load(district(), street())
    cut_cells(actor=SYSTEM, under=JINHAI_STREET, each=3)
    assert selectors.count_under(JINHAI_STREET, Level.CELL) == 6
    assert selectors.area(HAISHENG).synthetic
    report = load(box_feature(BOXES[JINHAI], code=JINHAI), official=True)
    assert report.done
    assert Kind.SYNTHETIC_WITHDRAWN in kinds(report.findings)
    jinhai, haisheng = selectors.area(JINHAI), selectors.area(HAISHENG)
    assert (jinhai.official, jinhai.synthetic, haisheng.has_outline) == (True, False, False)
    assert selectors.count_under(JINHAI_STREET, Level.CELL) == 0
    # The withdrawn cell is found no more, but old papers can still name it.
    assert selectors.locate(*jinhai.centre or (0, 0)).area == JINHAI
    assert selectors.label(f"{JINHAI}001") == "金海街道·金海社区·第1网格"
    assert selectors.area(f"{JINHAI}001").withdrawn
    again = cut_cells(actor=SYSTEM, under=JINHAI_STREET, each=3)
    assert again.done
    assert selectors.count_under(JINHAI_STREET, Level.CELL) == 6
    assert not selectors.area(f"{JINHAI}001").withdrawn
    assert not selectors.area(JINHAI).synthetic


def test_surveyed_cells_are_imported_and_kept(listed: None) -> None:
    load(district(), street(), *(box_feature(BOXES[code], code=code) for code in (JINHAI, HAISHENG)))
    cut_cells(actor=SYSTEM, under=DISTRICT, each=4)
    cells = [box_feature(BOXES[f"{JINHAI}{number:03}"], code=f"{JINHAI}{number:03}") for number in (1, 2, 3)]
    report = load(*cells, level=Level.CELL)
    assert report.done
    assert {Shape.GAP, Kind.SYNTHETIC_WITHDRAWN} <= set(kinds(report.findings))
    assert [place.name for place in selectors.areas_under(JINHAI, Level.CELL)] == ["第1网格", "第2网格", "第3网格"]
    assert selectors.count_under(HAISHENG, Level.CELL) == 4
    kept = cut_cells(actor=SYSTEM, under=DISTRICT, each=4)
    assert Kind.CELLS_KEPT in kinds(kept.findings)
    assert not any(place.synthetic for place in selectors.areas_under(JINHAI, Level.CELL))


@pytest.mark.parametrize("actor", [CLERK, STRANGER, Actor()])
def test_only_the_administrator_of_the_district_may(listed: None, actor: Actor) -> None:
    with pytest.raises(NotAllowed):
        load(district(), actor=actor)
    with pytest.raises(NotAllowed):
        load(district(), actor=actor, dry_run=True)
    assert load(district(), actor=ADMIN).done


def test_whose_data_are_in_use(listed: None) -> None:
    load(district(), source="测绘院 2026")
    load(street(), source="测绘院 2026")
    assert selectors.sources() == ("测绘院 2026",)
