"""Staff sign in by login and password, then by the second factor; names lock after repeated failures."""

import re
import threading
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pyotp
import pytest
import time_machine
from django.db import connection
from django.test import Client
from pytest_django import Settings

from benfu.platform.identity.actor import NOBODY, SYSTEM, Actor
from benfu.platform.identity.models import Account, RecoveryCode
from benfu.platform.identity.roles import Role
from benfu.platform.identity.services import prove_password, prove_second_factor, reset_password, reset_second_factor
from benfu.platform.journal.selectors import facts_of
from benfu.platform.lib import clock
from benfu.platform.lib.errors import Invalid, NotAllowed, NotFound, Problem, TooMany

from .conftest import DISTRICT, OTHER_COMMUNITY, PASSWORD, Somebody, account_of, words_in

AT_ONCE = 12
MORNING = "2026-11-24T08:00:00Z"


def enter(browser: Client, login: str = "zhou", password: str = PASSWORD, **more: str) -> Any:
    """Give login and password at the staff's door."""
    return browser.post("/c/login/", {"login": login, "password": password, **more})


def code_now(secret: str) -> str:
    return pyotp.TOTP(secret).at(clock.now())


def set_up(browser: Client) -> tuple[str, list[str]]:
    """Set up a second factor in a browser that is signed in by password; return its secret and recovery codes."""
    secret = re.search(r'id="secret">([A-Z2-7]+)<', browser.get("/c/second-factor/").content.decode())
    assert secret
    done = browser.post("/c/second-factor/", {"code": code_now(secret[1])})
    codes = re.findall(r"<code>([a-z0-9]{5}-[a-z0-9]{5})</code>", done.content.decode())
    assert len(codes) == 10
    return secret[1], codes


@pytest.fixture
def zhou(staff: Somebody) -> Actor:
    return staff("zhou")


@pytest.fixture
def admin(staff: Somebody) -> Actor:
    return staff("admin", Role.ADMINISTRATOR, DISTRICT)


@pytest.mark.django_db
def test_login_and_password_open_the_console(zhou: Actor) -> None:
    browser = Client()
    form = browser.get("/c/login/").content.decode()
    assert 'autocomplete="username"' in form
    assert 'autocomplete="current-password"' in form
    answer = enter(browser, " ＺＨＯＵ ", next="/c/account/")
    assert answer["Location"] == "/c/account/"
    assert browser.get("/c/account/").status_code == 200
    assert [fact.data for fact in facts_of(str(account_of(zhou)))][-1] == {
        "account": zhou.account,
        "strength": "password",
        "door": "browser",
    }


@pytest.mark.django_db
def test_a_wrong_password_and_an_unknown_login_get_the_same_answer(zhou: Actor) -> None:
    wrong = enter(Client(), "zhou", "a wrong secret")
    unknown = enter(Client(), "nobody", "a wrong secret")
    assert wrong.status_code == unknown.status_code == 422
    plain = [words_in(answer.content).replace("nobody", "zhou") for answer in (wrong, unknown)]
    assert re.sub(r"\s", "", plain[0]) == re.sub(r"\s", "", plain[1])
    assert [fact.kind for fact in facts_of(str(account_of(zhou)))] == ["AccountOpened", "SignInFailed"]


@pytest.mark.django_db
@pytest.mark.parametrize("login", ["zhou", "nobody"])
def test_failures_lock_a_name_for_one_five_then_thirty_minutes(login: str, zhou: Actor) -> None:
    with time_machine.travel(MORNING, tick=False) as now:
        for _try in range(5):
            assert enter(Client(), login, "a wrong secret").status_code == 422
        for minutes in (1, 5, 30, 30):
            locked = enter(Client(), login, PASSWORD)
            assert locked.status_code == 429
            assert f"请 {minutes} 分钟后再试" in words_in(locked.content)
            now.shift(timedelta(minutes=minutes, seconds=-1))
            assert enter(Client(), login, PASSWORD).status_code == 429
            now.shift(timedelta(seconds=1))
            assert enter(Client(), login, "a wrong secret").status_code == 422
        now.shift(timedelta(minutes=30))
        assert enter(Client(), "zhou").status_code == 302


