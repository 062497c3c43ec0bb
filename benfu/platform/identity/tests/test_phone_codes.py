"""Signing in by phone: six digits, ten minutes, five tries, once."""

import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from uuid import UUID, uuid4

import pytest
import time_machine
from django.db import connection
from django.test import Client

from benfu.platform.identity.actor import NOBODY, Actor
from benfu.platform.identity.models import Account, PhoneCode, Session
from benfu.platform.identity.services import prove_phone, request_code
from benfu.platform.journal.selectors import facts_of
from benfu.platform.lib.errors import Invalid, Problem

from .conftest import PHONE, ask_code, digits_of, words_in, wrong

AT_ONCE = 16


@pytest.mark.django_db
def test_a_phone_and_its_code_open_the_door_and_lead_on() -> None:
    browser = Client()
    assert 'autocomplete="tel"' in browser.get("/login/").content.decode()
    asked = browser.post("/login/", {"phone": "１３８ 0000-5678", "next": "/me/data/"})
    assert asked["Location"] == "/login/code/?next=%2Fme%2Fdata%2F"
    step = browser.get(asked["Location"])
    assert "138****5678" in words_in(step.content)
    assert 'autocomplete="one-time-code"' in step.content.decode()
    digits = digits_of(UUID(browser.session["code_request"]))
    done = browser.post(asked["Location"], {"code": f" {digits[:3]} {digits[3:]}\n", "next": "/me/data/"})
    assert (done.status_code, done["Location"]) == (302, "/me/data/")
    account = Account.objects.get()
    assert account.phone == PHONE
    assert browser.session["_auth_user_id"] == str(account.pk)
    assert [fact.kind for fact in facts_of(str(account))] == ["AccountOpened", "SignedIn"]


@pytest.mark.django_db
def test_a_known_phone_comes_back_to_its_account(worker: Actor) -> None:
    browser = Client()
    browser.post("/login/code/", {"code": digits_of(ask_code(browser, "+86 138 0000 5678"))})
    assert browser.session["_auth_user_id"] == str(worker.account)
    assert Account.objects.count() == 1


@pytest.mark.django_db
def test_neither_phone_nor_code_stand_in_the_database(worker: Actor) -> None:
    code_id = ask_code(Client())
    digits = digits_of(code_id)
    with connection.cursor() as cursor:
        for table in (
            "identity_account",
            "identity_phonecode",
            "identity_session",
            "journal_fact",
            "identity_throttle",
        ):
            cursor.execute(f"SELECT t::text FROM {table} t")
            stored = " ".join(row[0] for row in cursor.fetchall())
            assert PHONE not in stored
            assert digits not in stored or table != "identity_phonecode"


@pytest.mark.django_db
def test_a_used_code_is_wiped_and_works_no_second_time() -> None:
    code_id = ask_code(Client())
    digits = digits_of(code_id)
    prove_phone(actor=NOBODY, code_id=code_id, code=digits)
    assert digits_of(code_id) == ""
    with pytest.raises(Invalid, match="重新获取"):
        prove_phone(actor=NOBODY, code_id=code_id, code=digits)


@pytest.mark.django_db
def test_a_code_lives_ten_minutes() -> None:
    with time_machine.travel("2026-11-24T08:00:00Z", tick=False) as clock:
        asked = request_code(actor=NOBODY, phone=PHONE, address="a")
        clock.shift(timedelta(minutes=10))
        with pytest.raises(Invalid):
            prove_phone(actor=NOBODY, code_id=asked.id, code=digits_of(asked.id))
        clock.shift(timedelta(seconds=-1))
        assert prove_phone(actor=NOBODY, code_id=asked.id, code=digits_of(asked.id))


@pytest.mark.django_db
def test_after_five_wrong_tries_the_right_code_is_refused_too() -> None:
    browser = Client()
    code_id = ask_code(browser)
    digits = digits_of(code_id)
    for _try in range(5):
        answer = browser.post("/login/code/", {"code": wrong(digits)})
        assert answer.status_code == 422
        assert "验证码不对" in words_in(answer.content)
    answer = browser.post("/login/code/", {"code": digits})
    assert "重新获取" in words_in(answer.content)
    assert "_auth_user_id" not in browser.session


@pytest.mark.django_db
def test_a_stranger_cannot_use_up_somebody_elses_tries() -> None:
    mine = ask_code(Client())
    for _try in range(9):
        with pytest.raises(Invalid):
            prove_phone(actor=NOBODY, code_id=uuid4(), code=digits_of(mine))
    assert PhoneCode.objects.get(id=mine).tries == 0


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["", "abc", "１２", "🙂" * 20, "0" * 60, "\u0661\u0662\u0663\u0664\u0665\u0666"])
def test_whatever_is_typed_as_a_code_is_refused_in_words(typed: str) -> None:
    browser = Client()
    ask_code(browser)
    answer = browser.post("/login/code/", {"code": typed})
    assert answer.status_code in {200, 422}
    assert "_auth_user_id" not in browser.session


