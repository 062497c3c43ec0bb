"""Who calls the API: tokens, and the phone's own session with the outbox's headers."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pyotp
import pytest
import time_machine
from django.db import connection
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from benfu.platform.identity.actor import SYSTEM, Actor, Duty
from benfu.platform.identity.models import Account, ApiToken
from benfu.platform.identity.roles import Role
from benfu.platform.identity.services import make_token, reset_password, revoke_token
from benfu.platform.identity.strength import Strength
from benfu.platform.journal.selectors import facts_of
from benfu.platform.lib import clock
from benfu.platform.lib.errors import Invalid, NotFound
from benfu.platform.privacy.loaders import load

from .conftest import COMMUNITY, PASSWORD, PHONE, Somebody, ask_code, digits_of

Api = Callable[..., Any]
OUTBOX = {"X-Outbox": "1", "Sec-Fetch-Site": "same-origin"}
CONSENT = "/api/v1/me/consents/position"
SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"
pytestmark = pytest.mark.django_db


def phone_browser() -> Client:
    """Return a browser signed in by phone."""
    browser = Client()
    browser.post("/login/code/", {"code": digits_of(ask_code(browser))})
    return browser


def test_a_token_tells_who_calls(worker: Actor, api: Api) -> None:
    answer = api(worker).get("/api/v1/me")
    assert answer.json() == {
        "account": worker.account,
        "person": worker.person,
        "name": "某人",
        "duties": [{"role": "worker", "area": COMMUNITY, "unit": ""}],
    }


@pytest.mark.parametrize(
    "header", ["", "Bearer", "Bearer ", "Bearer benfu_wrong", "Basic abc", "Bearer \u00e9", "x" * 9000]
)
def test_without_a_valid_token_the_answer_is_401_in_words(header: str) -> None:
    answer = Client(headers={"Authorization": header}).get("/api/v1/me")
    assert answer.status_code == 401
    assert answer["Content-Type"] == "application/problem+json"
    assert answer.json()["title"] == "请先登录。"


def test_knowing_who_calls_costs_one_statement(
    worker: Actor, api: Api, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    client = api(worker)
    with django_assert_num_queries(1):  # the duties included, whoever keeps them
        client.get("/api/v1/me")
    browser = phone_browser()
    with django_assert_num_queries(1):
        browser.get("/api/v1/me")


def test_the_day_of_use_is_noted_once_a_day(
    worker: Actor, api: Api, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    with time_machine.travel("2026-11-24T08:00:00Z", tick=False) as now:
        client = api(worker)
        now.shift(timedelta(days=1))
        with django_assert_num_queries(2):
            client.get("/api/v1/me")
        with django_assert_num_queries(1):
            client.get("/api/v1/me")
    assert str(ApiToken.objects.get().used_on) == "2026-11-25"


def test_a_worker_gets_a_token_by_phone(worker: Actor) -> None:
    asked = Client().post("/api/v1/codes", {"phone": PHONE}, content_type="application/json")
    assert asked.status_code == 201
    body = asked.json()
    assert (body["phone"], body["where"], body["code"]) == ("138****5678", "staff", None)
    given = {"request": body["request"], "code": digits_of(body["request"]), "label": "my script"}
    made = Client().post("/api/v1/tokens", given, content_type="application/json")
    assert made.status_code == 201
    assert made.json()["strength"] == "phone"
    client = Client(headers={"Authorization": f"Bearer {made.json()['token']}"})
    assert client.get("/api/v1/me").json()["account"] == worker.account
    (listed,) = client.get("/api/v1/tokens").json()
    assert (listed["label"], listed["strength"]) == ("my script", "phone")
    assert "token" not in listed


def test_staff_get_a_token_by_password_and_second_factor(staff: Somebody) -> None:
    zhou = staff("zhou")
    given = {"login": "zhou", "password": PASSWORD}
    weak = Client().post("/api/v1/tokens", given, content_type="application/json")
    assert weak.json()["strength"] == "password"
    Account.objects.filter(id=zhou.own_account()).update(totp_secret=SECRET)
    missing = Client().post("/api/v1/tokens", given, content_type="application/json")
    assert missing.status_code == 422
    assert "second_factor" in missing.json()["fields"]
    code = pyotp.TOTP(SECRET).at(clock.now())
    made = Client().post("/api/v1/tokens", {**given, "second_factor": code}, content_type="application/json")
    assert made.json()["strength"] == "second_factor"
    again = Client().post("/api/v1/tokens", {**given, "second_factor": code}, content_type="application/json")
    assert again.status_code == 422  # a code is taken once


def test_a_password_somebody_gave_gets_no_token(staff: Somebody) -> None:
    given = {"login": "zhou", "password": reset_password(actor=SYSTEM, account=staff("zhou").own_account())}
    answer = Client().post("/api/v1/tokens", given, content_type="application/json")
    assert answer.status_code == 403
    assert not ApiToken.objects.exists()


def test_programs_are_told_how_to_sign_in() -> None:
    described = Client().get("/api/v1/openapi.json").json()
    assert described["components"]["securitySchemes"]["TokenOrSession"] == {"type": "http", "scheme": "bearer"}
    assert described["paths"]["/api/v1/me"]["get"]["security"] == [{"TokenOrSession": []}]
    assert "security" not in described["paths"]["/api/v1/tokens"]["post"]


def test_wrong_words_get_no_token(staff: Somebody) -> None:
    staff("zhou")
    for given in ({}, {"login": "zhou", "password": "x"}, {"login": "nobody", "password": "x"}):
        answer = Client().post("/api/v1/tokens", given, content_type="application/json")
        assert answer.status_code == 422
    assert not ApiToken.objects.exists()


def test_a_token_by_phone_opens_no_staff_duty(worker: Actor, duties: dict[int, tuple[Duty, ...]], api: Api) -> None:
    duties[worker.own_account()] = (Duty(Role.WORKER, COMMUNITY), Duty(Role.GRID_MEMBER, COMMUNITY))
    by_phone = api(worker, strength=Strength.PHONE).get("/api/v1/me").json()
    by_password = api(worker, strength=Strength.PASSWORD).get("/api/v1/me").json()
    assert [duty["role"] for duty in by_phone["duties"]] == ["worker"]
    assert len(by_password["duties"]) == 2


def test_a_token_is_kept_as_a_hash_and_ends_when_its_owner_says_so(worker: Actor, staff: Somebody) -> None:
    made = make_token(actor=worker, label="a", strength=Strength.PHONE)
    with connection.cursor() as cursor:
        cursor.execute("SELECT t::text FROM identity_apitoken t")
        assert made.key.removeprefix("benfu_") not in cursor.fetchone()[0]
    with pytest.raises(NotFound):
        revoke_token(actor=staff("zhou"), token=made.id)
    client = Client(headers={"Authorization": f"Bearer {made.key}"})
    assert client.delete(f"/api/v1/tokens/{made.id}").status_code == 204
    assert client.get("/api/v1/me").status_code == 401
    kinds = [fact.kind for fact in facts_of(f"account:{worker.account}")]
    assert kinds == ["AccountOpened", "TokenMade", "TokenRevoked"]


def test_a_token_ends_with_its_time_and_with_its_account(worker: Actor, api: Api) -> None:
    with time_machine.travel("2026-11-24T08:00:00Z", tick=False) as now:
        client = api(worker, strength=Strength.PHONE)
        now.shift(timedelta(days=179))
        assert client.get("/api/v1/me").status_code == 200
        now.shift(timedelta(days=1))
        assert client.get("/api/v1/me").status_code == 401
    client = api(worker)
    Account.objects.update(is_active=False)
    assert client.get("/api/v1/me").status_code == 401


def test_an_account_holds_a_limited_number_of_tokens(worker: Actor) -> None:
    for number in range(20):
        make_token(actor=worker, label=str(number), strength=Strength.PHONE)
    with pytest.raises(Invalid):
        make_token(actor=worker, label="21", strength=Strength.PHONE)


def test_the_phones_session_may_read(worker: Actor) -> None:
    assert phone_browser().get("/api/v1/me").json()["account"] == worker.account


@pytest.mark.parametrize(
    ("headers", "status"),
    [
        (OUTBOX, 204),
        ({"X-Outbox": "1", "Origin": "http://testserver"}, 204),
        ({}, 403),
        ({"X-Outbox": "1"}, 403),
        ({"Sec-Fetch-Site": "same-origin"}, 403),
        ({"X-Outbox": "1", "Sec-Fetch-Site": "cross-site"}, 403),
        ({"X-Outbox": "1", "Sec-Fetch-Site": "same-site"}, 403),
        ({"X-Outbox": "1", "Sec-Fetch-Site": "none"}, 403),
        ({"X-Outbox": "1", "Sec-Fetch-Site": "cross-site", "Origin": "http://testserver"}, 403),
        ({"X-Outbox": "1", "Origin": "https://evil.example"}, 403),
    ],
)
def test_the_phones_session_writes_only_from_our_own_pages(headers: dict[str, str], status: int, worker: Actor) -> None:
    answer = phone_browser().delete(CONSENT, headers=headers)
    assert answer.status_code == status
    if status == 403:
        assert answer.json()["title"] == "这个请求不是从本应用的页面发出的。"


def test_the_outbox_outlives_the_form_token(worker: Actor) -> None:
    browser = Client(enforce_csrf_checks=True)
    browser.get("/login/")
    token = browser.cookies["csrftoken"].value
    browser.post("/login/", {"phone": PHONE, "csrfmiddlewaretoken": token})
    code = digits_of(browser.session["code_request"])
    browser.post("/login/code/", {"code": code, "csrfmiddlewaretoken": token})
    del browser.cookies["csrftoken"]
    assert browser.delete(CONSENT, headers=OUTBOX).status_code == 204


def test_an_ended_session_gets_401_so_that_the_outbox_keeps_its_reports(worker: Actor) -> None:
    with time_machine.travel("2026-11-24T08:00:00Z", tick=False) as now:
        browser = phone_browser()
        now.shift(timedelta(days=30, seconds=1))
        assert browser.delete(CONSENT, headers=OUTBOX).status_code == 401
        now.shift(timedelta(days=-30))
        Account.objects.update(is_active=False)
        assert browser.delete(CONSENT, headers=OUTBOX).status_code == 401


def test_a_staff_session_left_alone_is_closed_to_the_api_too(staff: Somebody) -> None:
    staff("zhou")
    with time_machine.travel("2026-11-24T08:00:00Z", tick=False) as now:
        browser = Client()
        browser.post("/c/login/", {"login": "zhou", "password": PASSWORD})
        now.shift(timedelta(minutes=59))
        assert browser.get("/api/v1/me").status_code == 200
        now.shift(timedelta(minutes=2))
        assert browser.get("/api/v1/me").status_code == 401


def test_consents_over_the_api(worker: Actor, api: Api) -> None:
    load(lambda words: None)
    client = api(worker)
    assert client.put(CONSENT, {"version": 1}).status_code == 204
    assert client.put(CONSENT, {"version": 9}).status_code == 409
    assert client.put("/api/v1/me/consents/horoscope", {"version": 1}).status_code == 404
    given = {text["code"]: text["given_version"] for text in client.get("/api/v1/me/consents").json()}
    assert given == {"registration": None, "position": 1, "outreach": None}
    assert client.delete(CONSENT).status_code == 204
    given = {text["code"]: text["given_version"] for text in client.get("/api/v1/me/consents").json()}
    assert given == {"registration": None, "position": None, "outreach": None}


def test_a_session_of_a_password_somebody_else_gave_opens_no_api(staff: Somebody) -> None:
    zhou, browser = staff("zhou"), Client()
    browser.post("/c/login/", {"login": "zhou", "password": PASSWORD})
    assert browser.get("/api/v1/me").status_code == 200
    Account.objects.filter(id=zhou.own_account()).update(password_temporary=True)
    assert browser.get("/api/v1/me").status_code == 401
