"""The API of the store: shop, orders, counter, stock, catalogue; scoped like the pages."""

from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from pytest_django import Settings

from benfu.imaging.scenes import good_file
from benfu.platform.files.models import StoredFile
from tests.cast import Cast

from .stall import another_outlet, broken, funds, give, good, outlet_of, shelf

pytestmark = pytest.mark.django_db
Api = Callable[..., Any]


def place(client: Any, cast: Cast, *lines: dict[str, int], key: str = "") -> Any:
    """Place an order."""
    body = {"id": key or str(uuid4()), "outlet": outlet_of(cast), "lines": list(lines)}
    return client.post("/api/v1/store/orders", body)


def test_the_shop(cast: Cast, api: Api) -> None:
    give(cast.lin, 30)
    raincoat, cup = good(cast), good(cast, "水杯", 20)
    lin = api(cast.lin)
    found = lin.get("/api/v1/store/goods").json()
    assert [(one["name"], one["missing"]) for one in found] == [("水杯", 0), ("雨衣", 30)]
    assert found[1]["shelves"][0]["name"] == "惠民超市"
    assert [one["id"] for one in lin.get("/api/v1/store/goods?affordable=true").json()] == [cup.pk]
    assert lin.get(f"/api/v1/store/goods/{raincoat.pk}").json()["shelves"][0]["free"] == 5
    assert lin.get("/api/v1/store/goods/999999").status_code == 404


def test_an_order_from_placing_to_pick_up(cast: Cast, api: Api) -> None:
    give(cast.lin, 100)
    raincoat, key = good(cast), str(uuid4())
    lin, gu = api(cast.lin), api(cast.gu)
    first, again = (place(lin, cast, {"good": raincoat.pk}, key=key) for _ in range(2))
    assert (first.status_code, again.status_code) == (201, 201)
    placed = first.json()
    assert placed["order"] == again.json()["order"]
    assert (placed["state"], placed["points"], placed["title"]) == ("open", 60, "雨衣 ×1")
    assert len(placed["digits"]) == 6
    assert "/x/o" in placed["code"]
    assert lin.get("/api/v1/store/orders").json()["orders"][0]["order"] == placed["order"]

    for code in (placed["digits"], placed["code"]):
        found = gu.post("/api/v1/store/counter", {"code": code}).json()
        assert (found["order"], found["name"], found["digits"], found["code"]) == (placed["order"], "林**", "", "")
    done = gu.post(f"/api/v1/store/orders/{placed['order']}/hand-over")
    assert (done.status_code, done.json()["state"]) == (200, "handed_over")
    second = gu.post(f"/api/v1/store/orders/{placed['order']}/hand-over")
    assert second.status_code == 409
    assert "由顾慧交付" in second.json()["title"]
    assert lin.get(f"/api/v1/store/orders/{placed['order']}").json()["digits"] == ""
    assert funds(cast.lin) == (40, 0, 40)
    assert broken() == []


def test_an_order_given_up(cast: Cast, api: Api) -> None:
    give(cast.lin, 100)
    number = place(api(cast.lin), cast, {"good": good(cast).pk}).json()["order"]
    assert api(cast.he).post(f"/api/v1/store/orders/{number}/cancel").status_code == 404
    assert api(cast.lin).post(f"/api/v1/store/orders/{number}/cancel").json()["state"] == "cancelled"
    assert api(cast.lin).post(f"/api/v1/store/orders/{number}/cancel").status_code == 409
    assert funds(cast.lin) == (100, 0, 100)


def test_refusals_are_problems_with_a_code(cast: Cast, api: Api) -> None:
    give(cast.lin, 70)
    raincoat = good(cast, pieces=1)
    poor = place(api(cast.he), cast, {"good": raincoat.pk})
    assert (poor.status_code, poor.json()["type"], poor.json()["missing"]) == (409, "about:not_enough_points", 60)
    place(api(cast.lin), cast, {"good": raincoat.pk})
    give(cast.he, 60)
    late = place(api(cast.he), cast, {"good": raincoat.pk})
    assert (late.status_code, late.json()["type"]) == (409, "about:sold_out")
    assert place(api(cast.lin), cast).status_code == 422
    assert place(api(cast.lin), cast, {"good": raincoat.pk}, key="none").status_code == 422
    assert broken() == []