@pytest.mark.django_db
@pytest.mark.parametrize("typed", ["", "1380000", "hello", "13800005678' OR 1=1", "🙂"])
def test_whatever_is_typed_as_a_phone_is_refused_beside_the_field(typed: str) -> None:
    answer = Client().post("/login/", {"phone": typed})
    assert answer.status_code in {200, 422}
    assert 'id="id_phone_error"' in answer.content.decode()
    assert not PhoneCode.objects.exists()


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_five_tries_are_five_in_parallel_too() -> None:
    asked = request_code(actor=NOBODY, phone=PHONE, address="a")
    guess, start = wrong(digits_of(asked.id)), threading.Barrier(AT_ONCE, timeout=20)

    def try_once(_number: int) -> str:
        try:
            start.wait()
            prove_phone(actor=NOBODY, code_id=asked.id, code=guess)
        except Invalid as problem:
            return str(problem.message)
        finally:
            connection.close()
        return "in"

    with ThreadPoolExecutor(AT_ONCE) as pool:
        answers = Counter(pool.map(try_once, range(AT_ONCE)))
    assert answers == {"验证码不对，请核对后再试。": 5, "验证码已失效，请重新获取。": AT_ONCE - 5}
    assert PhoneCode.objects.get().tries == 5


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_of_two_who_give_the_right_code_at_once_one_is_let_in() -> None:
    asked = request_code(actor=NOBODY, phone=PHONE, address="a")
    digits, start = digits_of(asked.id), threading.Barrier(4, timeout=20)

    def enter(_number: int) -> bool:
        try:
            start.wait()
            return bool(prove_phone(actor=NOBODY, code_id=asked.id, code=digits))
        except Problem:
            return False
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert sorted(pool.map(enter, range(4))) == [False, False, False, True]
    assert Account.objects.count() == 1


@pytest.mark.django_db
def test_asking_is_limited_per_phone_whether_or_not_it_is_known(worker: Actor) -> None:
    for phone in (PHONE, "13900001111"):
        with time_machine.travel("2026-11-24T08:00:00Z", tick=False) as clock:
            for _ask in range(5):
                assert Client().post("/login/", {"phone": phone}).status_code == 302
                again = Client().post("/login/", {"phone": phone})
                assert again.status_code == 429
                assert "1 分钟后再试" in words_in(again.content)
                clock.shift(timedelta(seconds=61))
            answer = Client().post("/login/", {"phone": phone})
            assert answer.status_code == 429
            assert "55 分钟" in words_in(answer.content)


@pytest.mark.django_db
def test_asking_is_limited_per_address() -> None:
    for number in range(100):
        assert Client().post("/login/", {"phone": f"139{number:08}"}).status_code == 302
    assert Client().post("/login/", {"phone": "13900009999"}).status_code == 429
    assert Client().post("/login/", {"phone": "13900009999"}, REMOTE_ADDR="198.51.100.7").status_code == 302


@pytest.mark.django_db
def test_another_code_can_be_asked_for_without_typing_the_number_again() -> None:
    browser = Client()
    with time_machine.travel("2026-11-24T08:00:00Z", tick=False) as clock:
        first = ask_code(browser)
        early = browser.post("/login/code/again/", follow=True)
        assert "请 1 分钟后再试" in words_in(early.content)
        clock.shift(timedelta(minutes=2))
        assert "已重新获取验证码" in words_in(browser.post("/login/code/again/", follow=True).content)
        second = UUID(browser.session["code_request"])
        assert second != first
        browser.post("/login/code/", {"code": digits_of(second)})
    assert "_auth_user_id" in browser.session


@pytest.mark.django_db
def test_the_code_page_without_a_code_leads_back_to_the_phone() -> None:
    assert Client().get("/login/code/")["Location"] == "/login/"
    assert Client().post("/login/code/again/")["Location"] == "/login/"


@pytest.mark.django_db
def test_a_closed_account_is_not_let_in(worker: Actor) -> None:
    Account.objects.update(is_active=False)
    browser = Client()
    answer = browser.post("/login/code/", {"code": digits_of(ask_code(browser))})
    assert "已停用" in words_in(answer.content)
    assert not Session.objects.filter(account__isnull=False).exists()


@pytest.mark.django_db
def test_signing_in_works_with_cross_site_protection_on() -> None:
    browser = Client(enforce_csrf_checks=True)
    assert browser.post("/login/", {"phone": PHONE}).status_code == 403
    browser.get("/login/")
    token = browser.cookies["csrftoken"].value
    assert browser.post("/login/", {"phone": PHONE, "csrfmiddlewaretoken": token}).status_code == 302
