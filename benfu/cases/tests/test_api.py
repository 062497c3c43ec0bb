"""The API: reports come in once, whatever comes in is answered in words, moves are made by version."""

import json
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from benfu.cases.models import Case, Report
from benfu.platform.files.selectors import pictures_of
from tests.cast import Cast

from .acts import IN_CELL_3, SENTENCE, department_of, dispatched, jpeg, report

Api = Callable[..., Any]


def body(**changes: Any) -> dict[str, Any]:
    """Return a report as a phone sends it."""
    lon, lat = IN_CELL_3
    plain = {"id": str(uuid.uuid4()), "category": "manhole", "lon": lon, "lat": lat, "accuracy_m": 12.5}
    return {**plain, "taken_at": "2026-11-23T12:00:00+08:00", "words": "", "danger": False, "joins": None, **changes}


def test_created_then_the_same_then_a_conflict(town: Cast, api: Api) -> None:
    client, sent = api(town.lin), body(words="碎了")
    first, again = (client.post("/api/v1/reports", sent) for _ in range(2))
    other = client.post("/api/v1/reports", {**sent, "words": "别的"})
    assert [one.status_code for one in (first, again, other)] == [201, 200, 409]
    assert first.json() == again.json()
    assert first.json()["number"].startswith("20")
    assert other["Content-Type"] == "application/problem+json"
    assert "内容不一样" in other.json()["title"]


def test_a_report_takes_six_statements_and_one_commit(town: Cast, api: Api) -> None:
    client = api(town.lin)
    client.post("/api/v1/reports", body())
    with CaptureQueriesContext(connection) as captured:
        assert client.post("/api/v1/reports", body()).status_code == 201
    sent = [query["sql"] for query in captured if "territory_edition" not in query["sql"]]
    # BEGIN and COMMIT are statements too; inside a test's own transaction they show as a savepoint.
    assert len(sent) <= 6, [sql[:80] for sql in sent]
    assert sum("SAVEPOINT" in sql for sql in sent) <= 2


BAD: list[tuple[dict[str, Any], str]] = [
    ({"category": "volcano"}, "category"),
    ({"lon": 35.92, "lat": 120.08}, "lat"),
    ({"lon": 500, "lat": 35.9}, "lon"),
    ({"lon": None}, "lon"),
    ({"lat": "north"}, "lat"),
    ({"crs": "EPSG:3857"}, "crs"),
    ({"id": "not-a-uuid"}, "id"),
    ({"taken_at": "yesterday"}, "taken_at"),
    ({"words": "长" * 10_001}, "words"),
    ({"words": 7}, "words"),
    ({"address": "路" * 300}, "address"),
    ({"joins": "x"}, "joins"),
]


def test_bad_fields_are_named_and_nothing_is_kept(town: Cast, api: Api) -> None:
    client = api(town.lin)
    for changes, field in BAD:
        answer = client.post("/api/v1/reports", body(**changes))
        assert answer.status_code == 422, changes
        assert any(name.endswith(field) for name in answer.json()["fields"]), (changes, answer.json())
    assert Report.objects.count() == 0


@pytest.mark.parametrize("raw", ["", "{", "[]", "null", '"x"', '{"id": 1}', "\x00", "{" * 5000])
def test_broken_json_is_answered_in_words(town: Cast, api: Api, raw: str) -> None:
    answer = api(town.lin).client.post("/api/v1/reports", raw, content_type="application/json")
    assert answer.status_code in {400, 422}
    assert answer["Content-Type"].startswith("application/")


def test_numbers_that_are_none_are_refused(town: Cast, api: Api) -> None:
    raw = json.dumps(body()).replace(str(IN_CELL_3[0]), "NaN")
    answer = api(town.lin).client.post("/api/v1/reports", raw, content_type="application/json")
    assert answer.status_code in {400, 422}


def test_a_session_that_ended_asks_to_sign_in(town: Cast, api: Api) -> None:
    assert api().post("/api/v1/reports", body()).status_code == 401
    assert Report.objects.count() == 0


def test_the_outboxs_session_reports_but_another_sites_does_not(town: Cast, page: Callable[..., Any]) -> None:
    client = page(town.lin)
    ours = {"X-Outbox": "1", "Sec-Fetch-Site": "same-origin"}
    answers = [
        client.post("/api/v1/reports", body(), content_type="application/json", headers=headers)
        for headers in (ours, {**ours, "Sec-Fetch-Site": "cross-site"}, {})
    ]
    assert [one.status_code for one in answers] == [201, 403, 403]


def put(client: Any, path: str, data: bytes, kind: str = "image/jpeg") -> Any:
    return client.put(path, data, content_type=kind)


BAD_PHOTOS = {
    "empty": b"",
    "truncated": jpeg()[:200],
    "svg": b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>',
    "html": b"<!doctype html><html><script>alert(1)</script></html>",
    "text": b"hello",
}


def test_a_bad_photo_is_refused_in_words_and_the_report_is_kept(town: Cast, api: Api) -> None:
    client = api(town.lin)
    sent = body()
    case = client.post("/api/v1/reports", sent).json()["case"]
    for name, data in BAD_PHOTOS.items():
        answer = put(client, f"/api/v1/reports/{sent['id']}/photos/{uuid.uuid4()}", data)
        assert answer.status_code == 422, name
        assert answer.json()["fields"]["photo"]
    good = put(client, f"/api/v1/reports/{sent['id']}/photos/{uuid.uuid4()}", jpeg())
    assert good.status_code == 200
    assert good.json()["thumb"].startswith("/f/")
    assert Case.objects.get(pk=case).state == "reported"
    assert len(pictures_of(f"report:{sent['id']}")) == 1


