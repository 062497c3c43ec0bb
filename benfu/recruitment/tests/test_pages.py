"""The whole way on pages without scripts: call, apply, interview, appoint, letter, renew, dismiss, resign."""

import io
import zipfile
from datetime import timedelta
from typing import Any

import pytest

from benfu.people.selectors import my_registration
from benfu.platform.identity.roles import Role
from benfu.platform.lib import clock
from benfu.recruitment.models import Application, Appointment, Call
from benfu.recruitment.services import Choice, appoint_all
from tests.cast import Cast, again
from tests.district import CUIHU, JINHAI


def days(count: int) -> str:
    return (clock.today() + timedelta(days=count)).isoformat()


def test_from_the_call_to_the_application(cast: Cast, page: Any) -> None:
    office, phone = page(cast.zhou), page(cast.lin)
    asked = {"area": JINHAI, "post": "notice_carrier", "title": "招宣传员", "words": "送通知", "places": 3}
    bad = office.post("/c/recruit/new/", asked | {"closes_on": days(-1), "starts_on": days(1), "ends_on": days(90)})
    assert (bad.status_code, "截止日不能早于今天" in bad.content.decode()) == (422, True)
    made = office.post("/c/recruit/new/", asked | {"closes_on": days(9), "starts_on": days(0), "ends_on": days(90)})
    call = Call.objects.get()
    assert made.url == f"/c/recruit/{call.pk}/"
    assert "/recruit/" in phone.get("/me/").content.decode()
    assert "招宣传员" in phone.get("/recruit/").content.decode()
    phone.post(f"/recruit/calls/{call.pk}/apply/", {"motive": "顺路"})
    text = phone.get("/recruit/").content.decode()
    assert ("已报名" in text, "撤回报名" in text) == (True, True)
    one = Application.objects.get()
    path = f"/c/recruit/{call.pk}/{one.pk}/"
    assert office.post(path, {"act": "note", "text": " "}).status_code == 422
    office.post(path, {"act": "note", "text": "可以周末来"})
    assert "可以周末来" in office.get(f"/c/recruit/{call.pk}/").content.decode()
    assert "可以周末来" not in page(cast.mei).get(f"/c/recruit/{call.pk}/").content.decode()
    assert page(cast.wu).get(f"/c/recruit/{call.pk}/").status_code == 404
    assert office.post(f"/c/recruit/{call.pk}/appoint/", {}).status_code == 422
    office.post(f"/c/recruit/{call.pk}/appoint/", {"application": one.pk, f"area-{one.pk}": f"{JINHAI}002"})
    assert again(cast.lin).holds([Role.PART_TIME_GRID_MEMBER], f"{JINHAI}002")
    assert "下载聘书" in phone.get("/recruit/").content.decode()
    office.post(f"/c/recruit/{call.pk}/close/")
    assert "已截止" in office.get("/c/recruit/").content.decode()


@pytest.mark.slow
def test_letters_are_papers_for_their_holder_and_the_office(
    cast: Cast, page: Any, call: Call, lins: Application
) -> None:
    term = appoint_all(actor=cast.zhou, call=call.pk, choices=[Choice(lins.pk, JINHAI)])[0]
    path = f"/recruit/appointments/{term.pk}/letter/"
    for reader in (cast.lin, cast.zhou):
        answer = page(reader).get(path)
        assert (answer["Content-Type"], answer.content[:4]) == ("application/pdf", b"%PDF")
    assert page(cast.he).get(path).status_code == 404
    packed = page(cast.zhou).post("/c/recruit/letters/", {"appointment": [term.pk]})
    names = zipfile.ZipFile(io.BytesIO(packed.content)).namelist()
    assert names == [f"{term.number} 林小舟.pdf"]
    assert page(cast.zhou).post("/c/recruit/letters/", {}).status_code == 404
    assert page(cast.zhou).post("/c/recruit/letters/", {"appointment": list(range(51))}).status_code == 422
    page(cast.lin).post(f"/recruit/appointments/{term.pk}/resign/")
    assert page(cast.lin).get(path).status_code == 404


def test_renewing_and_dismissing_from_the_list(cast: Cast, page: Any, call: Call, lins: Application) -> None:
    term = appoint_all(actor=cast.zhou, call=call.pk, choices=[Choice(lins.pk, JINHAI)])[0]
    office = page(cast.zhou)
    path = f"/c/recruit/appointments/{term.pk}"
    assert (
        "请选任期的最后一天" in office.post(f"{path}/renew/", {"ends_on": "2026-99-99"}, follow=True).content.decode()
    )
    assert "已续聘" in office.post(f"{path}/renew/", {"ends_on": days(300)}, follow=True).content.decode()
    for only, count in (("all", 2), ("in_force", 0), ("ending", 0), ("over", 0)):
        assert office.get(f"/c/recruit/?only={only}").content.decode().count(f"{clock.today().year}-0") >= count
    assert "请写明原因" in office.post(f"{path}/dismiss/", {"reason": ""}, follow=True).content.decode()
    assert "已解聘" in office.post(f"{path}/dismiss/", {"reason": "没有来"}, follow=True).content.decode()
    assert "没有来" in page(cast.lin).get("/recruit/").content.decode()
    assert Appointment.objects.get(pk=term.pk).dismissed


def test_appointing_a_worker_on_their_page(cast: Cast, page: Any) -> None:
    mine = my_registration(cast.lin)
    assert mine is not None
    browser = page(cast.zhou)
    path = f"/c/people/{mine.pk}/appoint/"
    assert f'href="{path}"' in browser.get(f"/c/people/{mine.pk}/").content.decode()
    assert "第3网格" in browser.get(path).content.decode()
    asked = {"post": "grid_supervisor", "ends_on": days(30)}
    assert browser.post(path, asked | {"area": f"{CUIHU}001"}).status_code == 422
    assert browser.post(path, asked | {"area": f"{JINHAI}003"}).url == f"/c/people/{mine.pk}/"
    assert again(cast.lin).holds([Role.PART_TIME_GRID_MEMBER], f"{JINHAI}003")
    assert browser.post(path, asked | {"area": f"{JINHAI}003"}).status_code == 422


def test_staff_without_anything_of_their_own_are_led_to_the_office(cast: Cast, page: Any) -> None:
    assert page(cast.zhou).get("/recruit/").url == "/c/recruit/"
    assert "现在没有招募" in page(cast.lin).get("/recruit/").content.decode()
