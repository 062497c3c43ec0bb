"""Administrators see what could not be told, have it told again, or give it up."""

from collections.abc import Callable
from dataclasses import dataclass

import pytest
from django.db import transaction
from django.test import Client

from benfu.platform.identity.actor import SYSTEM, Actor
from benfu.platform.identity.roles import Role
from benfu.platform.journal.models import Fact, FailedTelling
from benfu.platform.journal.selectors import facts_of
from benfu.platform.journal.services import record, subscribe

from .conftest import DISTRICT, Somebody, words_in

Page = Callable[..., Client]
LIST = "/c/journal/failed/"
pytestmark = pytest.mark.django_db
torn = [True]


@dataclass(frozen=True)
class RopePulled:
    rope: int


@subscribe("tower.ring_for_this_test", RopePulled)
def ring(fact: Fact) -> None:
    """Fail as long as the rope is torn."""
    if torn:
        raise ValueError("the rope is torn")


@pytest.fixture
def admin(staff: Somebody) -> Actor:
    return staff("admin", Role.ADMINISTRATOR, DISTRICT)


@pytest.fixture
def failed() -> int:
    torn[:] = [True]
    with transaction.atomic():
        fact = record(RopePulled(1), actor=SYSTEM, subject="rope:1")
    told = FailedTelling.objects.create(
        fact_id=fact, subscriber="tower.ring_for_this_test", attempts=8, error="ValueError"
    )
    return told.pk


def test_the_list_says_who_failed_on_what_and_why(admin: Actor, page: Page, failed: int) -> None:
    words = words_in(page(admin).get(LIST).content)
    for expected in ("tower.ring_for_this_test", "RopePulled · rope:1", "ValueError", "等您处理"):
        assert expected in words


def test_an_empty_list_says_so(admin: Actor, page: Page) -> None:
    assert "都办成了" in words_in(page(admin).get(LIST).content)


def test_one_is_told_again_until_it_succeeds(admin: Actor, page: Page, failed: int) -> None:
    browser = page(admin)
    assert "又失败了" in words_in(browser.post(f"{LIST}{failed}/replay/", follow=True).content)
    torn.clear()
    assert "已补做成功" in words_in(browser.post(f"{LIST}{failed}/replay/", follow=True).content)
    assert not FailedTelling.objects.exists()
    assert browser.post(f"{LIST}{failed}/replay/").status_code == 404


def test_one_is_given_up_and_that_is_on_record(admin: Actor, page: Page, failed: int) -> None:
    fact = FailedTelling.objects.get().fact_id
    page(admin).post(f"{LIST}{failed}/discard/")
    assert not FailedTelling.objects.exists()
    assert [(one.kind, one.actor) for one in facts_of(f"fact:{fact}")] == [("TellingDiscarded", admin.account)]


@pytest.mark.parametrize("role", [Role.COMMUNITY_WORKER, Role.STREET_OFFICIAL, Role.WORKER])
def test_others_are_refused(role: Role, staff: Somebody, page: Page, failed: int) -> None:
    browser = page(staff("other", role))
    assert browser.get(LIST).status_code == 403
    assert browser.post(f"{LIST}{failed}/replay/").status_code == 403
    assert browser.post(f"{LIST}{failed}/discard/").status_code == 403
    assert FailedTelling.objects.exists()
