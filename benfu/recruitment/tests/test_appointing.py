"""Appointing in a batch, the rights of a term and nothing more, letters that anybody can verify, renewal and the end."""

import threading
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.conf import settings
from django.db import connection

from benfu.credentials.models import Credential
from benfu.credentials.selectors import printed_code, verify
from benfu.platform.identity.actor import SYSTEM, Actor
from benfu.platform.identity.roles import Role
from benfu.platform.journal.drain import drain_all
from benfu.platform.journal.models import Fact
from benfu.platform.lib import clock
from benfu.platform.lib.errors import Conflict, Invalid, NotAllowed, NotFound, Problem
from benfu.recruitment import selectors, tasks
from benfu.recruitment.models import Application, Appointment, Call
from benfu.recruitment.services import (
    Choice,
    apply_for,
    appoint_all,
    appoint_one,
    dismiss,
    open_call,
    remind,
    renew,
    resign,
)
from tests.cast import Cast, again, person_of, worker
from tests.district import CUIHU, HAISHENG, JINHAI

from .conftest import new_call

CELL = f"{JINHAI}003"
PART_TIME = [Role.PART_TIME_GRID_MEMBER]


@pytest.fixture
def lins_term(cast: Cast, call: Call, lins: Application) -> Appointment:
    """Return 林小舟's appointment, for a term of 100 days from tomorrow on."""
    return appoint_all(actor=cast.zhou, call=call.pk, choices=[Choice(lins.pk, CELL)])[0]


def noon(day: Any) -> datetime:
    return datetime.combine(day, time(12), ZoneInfo(settings.TIME_ZONE))


def test_the_duty_gives_its_rights_from_the_first_to_the_last_day(cast: Cast, lins_term: Appointment) -> None:
    before = set(again(cast.lin).duties)
    for day, held in ((0, False), (1, True), (100, True), (101, False)):
        with time_machine.travel(noon(clock.today() + timedelta(days=day)), tick=False):
            now = set(again(cast.lin).duties)
            gained = {(one.role, one.area) for one in now - before}
            assert gained == ({(Role.PART_TIME_GRID_MEMBER, CELL)} if held else set()), day
            assert before <= now


def test_the_letter_holds_for_the_term_and_says_nothing_of_the_person(
    cast: Cast, lins_term: Appointment, page: Any
) -> None:
    code = printed_code(Credential.objects.get(subject=str(lins_term)))
    assert not verify(code).valid  # the term begins tomorrow
    with time_machine.travel(noon(clock.today() + timedelta(days=50)), tick=False):
        text = page().get(f"/v/{code}/").content.decode()
        assert ("兼职网格员聘书" in text, "金海社区" in text, "林" in text) == (True, True, False)
    with time_machine.travel(noon(clock.today() + timedelta(days=101)), tick=False):
        assert not verify(code).valid


def test_a_batch_is_appointed_together_or_not_at_all(cast: Cast, call: Call, lins: Application) -> None:
    hes = apply_for(actor=cast.he, call=call.pk)
    for wrong in (Choice(hes.pk, f"{CUIHU}001"), Choice(hes.pk, f"{HAISHENG}001"), Choice(999_999, CELL)):
        with pytest.raises(Problem):
            appoint_all(actor=cast.zhou, call=call.pk, choices=[Choice(lins.pk, CELL), wrong])
        assert not Appointment.objects.exists()
        assert Application.objects.get(pk=lins.pk).state == "applied"
    made = appoint_all(actor=cast.zhou, call=call.pk, choices=[Choice(lins.pk, CELL), Choice(hes.pk, JINHAI)])
    assert len({one.number for one in made}) == 2
    with pytest.raises(Conflict):
        appoint_all(actor=cast.fang, call=call.pk, choices=[Choice(lins.pk, CELL)])
    with pytest.raises(Invalid):
        appoint_all(actor=cast.fang, call=call.pk, choices=[])
    with pytest.raises(NotFound):
        appoint_all(actor=cast.wu, call=call.pk, choices=[Choice(lins.pk, CELL)])


@pytest.mark.django_db(transaction=True)
def test_two_who_appoint_at_once_do_not_pass_the_places(cast: Cast) -> None:
    call = open_call(actor=cast.zhou, call=new_call(places=1))
    chosen = [apply_for(actor=who, call=call.pk) for who in (cast.lin, cast.he)]
    refused: list[Problem] = []
    started = threading.Barrier(2)

    def appoint(actor: Actor, application: int) -> None:
        started.wait(10)
        try:
            appoint_all(actor=actor, call=call.pk, choices=[Choice(application, CELL)])
        except Conflict as problem:
            refused.append(problem)
        finally:
            connection.close()

    both = [
        threading.Thread(target=appoint, args=pair) for pair in ((cast.zhou, chosen[0].pk), (cast.fang, chosen[1].pk))
    ]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert (Appointment.objects.count(), len(refused)) == (1, 1)


