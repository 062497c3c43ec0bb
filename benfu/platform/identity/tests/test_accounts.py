"""Accounts: opened by staff for staff, one may serve both doors, names are unique in any spelling."""

from datetime import timedelta
from io import StringIO

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.test import Client, RequestFactory
from pytest_django import Settings

from benfu.platform.identity.actor import NOBODY, SYSTEM, Actor, Duty
from benfu.platform.identity.models import Account, ApiToken, Lockout, PhoneCode, Session
from benfu.platform.identity.names import address_key, phone_hash, plain_login
from benfu.platform.identity.roles import Role
from benfu.platform.identity.selectors import account_of_phone, login_without_password, logins_of, masked_phones
from benfu.platform.identity.services import (
    create_staff_account,
    make_token,
    open_account_by_phone,
    prove_password,
    reset_password,
    set_first_password,
)
from benfu.platform.identity.strength import Strength
from benfu.platform.identity.tidying import tidy
from benfu.platform.journal.selectors import facts_of
from benfu.platform.lib.errors import Conflict, Invalid, NotAllowed, NotFound

from .conftest import DISTRICT, PASSWORD, PHONE, Somebody, account_of, ask_code, digits_of

pytestmark = pytest.mark.django_db


def test_an_administrator_opens_an_account_with_a_password_to_be_changed(staff: Somebody) -> None:
    admin = staff("admin", Role.ADMINISTRATOR, DISTRICT)
    made = create_staff_account(actor=admin, login="Zhou.Ming")
    assert made.login == "zhou.ming"
    assert len(made.password) == 16
    account = Account.objects.get(id=made.id)
    assert account.password_temporary
    assert account.check_password(made.password)
    assert facts_of(str(account)).get().actor == admin.account


@pytest.mark.parametrize("who", [NOBODY, Actor(account=1, duties=(Duty(Role.STREET_OFFICIAL, DISTRICT),))])
def test_nobody_else_opens_one(who: Actor) -> None:
    with pytest.raises(NotAllowed):
        create_staff_account(actor=who, login="zhou")


@pytest.mark.parametrize("login", ["", "z", "zhou ming", "zhou@example.com", "<b>zhou</b>", "..."])
def test_bad_login_names_are_refused_beside_the_field(login: str) -> None:
    with pytest.raises(Invalid) as refused:
        create_staff_account(actor=SYSTEM, login=login)
    assert "login" in refused.value.fields


@pytest.mark.parametrize("password", ["short", "12345678901", "password123"])
def test_weak_passwords_are_refused(password: str) -> None:
    with pytest.raises(Invalid):
        create_staff_account(actor=SYSTEM, login="zhou", password=password)


@pytest.mark.parametrize("again", ["zhou", "ZHOU", " Ｚｈｏｕ "])
def test_a_name_is_taken_in_any_spelling(again: str) -> None:
    create_staff_account(actor=SYSTEM, login="zhou")
    with pytest.raises(Conflict):
        create_staff_account(actor=SYSTEM, login=again)
    assert Account.objects.count() == 1


def test_one_account_may_serve_both_doors(worker: Actor) -> None:
    made = create_staff_account(actor=SYSTEM, login="tang", password=PASSWORD, account=worker.own_account())
    assert made.id == worker.account
    assert prove_password(actor=NOBODY, login="tang", password=PASSWORD, address="a").pk == worker.account
    browser = Client()
    browser.post("/login/code/", {"code": digits_of(ask_code(browser))})
    assert browser.session["_auth_user_id"] == str(worker.account)
    with pytest.raises(Conflict):
        create_staff_account(actor=SYSTEM, login="tang2", account=worker.own_account())
    with pytest.raises(NotFound):
        create_staff_account(actor=SYSTEM, login="tang3", account=10**9)


