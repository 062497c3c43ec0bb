"""Areas for programs."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from tests.cast import CUIHU, DISTRICT, JINHAI, JINHAI_STREET, Cast
from tests.district import boxes

from .drawing import box_feature, geojson, table

Api = Callable[..., Any]


def test_areas_of_a_level(cast: Cast, api: Api) -> None:
    rows = api(cast.lin).get("/api/v1/areas", {"level": "community", "under": DISTRICT}).json()
    assert [row["name"] for row in rows] == ["金海社区", "海盛社区", "翠湖社区"]
    assert rows[0] | {"centre": None} == {
        "code": JINHAI,
        "name": "金海社区",
        "level": "community",
        "parent": JINHAI_STREET,
        "synthetic": False,
        "official": False,
        "has_outline": True,
        "centre": None,
    }
    assert api(cast.lin).get("/api/v1/areas", {"level": "province"}).status_code == 422


def test_one_area_is_a_geojson_feature(cast: Cast, api: Api) -> None:
    feature = api(cast.lin).get(f"/api/v1/areas/{JINHAI}").json()
    assert (feature["type"], feature["id"], feature["properties"]["name"]) == ("Feature", JINHAI, "金海社区")
    lons, lats = zip(*feature["geometry"]["coordinates"][0], strict=True)
    assert (min(lons), min(lats), max(lons), max(lats)) == pytest.approx(boxes()[JINHAI], abs=1e-6)
    missing = api(cast.lin).get("/api/v1/areas/990109")
    assert (missing.status_code, missing.headers["Content-Type"]) == (404, "application/problem+json")


def test_where_a_position_lies(cast: Cast, api: Api) -> None:
    found = api(cast.lin).get("/api/v1/locate", {"lon": 120.0795, "lat": 35.9210}).json()
    assert (found["area"], found["level"], found["outside"]) == (f"{JINHAI}003", "cell", False)
    assert (found["label"], found["street"]) == ("金海街道·金海社区·第3网格", JINHAI_STREET)
    # The same numbers taken for GCJ-02 mean a place half a kilometre away.
    shifted = api(cast.lin).get("/api/v1/locate", {"lon": 120.0795, "lat": 35.9210, "crs": "gcj02"}).json()
    assert shifted["area"] != found["area"]
    at_sea = api(cast.lin).get("/api/v1/locate", {"lon": 123, "lat": 30}).json()
    assert (at_sea["area"], at_sea["outside"]) == (DISTRICT, True)


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ({"lon": 35.9210, "lat": 120.0795}, "经度在前"),
        ({"lon": 120.0795, "lat": 35.9210, "crs": "EPSG:3857"}, "坐标系"),
        ({"lon": "nan", "lat": 35.9210}, "经度"),
    ],
)
def test_what_is_no_position_is_refused_in_words(cast: Cast, api: Api, query: dict[str, object], words: str) -> None:
    answer = api(cast.lin).get("/api/v1/locate", query)
    assert answer.status_code == 422
    assert words in answer.json()["title"]


def test_strangers_are_asked_who_they_are(cast: Cast, api: Api) -> None:
    assert api().get("/api/v1/areas", {"level": "street"}).status_code == 401


def post_file(client: Any, path: str, content: bytes, **given: object) -> Any:
    data = {**given, "file": SimpleUploadedFile("areas", content)}
    return client.client.post(path, data)


def test_an_administrator_imports_and_cuts(cast: Cast, api: Api) -> None:
    admin = api(cast.admin)
    rows = table(("代码", "名称"), (f"{JINHAI_STREET}003", "望港社区"))
    listed = post_file(admin, "/api/v1/areas/import/list", rows, dry_run=True).json()
    assert (listed["done"], listed["added"]) == (False, 1)
    assert post_file(admin, "/api/v1/areas/import/list", rows).json()["done"]
    west, south, east, north = boxes()[CUIHU]
    overlapping = box_feature((west, south, east, north), code=f"{JINHAI_STREET}003")
    refused = post_file(admin, "/api/v1/areas/import/boundaries", geojson(overlapping)).json()
    assert (refused["done"], refused["refused"]) == (False, True)
    assert {"overlap", "outside_parent"} <= {finding["kind"] for finding in refused["findings"]}
    assert "重叠" in json.dumps(refused, ensure_ascii=False)
    cut = admin.post(f"/api/v1/areas/{JINHAI_STREET}/cells", {"each": 2}).json()
    assert "no_room" in {finding["kind"] for finding in cut["findings"]}


def test_nobody_else_does(cast: Cast, api: Api) -> None:
    rows = table(("代码", "名称"), (f"{JINHAI_STREET}003", "望港社区"))
    for actor in (cast.lin, cast.zhou, cast.mei):
        assert post_file(api(actor), "/api/v1/areas/import/list", rows).status_code == 403
        assert api(actor).post(f"/api/v1/areas/{DISTRICT}/cells", {"each": 2}).status_code == 403
