"""Without a code at hand a worker finds the community by name or position; the position is kept nowhere."""

from typing import Any

from benfu.platform.journal.models import Fact
from tests.cast import Cast
from tests.district import CUIHU, JINHAI, middle


def test_by_a_name_or_the_street(cast: Cast, page: Any, api: Any) -> None:
    text = page().get("/join/", {"q": "金海"}).content.decode()
    assert f'href="/join/{JINHAI}/"' in text
    assert "海盛社区" in text  # in 金海街道
    assert CUIHU not in text
    assert "没有找到" in page().get("/join/", {"q": "月亮湾"}).content.decode()
    assert [one["code"] for one in api().get("/api/v1/communities", {"name": "翠湖社区"}).json()] == [CUIHU]


def test_by_where_the_phone_is(cast: Cast, page: Any, api: Any) -> None:
    lon, lat = middle(f"{JINHAI}003")
    facts = Fact.objects.count()
    text = page().get("/join/", {"lon": lon, "lat": lat}).content.decode()
    assert f'href="/join/{JINHAI}/"' in text
    assert api().get("/api/v1/communities", {"lon": lon, "lat": lat}).json()[0]["name"] == "金海社区"
    assert "没有找到" in page().get("/join/", {"lon": 0, "lat": 0}).content.decode()
    assert Fact.objects.count() == facts


def test_nothing_asked_nothing_shown_and_nonsense_is_no_error(cast: Cast, page: Any) -> None:
    assert "没有找到" not in page().get("/join/").content.decode()
    assert page().get("/join/", {"lon": "x", "lat": "999"}).status_code == 200


def test_the_way_there_stands_on_ones_own_page(cast: Cast, page: Any) -> None:
    assert 'href="/join/"' in page(cast.wu).get("/me/").content.decode()