def test_nobody_else_ever_knows_a_way_into_a_workers_account(worker: Actor, staff: Somebody) -> None:
    admin = staff("admin", Role.ADMINISTRATOR, DISTRICT)
    made = create_staff_account(actor=admin, login="tang", account=worker.own_account())
    assert made.password == ""
    assert login_without_password(worker) == "tang"
    assert not Account.objects.get(pk=made.id).has_usable_password()
    for weak in ("", "short"):
        with pytest.raises(Invalid):
            set_first_password(actor=worker, new=weak)
    set_first_password(actor=worker, new=PASSWORD)
    assert prove_password(actor=NOBODY, login="tang", password=PASSWORD, address="a").pk == worker.account
    with pytest.raises(Conflict):
        set_first_password(actor=worker, new="another good password")
    assert reset_password(actor=SYSTEM, account=worker.own_account()) == ""
    with pytest.raises(Invalid):
        prove_password(actor=NOBODY, login="tang", password=PASSWORD, address="a")
    set_first_password(actor=worker, new="another good password")


def test_the_owner_chooses_the_password_signed_in_by_phone(worker: Actor, staff: Somebody) -> None:
    admin = staff("admin", Role.ADMINISTRATOR, DISTRICT)
    browser = Client()
    browser.post("/login/code/", {"code": digits_of(ask_code(browser))})
    assert browser.get("/me/password/")["Location"] == "/me/"
    create_staff_account(actor=admin, login="tang", account=worker.own_account())
    assert "tang" in browser.get("/me/password/").content.decode()
    assert browser.post("/me/password/", {"new": "short"}).status_code == 422
    assert browser.post("/me/password/", {"new": PASSWORD})["Location"] == "/me/"
    assert browser.get("/me/data/").status_code == 200
    assert Client().get("/me/password/")["Location"].startswith("/login/")


def test_a_phone_has_one_account_however_it_is_written() -> None:
    first = open_account_by_phone(actor=SYSTEM, phone=PHONE)
    assert open_account_by_phone(actor=SYSTEM, phone="+86 138-0000-5678") == first
    assert not first.has_usable_password()


def test_staff_see_phones_masked_and_logins(worker: Actor, staff: Somebody) -> None:
    zhou = staff("zhou")
    both = [worker.own_account(), zhou.own_account()]
    assert masked_phones(both) == {worker.account: "138****5678"}
    assert logins_of(both) == {zhou.account: "zhou"}
    assert account_of_phone(PHONE) == worker.account
    assert account_of_phone("13900001111") is None


def test_hashes_of_names_and_phones_are_apart() -> None:
    assert phone_hash(PHONE) != plain_login(PHONE)
    assert phone_hash(PHONE) == phone_hash(PHONE)


def test_an_address_is_kept_nowhere_and_a_proxy_is_believed_only_if_it_is_ours(settings: Settings) -> None:
    ask = RequestFactory().get
    direct = address_key(ask("/", REMOTE_ADDR="198.51.100.7"))
    assert "198.51" not in direct
    forged = ask("/", REMOTE_ADDR="198.51.100.7", headers={"X-Forwarded-For": "203.0.113.9"})
    assert address_key(forged) == direct
    settings.BEHIND_PROXY = True
    proxied = ask("/", REMOTE_ADDR="127.0.0.1", headers={"X-Forwarded-For": "203.0.113.9, 198.51.100.7"})
    assert address_key(proxied) == direct


def test_the_operator_takes_away_a_lost_second_factor(staff: Somebody) -> None:
    zhou = staff("zhou")
    Account.objects.filter(id=zhou.own_account()).update(totp_secret="JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP")
    out = StringIO()
    call_command("resetsecondfactor", "ZHOU", stdout=out)
    assert "zhou" in out.getvalue()
    assert not account_of(zhou).has_second_factor
    for login in ("zhou", "nobody"):
        with pytest.raises(CommandError):
            call_command("resetsecondfactor", login, stdout=out)


def test_what_has_expired_is_tidied_away(worker: Actor) -> None:
    with time_machine.travel("2026-11-24T08:00:00Z", tick=False) as now:
        browser = Client()
        browser.post("/login/code/", {"code": digits_of(ask_code(browser))})
        Client().post("/c/login/", {"login": "nobody", "password": "x"})
        make_token(actor=worker, label="a", strength=Strength.PHONE)
        assert set(tidy().values()) == {0}
        now.shift(timedelta(hours=1, minutes=11))
        assert tidy()["codes"] == 1
        now.shift(timedelta(days=200))
        tidied = tidy()
    assert (tidied["tokens"], tidied["locks"]) == (1, 1)
    kept = [model.objects.count() for model in (PhoneCode, Session, ApiToken, Lockout)]
    assert kept == [0, 0, 0, 0]
