"""What a person gets when they ask for their data: everything they reported and wrote, and nobody else's."""

import json
from typing import Any

import time_machine

from benfu.cases import services
from benfu.platform.lib.ids import uuid7
from benfu.platform.privacy.selectors import export_of
from tests.cast import Cast

from .acts import IN_CELL_3, filed, join, jpeg, report


def test_the_file_holds_every_report_with_its_words_photos_and_place(town: Cast, page: Any, api: Any) -> None:
    receipt = report(town.lin, words="井盖碎了", address="海滨路 6 号")
    api(town.lin).put(f"/api/v1/reports/{receipt.report}/photos/{receipt.report}", jpeg(), content_type="image/jpeg")
    services.add_words(actor=town.lin, report=receipt.report, words="现在更大了")
    kept = json.loads(page(town.lin).get("/me/data/file/").content)["cases"]
    (one,) = kept["reports"]
    assert one["id"] == str(receipt.report)
    assert one["number"] == receipt.number
    assert (one["category"], one["words"], one["address"]) == ("manhole", "井盖碎了", "海滨路 6 号")
    assert (one["lon"], one["lat"]) == IN_CELL_3
    assert one["photos"] == [f"/f/{receipt.report}/display"]
    assert [note["words"] for note in kept["words"]] == ["现在更大了"]


def test_it_holds_nothing_of_others(town: Cast) -> None:
    case = report(town.lin, words="我的话").case
    join(town.he, case, words="他的话")
    text = str(export_of(town.he)["cases"])
    assert "他的话" in text
    assert "我的话" not in text
    assert "person" not in text


def test_staff_get_what_they_wrote_and_an_outsider_nothing(town: Cast) -> None:
    services.dispatch_case(
        actor=town.zhou, case=filed(town).pk, department=int(town.department.partition(":")[2]), words="请尽快"
    )
    assert [note["words"] for note in export_of(town.zhou)["cases"]["words"]] == ["请尽快"]  # type: ignore[index]
    assert export_of(town.wu)["cases"] == {"reports": [], "words": []}


def test_a_phone_with_a_broken_clock_spoils_nothing(town: Cast, api: Any, page: Any) -> None:
    for taken_at in ("0001-01-01T00:00:00+14:00", "0001-01-01T00:00:00", "9999-12-31T23:59:59-14:00"):
        sent = {"id": str(uuid7()), "category": "manhole", "taken_at": taken_at}
        answer = api(town.lin).post("/api/v1/reports", {**sent, "lon": IN_CELL_3[0], "lat": IN_CELL_3[1]})
        assert answer.status_code == 201, taken_at
        with time_machine.travel("2026-11-24T12:00:00+08:00", tick=False):
            assert page(town.zhou).get(f"/c/cases/{answer.json()['case']}/").status_code == 200
            assert page(town.lin).get("/r/").status_code == 200
