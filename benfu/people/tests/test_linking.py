"""A worker with a separate staff account counts once, when they say so themselves and prove both."""

from typing import Any

import pytest

from benfu.people.models import Person
from benfu.people.services import link_my_accounts
from benfu.platform.identity.actor import Actor
from benfu.platform.identity.models import Account
from benfu.platform.identity.roles import Role
from benfu.platform.identity.services import prove_password
from benfu.platform.lib.errors import Conflict, Invalid, NotAllowed
from tests.cast import Cast, account_of, again, newcomer, person_of, worker
from tests.district import JINHAI

SECRET = "open-zhou-sesame"


def link(actor: Actor, login: str = "zhou", password: str = SECRET) -> Person:
    return link_my_accounts(actor=actor, login=login, password=password, address="here")


def test_two_accounts_become_one_person(cast: Cast) -> None:
    one = link(cast.lin)
    assert one.pk == cast.lin.person
    now = again(cast.lin)
    assert {duty.role for duty in now.duties} == {Role.WORKER, Role.COMMUNITY_WORKER}
    assert prove_password(actor=cast.lin, login="zhou", password=SECRET, address="a").pk == cast.lin.account
    assert again(cast.zhou).duties == ()
    assert not Account.objects.get(pk=account_of(cast.zhou)).is_active
    assert Person.objects.get(pk=person_of(cast.zhou)).same_as_id == one.pk
    with pytest.raises(Conflict):
        link(now, "fang", "open-fang-sesame")


def test_both_have_to_be_proved(cast: Cast) -> None:
    with pytest.raises(Invalid):
        link(cast.lin, password="a guess at random")
    with pytest.raises(Invalid):
        link(cast.lin, login="nobody-at-all")
    with pytest.raises(NotAllowed):
        link(newcomer("19900000061"))
    with pytest.raises(Conflict):
        link(cast.fang)
    assert again(cast.zhou).holds([Role.COMMUNITY_WORKER], JINHAI)


def test_nobody_links_an_account_that_is_a_workers_already(cast: Cast) -> None:
    link(cast.lin)
    with pytest.raises(Conflict):
        link(worker("19900000062", "江一", JINHAI))


def test_the_way_on_pages(cast: Cast, page: Any) -> None:
    phone = page(cast.lin)
    assert 'href="/me/link/"' in phone.get("/me/profile/").content.decode()
    assert phone.post("/me/link/", {"login": "zhou", "password": "wrong one"}).status_code == 422
    assert phone.post("/me/link/", {"login": "zhou", "password": SECRET}).url == "/login/"
    assert phone.get("/me/").status_code == 302
    assert page(again(cast.lin)).get("/me/link/").url == "/me/"
    assert "金海社区" in page(again(cast.lin)).get("/c/people/").content.decode()
