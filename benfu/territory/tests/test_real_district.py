"""A real district: 23 streets by name, 376 communities without outlines, 1,504 cells. Skipped where the data are not."""

from pathlib import Path

import numpy as np
import pytest

from benfu.geo.findings import Kind as Shape
from benfu.platform.identity.actor import SYSTEM
from benfu.territory import selectors
from benfu.territory.levels import Level
from benfu.territory.proofs import proofs
from benfu.territory.reports import Kind
from benfu.territory.services import cut_cells, import_areas, import_boundaries
from benfu.territory.shelf import shelf

DATA = Path(__file__).parents[3].parent / "shared" / "data" / "boundaries"
OUTLINES, LIST = DATA / "qingdao_huangdao_370211_towns_osm.geojson", DATA / "divisions_4areas_street_community.csv"
DISTRICT = "370211"

pytestmark = [
    pytest.mark.django_db,
    pytest.mark.slow,
    pytest.mark.skipif(not OUTLINES.exists(), reason="real boundaries (../shared/data) are not on this machine"),
]


def test_from_the_files_to_a_cell_for_every_position() -> None:
    assert import_areas(actor=SYSTEM, content=LIST.read_bytes(), under=DISTRICT).done
    boundaries = import_boundaries(actor=SYSTEM, content=OUTLINES.read_bytes(), under=DISTRICT)
    assert boundaries.done
    assert {finding.kind for finding in boundaries.findings} == {Shape.GAP, Kind.PSEUDO_STREET}
    assert cut_cells(actor=SYSTEM, under=DISTRICT, each=4).done
    counts = [selectors.count_under(DISTRICT, level) for level in Level]
    assert counts == [1, 23, 376, 1504]
    assert selectors.label(selectors.locate(120.18, 35.95).area).startswith("长江路街道·")
    rng = np.random.default_rng(11)
    streets = shelf.current().layers[Level.STREET]
    lons, lats = 119.5 + 0.9 * rng.random(20_000), 35.5 + 0.7 * rng.random(20_000)
    in_street = streets.index.find_many(lons, lats)
    found = selectors.locate_many(lons, lats).areas
    inside = [pair for pair in zip(in_street, found, strict=True) if pair[0]]
    assert len(inside) > 5_000
    # What a street holds, a cell of that street holds, too; a hair on a border may fall to the neighbour.
    assert sum(area[:9] == street and len(area) == 15 for street, area in inside) >= len(inside) - 2
    assert all(proof.ok for proof in proofs() if "days off" not in proof.name)
