"""People of this room alone: an account, and whatever duties a test gives it."""

import re
from collections.abc import Callable
from uuid import UUID

import pytest
from django.test import Client

from benfu.platform.identity import actor as actors
from benfu.platform.identity.actor import SYSTEM, Actor, Duty
from benfu.platform.identity.models import Account, PhoneCode
from benfu.platform.identity.roles import Role
from benfu.platform.identity.services import create_staff_account, open_account_by_phone

PHONE = "13800005678"
PASSWORD = "lantern river seven"
COMMUNITY, OTHER_COMMUNITY, DISTRICT = "990101001001", "990101002001", "990101"

Somebody = Callable[..., Actor]


class Held(dict[int, tuple[Duty, ...]]):
    """The duties by account id, standing in for the directory of the room of persons: the same SELECT over constants."""

    def format(self, account: str) -> str:
        """Return the SELECT, as `str.format` does of the real one."""
        rows = [(holder, duty.role.value, duty.area, duty.unit) for holder, held in self.items() for duty in held]
        values = ", ".join(map(str, rows)) or "(0, '', '', '')"
        return f"""
            SELECT {account} + 1000, '某人', held.role, held.area, held.unit
            FROM (SELECT 1) one LEFT JOIN (VALUES {values}) held(account, role, area, unit) ON held.account = {account}
        """


@pytest.fixture
def duties(monkeypatch: pytest.MonkeyPatch) -> dict[int, tuple[Duty, ...]]:
    """Return the duties by account id, for a test to fill; they stand in for the room of persons."""
    held = Held()
    monkeypatch.setattr(actors, "_directory", [held])
    return held


@pytest.fixture
def worker(db: None, duties: dict[int, tuple[Duty, ...]]) -> Actor:
    """Return a worker with a phone."""
    account = open_account_by_phone(actor=SYSTEM, phone=PHONE)
    duties[account.pk] = (Duty(Role.WORKER, COMMUNITY),)
    return actors.actor_of(account.pk)


@pytest.fixture
def staff(db: None, duties: dict[int, tuple[Duty, ...]]) -> Somebody:
    """Return `staff("login", Role.…, area)`: a new account with a password and one duty."""

    def make(login: str, role: Role = Role.COMMUNITY_WORKER, area: str = COMMUNITY) -> Actor:
        made = create_staff_account(actor=SYSTEM, login=login, password=PASSWORD)
        duties[made.id] = (Duty(role, area),)
        return actors.actor_of(made.id)

    return make


def account_of(actor: Actor) -> Account:
    """Return the row of an actor's account as it is now."""
    return Account.objects.get(id=actor.own_account())


def digits_of(code_id: UUID | str) -> str:
    """Return the digits of a code that still waits to be sent or read out."""
    return PhoneCode.objects.get(id=code_id).outgoing


def wrong(digits: str) -> str:
    """Return six other digits."""
    return f"{(int(digits) + 1) % 1_000_000:06}"


def ask_code(browser: Client, phone: str = PHONE) -> UUID:
    """Go through the first step of the worker's door and return the code's id."""
    answer = browser.post("/login/", {"phone": phone})
    assert answer.status_code == 302, answer.content.decode()
    return UUID(browser.session["code_request"])


def words_in(page: bytes) -> str:
    """Return what a page says, without its tags."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", page.decode()))
