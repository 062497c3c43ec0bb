"""One's own data: seen, exported, consents changed, left for good."""

import json
from collections.abc import Callable

import pytest
from django.test import Client

from benfu.platform.identity.actor import Actor, Duty
from benfu.platform.identity.models import Account, ApiToken, PhoneCode, Session
from benfu.platform.identity.roles import Role
from benfu.platform.identity.services import leave_for_good, make_token, open_account_by_phone, request_code
from benfu.platform.identity.strength import Strength
from benfu.platform.journal.drain import drain_all
from benfu.platform.journal.selectors import facts_of
from benfu.platform.lib.errors import Conflict, NotSignedIn
from benfu.platform.privacy import proofs
from benfu.platform.privacy.loaders import load
from benfu.platform.privacy.selectors import has_consented
from benfu.platform.privacy.services import disclose

from .conftest import COMMUNITY, PHONE, Somebody, account_of, words_in

Page = Callable[..., Client]
pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def texts(db: None) -> None:
    load(lambda words: None)


def test_the_page_says_what_is_kept_and_why(worker: Actor, page: Page) -> None:
    words = words_in(page(worker).get("/me/data/").content)
    for expected in ("138****5678", "报到和使用说明", "上报时的位置", "没有人查看过", "导出我的全部信息", "注销"):
        assert expected in words
    assert PHONE not in words


def test_strangers_see_no_data(db: None) -> None:
    assert Client().get("/me/data/")["Location"] == "/login/?next=%2Fme%2Fdata%2F"
    assert Client().get("/me/data/file/").status_code == 302
    assert Client().post("/me/data/leave/")["Location"].startswith("/login/")


def test_the_export_is_a_file_with_all_of_it(worker: Actor, page: Page, staff: Somebody) -> None:
    make_token(actor=worker, label="my script", strength=Strength.PHONE)
    disclose(actor=staff("zhou"), subject=f"account:{worker.account}", field="phone", reason="电话核实报到")
    answer = page(worker).get("/me/data/file/")
    assert answer["Content-Disposition"].startswith('attachment; filename="benfu-')
    data = json.loads(answer.content)
    assert data["identity"]["phone"] == PHONE
    assert data["identity"]["tokens"][0]["label"] == "my script"
    assert data["privacy"]["looked_at"][0]["reason"] == "电话核实报到"


def test_the_same_export_over_the_api(worker: Actor, api: Callable[..., Client]) -> None:
    assert api(worker).get("/api/v1/me/data").json()["identity"]["phone"] == PHONE


def test_exporting_is_limited(worker: Actor, page: Page) -> None:
    browser = page(worker)
    answers = [browser.get("/me/data/file/").status_code for _ask in range(21)]
    assert answers == [200] * 20 + [429]


def test_consents_are_given_and_withdrawn_on_the_page(worker: Actor, page: Page) -> None:
    browser, account = page(worker), worker.own_account()
    said = browser.post("/me/data/consents/position/", {"version": "1"}, follow=True)
    assert "已记下您的同意" in words_in(said.content)
    assert has_consented(account, "position")
    browser.post("/me/data/consents/position/")
    assert not has_consented(account, "position")
    assert browser.post("/me/data/consents/position/", {"version": "7"}).status_code == 409
    assert browser.post("/me/data/consents/horoscope/", {"version": "1"}).status_code == 404


def test_who_looked_can_be_seen(worker: Actor, page: Page, staff: Somebody) -> None:
    assert (
        disclose(actor=staff("zhou"), subject=f"account:{worker.account}", field="phone", reason="电话核实报到")
        == PHONE
    )
    assert "电话核实报到" in words_in(page(worker).get("/me/data/").content)


def test_a_token_is_ended_on_the_page(worker: Actor, page: Page) -> None:
    made = make_token(actor=worker, label="my script", strength=Strength.PHONE)
    browser = page(worker)
    assert "my script" in words_in(browser.get("/me/data/").content)
    browser.post(f"/me/data/tokens/{made.id}/end/")
    assert not ApiToken.objects.exists()
    assert browser.post(f"/me/data/tokens/{made.id}/end/").status_code == 404


def test_leaving_signs_out_at_once_and_forgets_who_it_was(worker: Actor, page: Page) -> None:
    request_code(actor=worker, phone=PHONE, address="a")
    make_token(actor=worker, label="a", strength=Strength.PHONE)
    here, elsewhere = page(worker), page(worker)
    assert "已注销" in words_in(here.post("/me/data/leave/", follow=True).content)
    assert elsewhere.get("/me/data/").status_code == 302
    assert not Session.objects.filter(account__isnull=False).exists()
    fact = facts_of(f"person:{worker.person}").get()
    assert (fact.kind, fact.data) == ("SubjectErased", {"account": worker.account, "person": worker.person})
    drain_all()
    account = account_of(worker)
    assert (account.phone, account.phone_hash, account.login, account.is_active) == ("", None, None, False)
    assert not PhoneCode.objects.exists()
    assert open_account_by_phone(actor=worker, phone=PHONE) != account  # who comes back is somebody new


def test_hearing_of_it_twice_changes_nothing(worker: Actor) -> None:
    leave_for_good(actor=worker)
    drain_all()
    before = Account.objects.filter(id=worker.own_account()).values("phone", "phone_hash", "is_active").get()
    leave_for_good(actor=worker)
    drain_all()
    assert Account.objects.filter(id=worker.own_account()).values("phone", "phone_hash", "is_active").get() == before


def test_staff_hand_their_duty_back_first(worker: Actor, duties: dict[int, tuple[Duty, ...]]) -> None:
    duties[worker.own_account()] = (Duty(Role.WORKER, COMMUNITY), Duty(Role.GRID_MEMBER, COMMUNITY))
    with pytest.raises(Conflict):
        leave_for_good(actor=worker.as_signed_in(Strength.PHONE))
    with pytest.raises(NotSignedIn):
        leave_for_good(actor=Actor())


def test_every_hidden_column_of_the_house_is_declared(worker: Actor) -> None:
    assert [proof.name for proof in proofs.proofs() if not proof.ok] == []