def test_a_renewal_goes_on_the_day_after_with_a_letter_of_its_own(cast: Cast, lins_term: Appointment) -> None:
    last = lins_term.duty.ends_on
    assert last is not None
    again_ = renew(actor=cast.zhou, appointment=lins_term.pk, ends_on=last + timedelta(days=365))
    assert again_.duty.starts_on == last + timedelta(days=1)
    assert Credential.objects.filter(subject=str(again_), revoked_at=None).exists()
    with pytest.raises(Conflict):
        renew(actor=cast.zhou, appointment=lins_term.pk, ends_on=last + timedelta(days=365))
    with pytest.raises(Invalid):
        renew(actor=cast.zhou, appointment=again_.pk, ends_on=last)
    with pytest.raises(NotFound):
        renew(actor=cast.wu, appointment=again_.pk, ends_on=last)


def test_resigning_ends_rights_and_letter_at_once(cast: Cast) -> None:
    term = appoint_one(
        actor=cast.zhou,
        person=person_of(cast.lin),
        post="emergency_team",
        area=CELL,
        ends_on=clock.today() + timedelta(9),
    )
    code = printed_code(Credential.objects.get(subject=str(term)))
    assert again(cast.lin).holds(PART_TIME, CELL)
    assert verify(code).valid
    with pytest.raises(NotFound):
        resign(actor=cast.he, appointment=term.pk)
    resign(actor=cast.lin, appointment=term.pk)
    assert not again(cast.lin).holds(PART_TIME, CELL)
    assert not verify(code).valid
    with pytest.raises(Conflict):
        resign(actor=cast.lin, appointment=term.pk)


def test_dismissal_needs_a_reason_that_its_holder_reads(cast: Cast, lins_term: Appointment) -> None:
    with pytest.raises(Invalid):
        dismiss(actor=cast.zhou, appointment=lins_term.pk, reason=" ")
    with pytest.raises(NotFound):
        dismiss(actor=cast.wu, appointment=lins_term.pk, reason="不行")
    dismiss(actor=cast.zhou, appointment=lins_term.pk, reason="连续两个月没有来。")
    row = selectors.my_appointments(cast.lin)[0]
    assert (row.state, row.reason) == ("dismissed", "连续两个月没有来。")
    with pytest.raises(Conflict):
        renew(actor=cast.zhou, appointment=lins_term.pk, ends_on=clock.today() + timedelta(days=300))


def test_nobody_dismisses_themselves(cast: Cast) -> None:
    day = clock.today() + timedelta(days=9)
    term = appoint_one(actor=cast.admin, person=person_of(cast.zhou), post="emergency_team", area=CELL, ends_on=day)
    with pytest.raises(NotAllowed):
        dismiss(actor=cast.zhou, appointment=term.pk, reason="自己")
    with pytest.raises(NotAllowed):
        appoint_one(actor=cast.wu, person=person_of(cast.lin), post="emergency_team", area=CELL, ends_on=day)
    with pytest.raises(Invalid):
        appoint_one(actor=cast.zhou, person=person_of(cast.lin), post="king", area=CELL, ends_on=day)


def test_holder_and_community_are_reminded_twice_unless_it_is_renewed(cast: Cast, lins_term: Appointment) -> None:
    last = lins_term.duty.ends_on
    assert last is not None
    told = [remind(today=last - timedelta(days=left)) for left in (31, 30, 29, 7, 6, 0, -1)]
    assert told == [0, 1, 0, 1, 0, 0, 0]
    drain_all()
    facts = list(Fact.objects.filter(kind="TermEnding").order_by("id").values_list("data", flat=True))
    assert [fact["days"] for fact in facts] == [30, 7]
    other = appoint_one(
        actor=SYSTEM,
        person=person_of(worker("19900000083", "苗圃", JINHAI)),
        post="notice_carrier",
        area=CELL,
        ends_on=clock.today() + timedelta(days=20),
    )
    renew(actor=cast.zhou, appointment=other.pk, ends_on=clock.today() + timedelta(days=200))
    tasks.remind_of_ends(0)
    assert Fact.objects.filter(kind="TermEnding").count() == 2