@pytest.mark.django_db
def test_success_and_a_day_of_rest_forget_failures(zhou: Actor) -> None:
    with time_machine.travel(MORNING, tick=False) as now:
        for _round in range(3):
            for _try in range(4):
                enter(Client(), "zhou", "a wrong secret")
            assert enter(Client()).status_code == 302
        for _try in range(4):
            enter(Client(), "zhou", "a wrong secret")
        now.shift(timedelta(hours=24, seconds=1))
        for _try in range(5):
            assert enter(Client(), "zhou", "a wrong secret").status_code == 422
        assert enter(Client()).status_code == 429


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_guesses_sent_at_once_are_no_more_than_five(zhou: Actor) -> None:
    start = threading.Barrier(AT_ONCE, timeout=20)

    def guess(number: int) -> str:
        try:
            start.wait()
            prove_password(actor=NOBODY, login="zhou", password=f"guess {number}", address="a")
        except Problem as problem:
            return type(problem).__name__
        finally:
            connection.close()
        return "in"

    with ThreadPoolExecutor(AT_ONCE) as pool:
        assert Counter(pool.map(guess, range(AT_ONCE))) == {"Invalid": 5, "TooMany": AT_ONCE - 5}


@pytest.mark.django_db
def test_one_address_cannot_try_every_name() -> None:
    for number in range(100):
        with pytest.raises(Invalid):
            prove_password(actor=NOBODY, login=f"name{number}", password="x", address="here")
    with pytest.raises(TooMany):
        prove_password(actor=NOBODY, login="one more", password="x", address="here")


@pytest.mark.django_db
def test_an_administrator_sees_no_console_before_the_second_factor_is_set_up(admin: Actor) -> None:
    browser = Client()
    assert enter(browser, "admin")["Location"] == "/c/second-factor/"
    assert browser.get("/c/journal/failed/")["Location"] == "/c/second-factor/?next=%2Fc%2Fjournal%2Ffailed%2F"
    page = browser.get("/c/second-factor/")
    assert "管理员账号必须" in words_in(page.content)
    assert "data:image/svg+xml" in page.content.decode()
    set_up(browser)
    assert browser.get("/c/journal/failed/").status_code == 200


@pytest.mark.django_db
def test_with_a_second_factor_the_password_alone_opens_nothing(admin: Actor) -> None:
    with time_machine.travel(MORNING, tick=False) as now:
        browser = Client()
        enter(browser, "admin")
        secret, _codes = set_up(browser)
        now.shift(timedelta(minutes=5))
        second = Client()
        assert enter(second, "admin", next="/c/account/")["Location"] == "/c/login/code/?next=%2Fc%2Faccount%2F"
        assert second.get("/c/account/").status_code == 302
        done = second.post("/c/login/code/", {"code": code_now(secret), "next": "/c/account/"})
        assert done["Location"] == "/c/account/"
        assert second.get("/c/journal/failed/").status_code == 200


@pytest.mark.django_db
def test_a_code_of_the_authenticator_is_taken_once(admin: Actor) -> None:
    with time_machine.travel(MORNING, tick=False) as now:
        browser = Client()
        enter(browser, "admin")
        secret, _codes = set_up(browser)
        with pytest.raises(Invalid):  # the code that confirmed it is spent too
            prove_second_factor(actor=NOBODY, account=account_of(admin), code=code_now(secret))
        now.shift(timedelta(seconds=30))
        code = code_now(secret)
        prove_second_factor(actor=NOBODY, account=account_of(admin), code=code)
        with pytest.raises(Invalid):
            prove_second_factor(actor=NOBODY, account=account_of(admin), code=code)