def test_the_counter_and_stock_of_another_outlet_are_closed(cast: Cast, api: Api) -> None:
    give(cast.lin, 100)
    raincoat, elsewhere = good(cast), another_outlet()
    placed = place(api(cast.lin), cast, {"good": raincoat.pk}).json()
    for outsider in (cast.he, cast.zhou, cast.admin):
        client = api(outsider)
        assert client.post("/api/v1/store/counter", {"code": placed["digits"]}).status_code == 404
        assert client.post(f"/api/v1/store/orders/{placed['order']}/hand-over").status_code == 404
    assert api(cast.gu).get(f"/api/v1/store/stock?outlet={elsewhere}").status_code == 404
    assert api(cast.he).get(f"/api/v1/store/stock?outlet={outlet_of(cast)}").status_code == 404
    assert api(cast.he).get(f"/api/v1/store/day?outlet={outlet_of(cast)}").status_code == 404


def test_stock_and_day(cast: Cast, api: Api) -> None:
    raincoat, gu = good(cast, pieces=0), api(cast.gu)
    body = {"key": str(uuid4()), "outlet": outlet_of(cast), "good": raincoat.pk, "quantity": 8}
    for _ in range(2):
        assert gu.post("/api/v1/store/stock/receive", body).json()["quantity"] == 8
    counted = gu.post("/api/v1/store/stock/count", body | {"key": str(uuid4()), "quantity": 6})
    assert counted.json() | {"movement": 0} == {"movement": 0, "kind": "count", "quantity": -2}
    spoilt = gu.post("/api/v1/store/stock/write-off", body | {"key": str(uuid4()), "quantity": 1, "note": "破了"})
    assert spoilt.json()["quantity"] == -1
    [row] = gu.get(f"/api/v1/store/stock?outlet={outlet_of(cast)}").json()
    assert (row["on_hand"], row["reserved"], row["free"], row["low"]) == (5, 0, 5, False)
    assert gu.get(f"/api/v1/store/day?outlet={outlet_of(cast)}").json()["orders"] == 0
    assert shelf(raincoat, outlet_of(cast)) == (5, 0)


def test_the_catalogue(cast: Cast, api: Api, settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    admin = api(cast.admin)
    body = {"name": "雨衣", "price": 60, "words": "加厚"}
    made = admin.post("/api/v1/store/catalogue", body)
    assert made.status_code == 201
    number = made.json()["id"]
    assert admin.put(f"/api/v1/store/catalogue/{number}", body | {"price": 50}).json()["price"] == 50
    file_id = uuid4()
    sent = admin.put(f"/api/v1/store/catalogue/{number}/picture/{file_id}", good_file("raincoat", 200), "image/jpeg")
    assert sent.status_code == 200
    assert StoredFile.objects.get(pk=file_id).subject == f"good:{number}"
    assert admin.post(f"/api/v1/store/catalogue/{number}/withdraw").json()["is_active"] is False
    [row] = admin.get("/api/v1/store/catalogue").json()
    assert (row["price"], row["free"], row["is_active"]) == (50, 0, False)
    for outsider in (cast.lin, cast.gu, cast.zhou):
        client = api(outsider)
        assert client.get("/api/v1/store/catalogue").status_code == 403
        assert client.post("/api/v1/store/catalogue", body | {"name": "手套"}).status_code == 403
        assert client.put(f"/api/v1/store/catalogue/{number}", body).status_code == 403
        assert client.post(f"/api/v1/store/catalogue/{number}/withdraw").status_code == 403


def test_nobody_is_refused(api: Api) -> None:
    for path in ("/store/goods", "/store/orders", "/store/orders/1", "/store/stock?outlet=1", "/store/catalogue"):
        assert api().get(f"/api/v1{path}").status_code == 401
