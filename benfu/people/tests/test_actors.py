"""An account becomes an actor: the person behind it, and the duties in force today."""

from datetime import date

import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from benfu.people.services import appoint
from benfu.platform.identity.actor import SYSTEM, Actor, Duty, actor_of
from benfu.platform.identity.models import Account
from benfu.platform.identity.roles import Role
from tests.cast import JINHAI, Cast, again, person_of


def test_an_actor_is_read_in_one_statement(cast: Cast) -> None:
    with CaptureQueriesContext(
        connection,
    ) as read:
        tang = again(cast.tang)
    assert len(read) == 1
    assert tang.name == "唐远"
    assert set(tang.duties) == {Duty(Role.WORKER, JINHAI), Duty(Role.GRID_MEMBER, JINHAI)}


def test_an_account_without_a_person_has_no_duties(db: None) -> None:
    account = Account.objects.create(login="new").pk
    assert actor_of(account) == Actor(account=account)


def test_a_duty_is_in_force_from_its_first_to_its_last_day(cast: Cast) -> None:
    appoint(
        actor=SYSTEM,
        person=person_of(cast.he),
        role=Role.PART_TIME_GRID_MEMBER,
        area=JINHAI,
        starts_on=date(2027, 3, 1),
        ends_on=date(2027, 3, 31),
    )
    held = {}
    for day in ("2027-02-28T15:59:00Z", "2027-02-28T16:00:00Z", "2027-03-31T15:59:00Z", "2027-03-31T16:00:00Z"):
        with time_machine.travel(day, tick=False):
            held[day] = again(cast.he).holds([Role.PART_TIME_GRID_MEMBER], JINHAI)
    assert list(held.values()) == [False, True, True, False]
