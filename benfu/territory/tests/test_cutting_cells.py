"""Grid cells and communities drawn where none are surveyed."""

import pytest
import shapely

from benfu.geo.boundaries import check_siblings, check_within
from benfu.geo.distances import area_m2
from benfu.platform.identity.actor import SYSTEM, Actor
from benfu.platform.lib.errors import Invalid, NotAllowed
from benfu.territory import selectors
from benfu.territory.levels import Level
from benfu.territory.models import Area, Edition
from benfu.territory.reports import Kind
from benfu.territory.services import cut_cells, import_areas, import_boundaries
from benfu.territory.shelf import shelf
from tests.district import CUIHU_STREET, DISTRICT, HAISHENG, JINHAI, JINHAI_STREET, boxes

from .conftest import ADMIN, CLERK, STRANGER
from .drawing import box_feature, geojson, table

STREETS = {DISTRICT: "青屿区", JINHAI_STREET: "金海街道", CUIHU_STREET: "翠湖街道"}
THREE = tuple(f"{JINHAI_STREET}{number:03}" for number in (1, 2, 5))


@pytest.fixture
def streets(db: None) -> None:
    """Draw the streets; one has three communities in the list, the other none."""
    rows = [("代码", "名称"), *STREETS.items(), *((code, f"第{number}社区") for number, code in enumerate(THREE, 1))]
    assert import_areas(actor=SYSTEM, content=table(*rows)).done
    features = [box_feature(boxes()[code], code=code) for code in STREETS]
    assert import_boundaries(actor=SYSTEM, content=geojson(*features)).done


def outlines(level: Level, under: str = DISTRICT) -> dict[str, shapely.Polygon]:
    atlas = shelf.current()
    return {code: atlas.layers[level].outlines[code] for code in atlas.under(under, level)}


def test_communities_and_cells_are_drawn_and_marked(streets: None) -> None:
    report = cut_cells(actor=SYSTEM, under=DISTRICT, each=5)
    assert report.done
    assert [finding.kind for finding in report.findings] == [Kind.NO_COMMUNITIES, Kind.COMMUNITIES_DRAWN]
    communities, cells = outlines(Level.COMMUNITY), outlines(Level.CELL)
    assert (tuple(communities), len(cells)) == (THREE, 15)
    assert all(selectors.area(code).synthetic for code in (*communities, *cells))
    whole = shapely.box(*boxes()[JINHAI_STREET])
    for parts, parent in ((communities, whole), (outlines(Level.CELL, THREE[0]), communities[THREE[0]])):
        codes, shapes = list(parts), list(parts.values())
        assert [*check_siblings(codes, shapes), *check_within(codes, shapes, parent)] == []


def test_every_position_of_the_street_then_has_a_cell(streets: None) -> None:
    cut_cells(actor=SYSTEM, under=DISTRICT)
    for code, outline in outlines(Level.CELL).items():
        spot = shapely.point_on_surface(outline)
        assert selectors.locate(spot.x, spot.y).area == code


def test_doing_it_again_changes_nothing(streets: None) -> None:
    first = cut_cells(actor=SYSTEM, under=DISTRICT)
    again = cut_cells(actor=SYSTEM, under=DISTRICT)
    assert (first.done, again.done, again.edition) == (True, True, 0)
    assert Edition.objects.filter(what="cells").count() == 1


def test_fewer_cells_withdraw_the_surplus(streets: None) -> None:
    cut_cells(actor=SYSTEM, under=DISTRICT, each=5)
    report = cut_cells(actor=SYSTEM, under=DISTRICT, each=2)
    assert (len(report.withdrawn), len(outlines(Level.CELL))) == (9, 6)
    gone = selectors.area(f"{THREE[0]}005")
    assert (gone.withdrawn, gone.has_outline, gone.name) == (True, False, "第5网格")


def test_by_size(streets: None) -> None:
    cut_cells(actor=SYSTEM, under=DISTRICT, cell_m2=100_000)
    sizes = [area_m2(outline) for outline in outlines(Level.CELL).values()]
    assert 50_000 < sum(sizes) / len(sizes) <= 100_000


def test_a_surveyed_community_keeps_its_outline(streets: None) -> None:
    surveyed = box_feature(boxes()[JINHAI], code=THREE[0])
    assert import_boundaries(actor=SYSTEM, content=geojson(surveyed)).done
    cut_cells(actor=SYSTEM, under=JINHAI_STREET)
    drawn = outlines(Level.COMMUNITY)
    assert drawn[THREE[0]].equals(shapely.box(*boxes()[JINHAI]))
    assert [selectors.area(code).synthetic for code in THREE] == [False, True, True]
    assert check_siblings(list(drawn), list(drawn.values())) == []


def test_where_no_room_is_left(streets: None) -> None:
    surveyed = box_feature(boxes()[JINHAI_STREET], code=THREE[0])
    assert import_boundaries(actor=SYSTEM, content=geojson(surveyed)).done
    report = cut_cells(actor=SYSTEM, under=JINHAI_STREET)
    assert [finding.kind for finding in report.errors] == [Kind.NO_ROOM]
    assert not Area.objects.filter(synthetic=True).exists()


def test_a_street_without_outline_is_said_and_left(streets: None) -> None:
    rows = (("代码", "名称"), ("990101003", "望港街道"), ("990101003001", "望港社区"))
    import_areas(actor=SYSTEM, content=table(*rows))
    report = cut_cells(actor=SYSTEM, under="990101003")
    assert [finding.kind for finding in report.findings] == [Kind.NO_STREET_OUTLINE]
    assert (report.done, report.edition) == (True, 0)


def test_cells_too_small_are_refused(streets: None) -> None:
    report = cut_cells(actor=SYSTEM, under=DISTRICT, cell_m2=10)
    assert {finding.kind for finding in report.errors} == {Kind.TOO_MANY_CELLS}
    assert outlines(Level.CELL) == {}


def test_a_trial_run_draws_nothing(streets: None) -> None:
    report = cut_cells(actor=SYSTEM, under=DISTRICT, dry_run=True)
    assert (report.done, len(report.added)) == (False, 12)
    assert not selectors.area(HAISHENG).has_outline


@pytest.mark.parametrize(
    "given", [{"under": "99"}, {"under": "990199"}, {"under": DISTRICT, "each": 0}, {"under": f"{JINHAI}001"}]
)
def test_nonsense_is_refused_in_words(streets: None, given: dict[str, object]) -> None:
    with pytest.raises(Invalid, match=r"代码|网格数"):
        cut_cells(actor=SYSTEM, **given)  # type: ignore[arg-type]


@pytest.mark.parametrize("actor", [CLERK, STRANGER, Actor()])
def test_only_the_administrator_of_the_district_may(streets: None, actor: Actor) -> None:
    with pytest.raises(NotAllowed):
        cut_cells(actor=actor, under=DISTRICT)
    assert cut_cells(actor=ADMIN, under=DISTRICT).done