def test_three_photos_and_no_fourth_but_the_same_again(town: Cast, api: Api) -> None:
    client, sent = api(town.lin), body()
    client.post("/api/v1/reports", sent)
    names = [uuid.uuid4() for _ in range(4)]
    path = f"/api/v1/reports/{sent['id']}/photos/"
    codes = [put(client, f"{path}{name}", jpeg(10 * n)).status_code for n, name in enumerate(names)]
    assert codes == [200, 200, 200, 422]
    assert put(client, f"{path}{names[0]}", jpeg(0)).status_code == 200
    assert put(client, f"{path}{names[0]}", jpeg(99)).status_code == 409
    assert len(pictures_of(f"report:{sent['id']}")) == 3


def test_nobody_adds_a_photo_to_anothers_report(town: Cast, api: Api) -> None:
    sent = body()
    api(town.lin).post("/api/v1/reports", sent)
    path = f"/api/v1/reports/{sent['id']}/photos/{uuid.uuid4()}"
    assert put(api(town.he), path, jpeg()).status_code == 404
    assert put(api(town.zhou), path, jpeg()).status_code == 404
    assert put(api(), path, jpeg()).status_code == 401


def test_ones_own_reports(town: Cast, api: Api) -> None:
    client, sent = api(town.lin), body()
    client.post("/api/v1/reports", sent)
    (one,) = client.get("/api/v1/reports").json()["reports"]
    assert (one["id"], one["category_name"], one["state_words"]) == (sent["id"], "井盖破损", "已收到")
    assert client.get(f"/api/v1/reports/{sent['id']}").json() == one
    assert api(town.he).get(f"/api/v1/reports/{sent['id']}").status_code == 404
    assert client.get("/api/v1/reports", {"after": "nonsense"}).status_code == 422


def test_the_whole_life_over_the_api(town: Cast, api: Api) -> None:
    lin, zhou, li = api(town.lin), api(town.zhou), api(town.li)
    case = lin.post("/api/v1/reports", body()).json()["case"]
    path = f"/api/v1/cases/{case}"

    def move(client: Any, name: str, **sent: Any) -> Any:
        answer = client.post(f"{path}/{name}", sent)
        assert answer.status_code == 200, answer.content
        return answer.json()

    assert zhou.get(path).json()["moves"] == ["file", "decline"]
    filed = move(zhou, "file", version=0)
    given = move(zhou, "dispatch", version=filed["version"], department=department_of(town))
    assert given["mender"] == "市政管理所"
    assert move(li, "accept", version=given["version"])["moves"] == ["finish", "hand_back"]
    assert put(li, f"{path}/photos/{uuid.uuid4()}", jpeg()).status_code == 200
    assert len(move(li, "finish", words="换了")["after"]) == 1
    assert move(zhou, "verify", words="谢谢！")["state"] == "closed"
    kinds = [one["kind"] for one in zhou.get(f"{path}/timeline").json()]
    assert kinds == ["CaseReported", "CaseFiled", "CaseDispatched", "CaseAccepted", "CaseHandled", "CaseClosed"]


def test_refusals_of_moves_have_their_status(town: Cast, api: Api) -> None:
    case = dispatched(town)
    path = f"/api/v1/cases/{case.pk}"
    zhou, li = api(town.zhou), api(town.li)
    assert zhou.post(f"{path}/file", {}).status_code == 409
    assert zhou.post(f"{path}/accept", {}).status_code == 403
    assert li.post(f"{path}/accept", {"version": 0}).status_code == 409
    assert li.post(f"{path}/hand_back", {"reason": "", "words": ""}).status_code == 422
    assert zhou.post(f"{path}/explode", {}).status_code in {404, 422}
    gone = li.post(f"{path}/hand_back", {"reason": "wrong_place", "words": SENTENCE})
    assert gone.status_code == 204
    assert li.get(path).status_code == 404


def test_categories_say_where_their_code_is_from(town: Cast, api: Api) -> None:
    found = {one["code"]: one for one in api(town.lin).get("/api/v1/categories").json()}
    fire, wire = found["fire_lane"], found["wire_charging"]
    assert (fire["standard_ref"], fire["kind"], fire["standard_code"], fire["local"]) == (
        *("GB/T 47678.5-2026", "matter", "09012"),
        False,
    )
    assert (wire["standard_ref"], wire["local"]) == ("LOCAL", True)
    tiles = sorted((one["tile_order"], one["tile"]) for one in found.values() if one["tile_order"])
    assert [name for _, name in tiles] == [
        *("消防通道", "飞线充电", "井盖破损", "路面塌陷", "乱拉电线", "乱停乱放", "垃圾堆积", "其他")
    ]


def test_the_list_over_the_api(town: Cast, api: Api) -> None:
    case = report(town.lin, address="中山一路 18 号东侧").case
    (row,) = api(town.zhou).get("/api/v1/cases", {"tab": "waiting"}).json()["cases"]
    assert (row["case"], row["state_words"], row["reporter"], row["area_name"]) == (
        *(case, "待受理", "林小舟"),
        "金海街道·金海社区·第3网格",
    )
    assert api(town.lin).get("/api/v1/cases").json()["cases"] == []
    assert api(town.zhou).get("/api/v1/cases", {"days": 10**9, "size": 10**9}).status_code == 200