@pytest.mark.django_db
@pytest.mark.parametrize(("drift", "taken"), [(-61, False), (-30, True), (0, True), (30, True), (61, False)])
def test_clocks_may_differ_by_one_step(drift: int, taken: bool, admin: Actor) -> None:
    with time_machine.travel(MORNING, tick=False) as now:
        browser = Client()
        enter(browser, "admin")
        secret, _codes = set_up(browser)
        now.shift(timedelta(hours=1))
        code = pyotp.TOTP(secret).at(clock.now() + timedelta(seconds=drift))
        if taken:
            prove_second_factor(actor=NOBODY, account=account_of(admin), code=code)
        else:
            with pytest.raises(Invalid):
                prove_second_factor(actor=NOBODY, account=account_of(admin), code=code)


@pytest.mark.django_db
def test_guessing_the_second_factor_locks_the_name(admin: Actor) -> None:
    browser = Client()
    enter(browser, "admin")
    set_up(browser)
    thief = Client()
    enter(thief, "admin")
    answers = [thief.post("/c/login/code/", {"code": "000000"}).status_code for _try in range(6)]
    assert answers[-1] == 429
    assert 422 in answers


@pytest.mark.django_db
def test_each_recovery_code_stands_in_once(admin: Actor) -> None:
    browser = Client()
    enter(browser, "admin")
    _secret, codes = set_up(browser)
    with connection.cursor() as cursor:
        cursor.execute("SELECT string_agg(code_hash, ' ') FROM identity_recoverycode")
        assert codes[0].replace("-", "") not in cursor.fetchone()[0]
    for typed, let_in in ((codes[0].upper(), True), (codes[0], False), (codes[1].replace("-", " "), True)):
        other = Client()
        enter(other, "admin")
        assert other.post("/c/login/code/", {"code": typed}).status_code == (302 if let_in else 422)
    left = [fact.data["left"] for fact in facts_of(str(account_of(admin)), ["RecoveryCodeUsed"])]
    assert left == [9, 8]


@pytest.mark.django_db
def test_replacing_the_second_factor_needs_the_present_one(admin: Actor) -> None:
    browser = Client()
    enter(browser, "admin")
    old, codes = set_up(browser)
    new = re.search(r'id="secret">([A-Z2-7]+)<', browser.get("/c/second-factor/").content.decode())
    assert new
    assert new[1] != old
    assert browser.post("/c/second-factor/", {"code": code_now(new[1])}).status_code == 200
    refused = browser.post("/c/second-factor/", {"code": code_now(new[1]), "present": "000000"})
    assert refused.status_code == 422
    assert account_of(admin).totp_secret == old
    done = browser.post("/c/second-factor/", {"code": code_now(new[1]), "present": codes[0]})
    assert "备用码只显示这一次" in words_in(done.content)
    assert account_of(admin).totp_secret == new[1]
    assert RecoveryCode.objects.count() == 10


@pytest.mark.django_db
def test_half_in_lasts_ten_minutes(admin: Actor) -> None:
    with time_machine.travel(MORNING, tick=False) as now:
        browser = Client()
        enter(browser, "admin")
        secret, _codes = set_up(browser)
        other = Client()
        enter(other, "admin")
        now.shift(timedelta(minutes=10, seconds=1))
        assert other.post("/c/login/code/", {"code": code_now(secret)})["Location"] == "/c/login/"


@pytest.mark.django_db
def test_the_demonstration_shows_the_authenticators_code(admin: Actor, settings: Settings) -> None:
    browser = Client()
    enter(browser, "admin")
    secret, _codes = set_up(browser)
    with time_machine.travel(clock.now() + timedelta(minutes=5), tick=False):
        other = Client()
        enter(other, "admin")
        assert code_now(secret) not in words_in(other.get("/c/login/code/").content)
        settings.DEMO = True
        assert code_now(secret) in words_in(other.get("/c/login/code/").content)


