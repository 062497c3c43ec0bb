"""Sessions: new at each sign-in, ended everywhere at once, short for staff and long for workers, no stronger than the door."""

from datetime import timedelta

import pytest
import time_machine
from django.test import Client

from benfu.platform.identity.actor import Actor, Duty, actor_of
from benfu.platform.identity.models import Session
from benfu.platform.identity.roles import STAFF, Role
from benfu.platform.identity.strength import Strength, opened

from .conftest import COMMUNITY, DISTRICT, PASSWORD, Somebody, ask_code, digits_of, words_in

MORNING = "2026-11-24T00:00:00Z"


def enter_by_phone(browser: Client) -> None:
    browser.post("/login/code/", {"code": digits_of(ask_code(browser))})


def enter_by_password(browser: Client, login: str = "zhou") -> None:
    assert browser.post("/c/login/", {"login": login, "password": PASSWORD}).status_code == 302


def signed_in(browser: Client) -> bool:
    return bool(browser.get("/me/data/").status_code == 200)


@pytest.mark.django_db
def test_signing_in_makes_a_new_session_and_carries_nothing_over(worker: Actor) -> None:
    browser = Client()
    code_id = ask_code(browser)
    before = browser.session.session_key
    browser.post("/login/code/", {"code": digits_of(code_id)})
    assert browser.session.session_key != before
    assert "code_request" not in browser.session
    assert not Session.objects.filter(session_key=before).exists()


@pytest.mark.django_db
def test_a_session_says_whose_it_is_and_how_they_came(worker: Actor, staff: Somebody) -> None:
    zhou = staff("zhou")
    enter_by_phone(Client())
    enter_by_password(Client())
    kept = {(session.account_id, session.strength) for session in Session.objects.filter(account__isnull=False)}
    assert kept == {(worker.account, "phone"), (zhou.account, "password")}


@pytest.mark.django_db
def test_workers_stay_signed_in_until_they_are_away_for_a_month(worker: Actor) -> None:
    with time_machine.travel(MORNING, tick=False) as now:
        browser = Client()
        enter_by_phone(browser)
        for _month in range(3):
            now.shift(timedelta(days=29))
            assert signed_in(browser)
        now.shift(timedelta(days=30, seconds=1))
        assert not signed_in(browser)


@pytest.mark.django_db
def test_staff_are_signed_out_after_an_hour_alone(staff: Somebody) -> None:
    staff("zhou")
    with time_machine.travel(MORNING, tick=False) as now:
        browser = Client()
        enter_by_password(browser)
        for _page in range(5):
            now.shift(timedelta(minutes=59))
            assert signed_in(browser)
        now.shift(timedelta(minutes=66))
        assert not signed_in(browser)
        assert not Session.objects.filter(account__isnull=False).exists()


@pytest.mark.django_db
def test_staff_are_signed_out_after_a_working_day_whatever_they_do(staff: Somebody) -> None:
    staff("zhou")
    with time_machine.travel(MORNING, tick=False) as now:
        browser = Client()
        enter_by_password(browser)
        for _page in range(14):
            now.shift(timedelta(minutes=50))
            assert signed_in(browser)
        now.shift(timedelta(minutes=50))
        assert not signed_in(browser)


@pytest.mark.django_db
def test_signing_out_everywhere_leaves_only_this_browser(worker: Actor) -> None:
    with time_machine.travel(MORNING, tick=False) as now:
        browsers = [Client(), Client(), Client()]
        for browser in browsers:
            enter_by_phone(browser)
            now.shift(timedelta(minutes=2))
        assert "共在 3 个浏览器里登录着" in words_in(browsers[0].get("/me/data/").content)
        answer = browsers[0].post("/me/data/sessions/end/", follow=True)
        assert "其他设备都已退出" in words_in(answer.content)
        assert [signed_in(browser) for browser in browsers] == [True, False, False]


@pytest.mark.django_db
def test_a_new_password_ends_all_other_sessions(staff: Somebody) -> None:
    staff("zhou")
    here, elsewhere = Client(), Client()
    enter_by_password(here)
    enter_by_password(elsewhere)
    here.post("/c/account/", {"old": PASSWORD, "new": "quiet harbour nine"})
    assert (signed_in(here), signed_in(elsewhere)) == (True, False)


@pytest.mark.django_db
def test_signing_out_leads_back_to_the_door_one_came_by(worker: Actor, staff: Somebody) -> None:
    staff("zhou")
    rider, clerk = Client(), Client()
    enter_by_phone(rider)
    enter_by_password(clerk)
    assert rider.get("/logout/").status_code == 405
    assert (rider.post("/logout/")["Location"], clerk.post("/logout/")["Location"]) == ("/login/", "/c/login/")
    assert not signed_in(rider)
    assert not Session.objects.filter(account__isnull=False).exists()


@pytest.mark.django_db
def test_a_phone_opens_no_staff_duty(worker: Actor, duties: dict[int, tuple[Duty, ...]]) -> None:
    duties[worker.own_account()] = (Duty(Role.WORKER, COMMUNITY), Duty(Role.COMMUNITY_WORKER, COMMUNITY))
    browser = Client()
    enter_by_phone(browser)
    assert browser.get("/me/data/").status_code == 200
    assert browser.get("/c/codes/")["Location"] == "/c/login/?next=%2Fc%2Fcodes%2F"


@pytest.mark.parametrize("strength", list(Strength))
@pytest.mark.parametrize("administrates", [True, False])
def test_what_each_way_of_signing_in_opens(strength: Strength, administrates: bool) -> None:
    held = frozenset({Role.WORKER, Role.GRID_MEMBER} | ({Role.ADMINISTRATOR} if administrates else set()))
    whole = strength == Strength.SECOND_FACTOR or (strength == Strength.PASSWORD and not administrates)
    assert opened(held, strength) == (held if whole else {Role.WORKER})
    actor = Actor(account=1, duties=tuple(Duty(role, DISTRICT) for role in sorted(held)))
    assert actor.as_signed_in(strength).is_staff == whole
    assert actor.as_signed_in(strength).account == 1


def test_stronger_ways_open_no_less() -> None:
    for roles in ({role} for role in Role):
        phone, password, both = (opened(frozenset(roles), strength) for strength in Strength)
        assert phone <= password <= both == frozenset(roles)
    assert not opened(frozenset(STAFF - {Role.PART_TIME_GRID_MEMBER}), Strength.PHONE)


@pytest.mark.django_db
def test_an_account_nobody_registered_with_is_somebody_without_a_person(worker: Actor) -> None:
    assert actor_of(worker.own_account()).own_person() == worker.own_account() + 1000
