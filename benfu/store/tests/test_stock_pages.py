"""The keeper's stock and day sheet, and the administrator's catalogue."""

import io
import re
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from pytest_django import Settings

from benfu.imaging.scenes import good_file
from benfu.platform.files.models import StoredFile
from benfu.platform.files.services import derive_picture
from benfu.store.models import Good
from benfu.store.services import hand_over
from tests.cast import Cast

from .stall import another_outlet, broken, give, good, order, outlet_of, shelf

pytestmark = pytest.mark.django_db
Browser = Callable[..., Client]


@pytest.fixture(autouse=True)
def _files(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path


def entered(client: Client, good: Good, outlet: int, kind: str, quantity: int | str, note: str = "") -> str:
    """Fill in a good's row of the stock page as it stands, and return the page that follows."""
    seen = client.get(f"/c/shop/?outlet={outlet}").content.decode()
    row = seen[: seen.index(f'name="good" value="{good.pk}"')]
    key = re.findall(r'name="key" value="([^"]+)"', row)[-1]
    said = {"key": key, "outlet": outlet, "good": good.pk, "quantity": quantity, "note": note}
    return client.post(f"/c/shop/{kind}/", said, follow=True).content.decode()


def test_a_keeper_enters_what_came_was_counted_and_spoilt(cast: Cast, page: Browser) -> None:
    raincoat, gu = good(cast, pieces=0), page(cast.gu)
    assert "没有了" in gu.get("/c/shop/").content.decode()
    assert "已记下" in entered(gu, raincoat, outlet_of(cast), "receive", 9)
    entered(gu, raincoat, outlet_of(cast), "count", 7)
    assert "请写一句原因" in entered(gu, raincoat, outlet_of(cast), "write_off", 1)
    entered(gu, raincoat, outlet_of(cast), "write_off", 5, "进水")
    assert shelf(raincoat, outlet_of(cast)) == (2, 0)
    assert "只剩 2" in gu.get("/c/shop/").content.decode()
    assert broken() == []


def test_what_makes_no_sense_is_told(cast: Cast, page: Browser) -> None:
    raincoat, gu = good(cast, pieces=1), page(cast.gu)
    assert "请填一个整数" in entered(gu, raincoat, outlet_of(cast), "receive", "many")
    assert "请填 1 到" in entered(gu, raincoat, outlet_of(cast), "receive", 0)
    assert gu.post("/c/shop/steal/", {}).status_code == 404
    give(cast.lin, 100)
    order(cast.lin, cast, raincoat)
    assert "其中有些已被预订" in entered(gu, raincoat, outlet_of(cast), "count", 0)
    assert shelf(raincoat, outlet_of(cast)) == (1, 1)


def test_an_outlet_that_is_not_theirs_is_not_found(cast: Cast, page: Browser) -> None:
    elsewhere = another_outlet()
    assert page(cast.gu).get(f"/c/shop/?outlet={elsewhere}").status_code == 404
    assert page(cast.gu).get(f"/c/day/?outlet={elsewhere}").status_code == 404
    said = {"key": "0198c0de-0000-7000-8000-000000000001", "outlet": elsewhere, "good": good(cast).pk, "quantity": 3}
    assert page(cast.gu).post("/c/shop/receive/", said).status_code == 404
    assert "翠湖超市" in page(cast.admin).get(f"/c/shop/?outlet={elsewhere}").content.decode()


def test_the_day_sheet(cast: Cast, page: Browser) -> None:
    give(cast.lin, 100)
    hand_over(actor=cast.gu, order=order(cast.lin, cast, good(cast)).pk)
    seen = page(cast.gu).get("/c/day/").content.decode()
    assert "雨衣" in seen
    assert "交付" in seen
    assert "顾慧" in seen
    assert "林小舟" not in seen
    assert "这一天没有人来领" in page(cast.gu).get("/c/day/?day=2020-01-01").content.decode()


def test_an_administrator_keeps_the_catalogue(cast: Cast, page: Browser) -> None:
    admin = page(cast.admin)
    assert "还没有商品" in admin.get("/c/goods/").content.decode()
    picture = SimpleUploadedFile("raincoat.jpg", good_file("raincoat", 320), "image/jpeg")
    said = {"name": "雨衣", "words": "加厚", "price": 60, "per_person": 1, "per_days": 90, "picture": picture}
    assert "已保存" in admin.post("/c/goods/new/", said, follow=True).content.decode()
    made = Good.objects.get()
    assert (made.name, made.price, made.per_person, made.per_days) == ("雨衣", 60, 1, 90)
    stored = StoredFile.objects.get(subject=f"good:{made.pk}")
    derive_picture(stored.pk)
    assert page(cast.lin).get(f"/f/{stored.pk}/small").status_code == 200
    assert page().get(f"/f/{stored.pk}/small").status_code != 200

    said = {"name": "雨衣", "words": "加厚加长", "price": 50, "per_person": 0, "per_days": 30}
    admin.post(f"/c/goods/{made.pk}/", said)
    made.refresh_from_db()
    assert (made.words, made.price) == ("加厚加长", 50)
    assert StoredFile.objects.filter(subject=f"good:{made.pk}", state="ready").count() == 1


def test_a_new_picture_takes_the_place_of_the_old_one(cast: Cast, page: Browser) -> None:
    raincoat, admin = good(cast), page(cast.admin)
    for name in ("raincoat", "cup"):
        picture = io.BytesIO(good_file(name, 320) if name == "raincoat" else good_file("raincoat", 200))
        picture.name = f"{name}.jpg"
        said = {"name": "雨衣", "price": 60, "per_person": 0, "per_days": 30, "picture": picture}
        assert admin.post(f"/c/goods/{raincoat.pk}/", said).status_code == 302
    kept = StoredFile.objects.filter(subject=f"good:{raincoat.pk}").exclude(state="gone")
    assert kept.count() == 1
    assert kept.get().width == 200


def test_mistakes_in_a_good_stand_beside_their_field(cast: Cast, page: Browser) -> None:
    good(cast, "雨衣")
    admin = page(cast.admin)
    taken = admin.post("/c/goods/new/", {"name": "雨衣", "price": 5, "per_person": 0, "per_days": 30})
    assert taken.status_code == 422
    assert "已经有同名的东西了" in taken.content.decode()
    for change in ({"price": 0}, {"price": "x"}, {"name": ""}, {"per_days": 0}, {"per_days": 400}):
        said = {"name": "手套", "price": 5, "per_person": 0, "per_days": 30} | change
        assert admin.post("/c/goods/new/", said).status_code == 422
    disguised = SimpleUploadedFile("x.jpg", b"<svg onload=alert(1)>", "image/jpeg")
    said = {"name": "手套", "price": 5, "per_person": 0, "per_days": 30, "picture": disguised}
    assert admin.post("/c/goods/new/", said).status_code == 422
    assert Good.objects.count() == 1


def test_a_good_is_withdrawn_and_put_back(cast: Cast, page: Browser) -> None:
    raincoat, admin = good(cast), page(cast.admin)
    admin.post(f"/c/goods/{raincoat.pk}/withdraw/")
    assert "雨衣" not in page(cast.lin).get("/shop/").content.decode()
    admin.post(f"/c/goods/{raincoat.pk}/withdraw/", {"back": "1"})
    assert "雨衣" in page(cast.lin).get("/shop/").content.decode()


@pytest.mark.parametrize("who", ["lin", "gu", "zhou", "mei"])
def test_only_administrators_keep_the_catalogue(cast: Cast, page: Browser, who: str) -> None:
    raincoat = good(cast)
    client = page(getattr(cast, who))
    for path in ("/c/goods/", "/c/goods/new/", f"/c/goods/{raincoat.pk}/"):
        assert client.get(path).status_code in {302, 403}
    assert client.post(f"/c/goods/{raincoat.pk}/withdraw/").status_code in {302, 403}
    assert Good.objects.get().is_active


def test_the_last_day_of_the_calendar_is_a_day_like_any_other(cast: Cast, page: Browser) -> None:
    for day in ("9999-12-31", "0001-01-01"):
        assert page(cast.gu).get("/c/day/", {"day": day}).status_code == 200
