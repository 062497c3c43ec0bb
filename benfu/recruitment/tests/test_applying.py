"""A call reaches the workers of its area; they apply once, take back, are interviewed, and read why they were not chosen."""

from datetime import timedelta

import pytest
import time_machine

from benfu.platform.identity.actor import Actor
from benfu.platform.journal.drain import drain_all
from benfu.platform.journal.models import Fact
from benfu.platform.lib import clock
from benfu.platform.lib.errors import Conflict, Invalid, NotAllowed, NotFound
from benfu.platform.privacy.selectors import export_of
from benfu.platform.privacy.services import erase
from benfu.recruitment import selectors
from benfu.recruitment.models import Application, Call
from benfu.recruitment.services import (
    apply_for,
    close_call,
    decline_application,
    note_interview,
    open_call,
    withdraw_application,
)
from tests.cast import Cast, again, worker
from tests.district import CUIHU, JINHAI_STREET

from .conftest import new_call


def titles(actor: Actor) -> list[str]:
    return [one.title for one in selectors.calls_for(actor)]


def test_a_call_reaches_the_workers_of_its_area(cast: Cast, call: Call) -> None:
    far = worker("19900000081", "湖生", CUIHU)
    assert titles(cast.lin) == ["招募网格监督员"]
    assert titles(far) == titles(cast.wu) == []
    open_call(actor=cast.admin, call=new_call(area=JINHAI_STREET, title="全街道招募"))
    assert "全街道招募" in titles(cast.lin)
    with pytest.raises(NotFound):
        apply_for(actor=far, call=call.pk)


@pytest.mark.parametrize("who", ["wu", "mei", "guan", "lin"])
def test_only_those_who_may_give_the_duty_call(cast: Cast, who: str) -> None:
    with pytest.raises(NotAllowed):
        open_call(actor=getattr(cast, who), call=new_call())


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("title", " "),
        ("words", ""),
        ("places", 0),
        ("post", "king"),
        ("closes_on", -1),
        ("ends_on", -1),
        ("ends_on", 2000),
    ],
)
def test_a_call_that_does_not_fit_says_where(cast: Cast, field: str, value: object) -> None:
    given = clock.today() + timedelta(days=value) if field.endswith("_on") and isinstance(value, int) else value
    with pytest.raises(Invalid) as refused:
        open_call(actor=cast.zhou, call=new_call(**{field: given}))
    assert field in refused.value.fields


def test_one_applies_once_and_takes_back(cast: Cast, call: Call, lins: Application) -> None:
    with pytest.raises(Conflict):
        apply_for(actor=cast.lin, call=call.pk)
    with pytest.raises(NotFound):
        withdraw_application(actor=cast.he, application=lins.pk)
    withdraw_application(actor=cast.lin, application=lins.pk)
    with pytest.raises(Conflict):
        withdraw_application(actor=cast.lin, application=lins.pk)
    assert apply_for(actor=cast.lin, call=call.pk).pk != lins.pk


def test_a_call_that_is_over_takes_nobody(cast: Cast, call: Call) -> None:
    with time_machine.travel(clock.now() + timedelta(days=11)), pytest.raises(Conflict):
        apply_for(actor=cast.lin, call=call.pk)
    close_call(actor=cast.zhou, call=call.pk)
    with pytest.raises(Conflict):
        close_call(actor=cast.zhou, call=call.pk)
    with pytest.raises(NotFound):
        close_call(actor=cast.wu, call=call.pk)
    assert titles(cast.lin) == []
    with pytest.raises(Conflict):
        apply_for(actor=cast.lin, call=call.pk)


def test_an_interview_is_noted_and_a_no_has_a_reason(cast: Cast, lins: Application) -> None:
    note_interview(actor=cast.zhou, application=lins.pk, notes="熟悉三号网格，周末有空。")
    assert [one.notes for one, _ in selectors.applicants(cast.fang, lins.call_id)] == ["熟悉三号网格，周末有空。"]
    with pytest.raises(Invalid):
        decline_application(actor=cast.zhou, application=lins.pk, reason=" ")
    decline_application(actor=cast.fang, application=lins.pk, reason="名额已满，下次请再来。")
    with pytest.raises(Conflict):
        note_interview(actor=cast.zhou, application=lins.pk, notes="再谈一次")
    assert [one.reason for one in selectors.my_applications(cast.lin)] == ["名额已满，下次请再来。"]
    fact = Fact.objects.get(kind="ApplicationDeclined")
    assert fact.data == {"application": lins.pk, "person": cast.lin.person}


def test_nobody_decides_on_their_own_application_or_elsewhere(cast: Cast, lins: Application, call: Call) -> None:
    with pytest.raises(NotFound):
        decline_application(actor=cast.wu, application=lins.pk, reason="不行")
    with pytest.raises(NotFound):
        selectors.applicants(cast.wu, call.pk)
    both = worker("19900000082", "周全", call.area)
    mine = apply_for(actor=both, call=call.pk)
    Application.objects.filter(pk=mine.pk).update(person=cast.zhou.person)
    with pytest.raises(NotAllowed):
        decline_application(actor=cast.zhou, application=mine.pk, reason="自己")


def test_ones_data_hold_the_notes_and_leaving_removes_them(cast: Cast, lins: Application) -> None:
    note_interview(actor=cast.zhou, application=lins.pk, notes="熟悉三号网格")
    given = export_of(again(cast.lin))["recruitment"]
    assert isinstance(given, dict)
    assert (given["applications"][0]["motive"], given["applications"][0]["interview"]) == (
        "天天从这里过。",
        "熟悉三号网格",
    )
    erase(actor=cast.lin, account=cast.lin.account, person=cast.lin.person)
    drain_all()
    left = Application.objects.get(pk=lins.pk)
    assert (left.motive, left.notes, left.state) == ("", "", "withdrawn")