@pytest.mark.django_db
def test_the_demonstration_lets_two_in_at_once_and_then_says_how_long_to_wait(admin: Actor, settings: Settings) -> None:
    settings.DEMO = True
    browser = Client()
    enter(browser, "admin")
    set_up(browser)
    with time_machine.travel(clock.now() + timedelta(minutes=5), tick=False) as now:
        for _who in range(2):
            other = Client()
            enter(other, "admin")
            shown = re.search(r"<b[^>]*>(\d{6})</b>", other.get("/c/login/code/").content.decode())
            assert shown
            assert other.post("/c/login/code/", {"code": shown[1]}).status_code == 302
        third = Client()
        enter(third, "admin")
        waits = re.search(r"请等 (\d+) 秒", third.get("/c/login/code/").content.decode())
        assert waits
        now.shift(timedelta(seconds=int(waits[1])))
        shown = re.search(r"<b[^>]*>(\d{6})</b>", third.get("/c/login/code/").content.decode())
        assert shown
        assert third.post("/c/login/code/", {"code": shown[1]}).status_code == 302


@pytest.mark.django_db
def test_a_password_somebody_gave_has_to_be_changed_first(admin: Actor, zhou: Actor) -> None:
    given = reset_password(actor=admin, account=zhou.own_account())
    browser = Client()
    assert enter(browser, "zhou", PASSWORD).status_code == 422
    enter(browser, "zhou", given)
    assert browser.get("/c/codes/")["Location"] == "/c/account/?next=%2Fc%2Fcodes%2F"
    assert "先改成自己的" in words_in(browser.get("/c/account/").content)
    weak = browser.post("/c/account/", {"old": given, "new": "1234567890"})
    assert weak.status_code == 422
    assert browser.post("/c/account/", {"old": "wrong", "new": "quiet harbour nine"}).status_code == 422
    assert browser.post("/c/account/", {"old": given, "new": "quiet harbour nine"}).status_code == 302
    assert browser.get("/c/codes/").status_code == 200
    assert enter(Client(), "zhou", "quiet harbour nine").status_code == 302


@pytest.mark.django_db
def test_resetting_is_for_who_administers_all_of_ones_areas(admin: Actor, zhou: Actor, staff: Somebody) -> None:
    elsewhere = staff("els", Role.ADMINISTRATOR, OTHER_COMMUNITY)
    for actor in (elsewhere, zhou, NOBODY):
        with pytest.raises(NotAllowed):
            reset_password(actor=actor, account=zhou.own_account())
    with pytest.raises(NotAllowed):
        reset_password(actor=admin, account=admin.own_account())
    with pytest.raises(NotFound):
        reset_password(actor=SYSTEM, account=10**9)


@pytest.mark.django_db
def test_a_lost_second_factor_is_taken_away_by_who_is_in_charge(admin: Actor, zhou: Actor) -> None:
    browser = Client()
    enter(browser)
    set_up(browser)
    reset_second_factor(actor=admin, account=zhou.own_account())
    assert browser.get("/c/codes/").status_code == 302  # signed out everywhere
    assert enter(Client())["Location"] == "/c/"
    assert not RecoveryCode.objects.exists()
    with pytest.raises(NotFound):
        reset_second_factor(actor=admin, account=zhou.own_account())


@pytest.mark.django_db
def test_a_closed_account_is_told_nothing_else(zhou: Actor) -> None:
    Account.objects.update(is_active=False)
    assert "登录名或密码不对" in words_in(enter(Client()).content)


def test_a_set_up_sent_without_one_begun_is_refused_in_words(staff: Somebody) -> None:
    staff("zhou")
    browser = Client()
    browser.post("/c/login/", {"login": "zhou", "password": PASSWORD})
    answer = browser.post("/c/second-factor/", {"code": "123456"})
    assert answer.status_code == 422
