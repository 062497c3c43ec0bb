"""The administrator's pages: the table, an upload tried before it is loaded, cutting cells."""

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from benfu.platform.identity.actor import Actor
from benfu.territory import selectors
from benfu.territory.levels import Level
from benfu.territory.models import PendingImport
from benfu.ui import nav
from tests.cast import DISTRICT, HAISHENG, JINHAI, JINHAI_STREET, Cast
from tests.district import boxes

from .drawing import box_feature, geojson, table

Page = Callable[..., Client]


def upload(client: Client, content: bytes, name: str = "areas.csv", **given: object) -> Any:
    data = {"file": SimpleUploadedFile(name, content), "under": DISTRICT, **given}
    return client.post("/c/areas/upload/", data)


def test_the_table_of_the_administrators_district(cast: Cast, page: Page) -> None:
    client = page(cast.admin)
    text = client.get("/c/areas/").content.decode()
    assert "青屿区" in text
    assert all(name in text for name in ("金海街道", "翠湖街道"))
    assert "<title>金海街道</title>" in text  # on the map, too
    below = client.get(f"/c/areas/{JINHAI_STREET}/").content.decode()
    assert all(name in below for name in ("金海社区", "海盛社区"))
    assert "翠湖社区" not in below
    cells = client.get(f"/c/areas/{JINHAI}/").content.decode()
    assert "第3网格" in cells


@pytest.mark.parametrize("path", ["/c/areas/990109/", "/c/areas/nonsense/", f"/c/areas/{JINHAI}001/"])
def test_what_is_not_there_is_not_found(cast: Cast, page: Page, path: str) -> None:
    assert page(cast.admin).get(path).status_code == 404


def test_others_are_kept_out(cast: Cast, page: Page) -> None:
    assert page(cast.zhou).get("/c/areas/").status_code == 403
    assert page().get("/c/areas/").status_code == 302
    assert upload(page(cast.mei), b"x").status_code == 403


def test_a_list_is_tried_then_loaded(cast: Cast, page: Page) -> None:
    client = page(cast.admin)
    sent = upload(client, table(("代码", "名称"), (HAISHENG, "海盛湾社区"), (f"{JINHAI_STREET}003", "望港社区")))
    assert sent.status_code == 302
    report = client.get(sent.url).content.decode()
    assert "可以导入" in report
    assert "新增 1，变更 1" in report
    assert selectors.label(HAISHENG) == "金海街道·海盛社区"
    done = client.post(sent.url, {"answer": "load"}, follow=True)
    assert "已导入 areas.csv：新增 1，变更 1" in done.content.decode()
    assert selectors.label(HAISHENG) == "金海街道·海盛湾社区"
    assert not PendingImport.objects.exists()
    assert client.get(sent.url).status_code == 404


def test_boundaries_with_errors_cannot_be_confirmed(cast: Cast, page: Page) -> None:
    client = page(cast.admin)
    swapped = geojson(box_feature((35.9, 120.0, 35.95, 120.1), code=JINHAI))
    sent = upload(client, swapped, "swapped.geojson", level=Level.COMMUNITY)
    report = client.get(sent.url).content.decode()
    assert "经度和纬度写反了" in report
    assert "确认导入" not in report
    forced = client.post(sent.url, {"answer": "load"})
    assert "经度和纬度写反了" in forced.content.decode()
    assert selectors.area(JINHAI).has_outline
    assert client.post(sent.url, {"answer": "drop"}).status_code == 302
    assert not PendingImport.objects.exists()


def test_boundaries_without_errors_are_loaded(cast: Cast, page: Page) -> None:
    client = page(cast.admin)
    west, south, east, north = boxes()[f"{JINHAI}001"]
    smaller = geojson(box_feature((west, south, east, north - 0.0005), code=f"{JINHAI}001"))
    sent = upload(client, smaller, "cells.geojson", source="测绘院 2026", official="on")
    assert "没有划给任何下级区域" in client.get(sent.url).content.decode()
    client.post(sent.url, {"answer": "load"})
    assert selectors.area(f"{JINHAI}001").official
    text = client.get(f"/c/areas/{JINHAI}/").content.decode()
    assert "正式" in text
    assert "测绘院 2026" in text


def test_a_kept_file_is_its_senders_alone(cast: Cast, page: Page) -> None:
    sent = upload(page(cast.admin), table(("代码", "名称"), (HAISHENG, "海盛湾社区")))
    kept = PendingImport.objects.get()
    kept.account = cast.admin.own_account() + 1
    kept.save()
    assert page(cast.admin).post(sent.url, {"answer": "load"}).status_code == 404
    assert selectors.label(HAISHENG) == "金海街道·海盛社区"


def test_an_upload_without_file_or_with_one_too_large(cast: Cast, page: Page, monkeypatch: pytest.MonkeyPatch) -> None:
    client = page(cast.admin)
    assert client.post("/c/areas/upload/", {"under": DISTRICT}).status_code == 422
    monkeypatch.setattr("benfu.territory.services.LARGEST_FILE", 10)
    answer = upload(client, b"x" * 11)
    assert answer.status_code == 422
    assert "文件太大" in answer.content.decode()


def test_cutting_cells(cast: Cast, page: Page) -> None:
    client = page(cast.admin)
    client.post("/c/areas/upload/", {})
    sent = upload(client, table(("代码", "名称"), ("990101003", "望港街道"), ("990101003001", "望港社区")))
    client.post(sent.url, {"answer": "load"})
    cut = client.post("/c/areas/cut/", {"under": DISTRICT, "each": 3}, follow=True).content.decode()
    assert "有 1 个街道没有边界，其中没有边界的社区画不出来：望港街道" in cut
    assert "网格已切分" in cut
    assert client.post("/c/areas/cut/", {"under": DISTRICT, "each": 0}).status_code == 422
    assert client.post("/c/areas/cut/", {"under": "990102", "each": 3}).status_code == 422


def test_in_english(cast: Cast, page: Page) -> None:
    text = page(cast.admin).get("/c/areas/", headers={"Accept-Language": "en"}).content.decode()
    assert "Cut grid cells" in text
    assert "Upload a list or boundaries" in text


def test_the_menu_leads_there_for_administrators_only(cast: Cast) -> None:
    def paths(actor: Actor) -> set[str]:
        return {link.path for group in nav.menu("console", actor, "/c/") for link in group.links}

    assert "/c/areas/" in paths(cast.admin)
    assert "/c/areas/" not in paths(cast.mei)
