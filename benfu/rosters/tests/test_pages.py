"""The way of a hub, its street and a worker on pages without scripts; and what the hub's manager may not see."""

from typing import Any

import pytest

from benfu.people.selectors import my_registration
from benfu.rosters import selectors
from tests.cast import Cast
from tests.district import JINHAI_STREET

from .conftest import LINS, Hub, new_hub


def test_from_the_street_to_the_monthly_confirmation(cast: Cast, page: Any) -> None:
    one = new_hub("快送金海站", "kuai")
    office, street, phone = page(one.manager), page(cast.mei), page(cast.lin)
    assert "向街道报到" in office.get("/e/").content.decode()
    office.post(f"/e/{one.id}/street/", {"street": JINHAI_STREET})
    waiting = selectors.hubs_in(cast.mei)[0]
    assert "快送金海站" in street.get("/c/hubs/").content.decode()
    assert "请写明原因" in street.post(f"/c/hubs/{waiting.id}/", {"act": "decline"}, follow=True).content.decode()
    street.post(f"/c/hubs/{waiting.id}/", {"act": "approve"})
    assert "已处理" not in street.get("/c/").content.decode()
    said = office.post(f"/e/{one.id}/roster/", {"lines": f"林小舟 {LINS}\n谁 1"}, follow=True).content.decode()
    assert ("新增 1 人" in said, "第 2 行" in said) == (True, True)
    assert "1 条等您确认" in phone.get("/me/").content.decode()
    place = selectors.my_places(cast.lin)[0].id
    assert "快送金海站" in phone.get("/me/companies/").content.decode()
    phone.post(f"/me/companies/{place}/", {"act": "yes"})
    assert "双方已确认" in office.get("/e/").content.decode()
    done = office.post(f"/e/{one.id}/month/", {"shown": [place], "place": [place]}, follow=True).content.decode()
    assert "在职 1 人，离职 0 人" in done
    again = office.post(f"/e/{one.id}/month/", {"shown": [place]}, follow=True).content.decode()
    assert "这个月已经确认过了" in again


def test_a_worker_adds_a_hub_and_the_community_sees_what_both_confirmed(cast: Cast, page: Any, hub: Hub) -> None:
    phone, office = page(cast.he), page(hub.manager)
    phone.post("/me/companies/add/", {"hub": hub.id})
    assert "您已经在" in phone.post("/me/companies/add/", {"hub": hub.id}, follow=True).content.decode()
    place = selectors.my_places(cast.he)[0].id
    registered = my_registration(cast.he)
    assert registered is not None
    path = f"/c/people/{registered.pk}/"
    assert "快送金海站" not in page(cast.zhou).get(path).content.decode()
    office.post(f"/e/{hub.id}/roster/{place}/", {"act": "yes"})
    assert "快送金海站" in page(cast.zhou).get(path).content.decode()
    phone.post(f"/me/companies/{place}/", {"act": "end"})
    assert "快送金海站" not in page(cast.zhou).get(path).content.decode()


@pytest.mark.parametrize(
    "path", ["/c/cases/", "/c/people/", "/c/points/", "/c/hubs/", "/c/recruit/", "/cockpit/", "/c/staff/"]
)
def test_a_hubs_manager_sees_nothing_of_reports_and_people(cast: Cast, page: Any, hub: Hub, path: str) -> None:
    assert page(hub.manager).get(path).status_code == 403


def test_others_see_nothing_of_a_hub(cast: Cast, page: Any, hub: Hub) -> None:
    other = new_hub("顺达金海站", "shun")
    assert page(other.manager).get(f"/e/{hub.id}/").status_code == 404
    assert page(cast.mei).get(f"/e/{hub.id}/").status_code == 403
    assert page(cast.lin).get(f"/e/{hub.id}/").status_code in {302, 403}


@pytest.mark.slow
def test_the_sign_is_a_paper(cast: Cast, page: Any, hub: Hub) -> None:
    answer = page(hub.manager).get(f"/e/{hub.id}/sign/")
    assert (answer["Content-Type"], answer.content[:4]) == ("application/pdf", b"%PDF")
    late = new_hub("顺达金海站", "shun")
    assert page(late.manager).get(f"/e/{late.id}/sign/").status_code == 404
