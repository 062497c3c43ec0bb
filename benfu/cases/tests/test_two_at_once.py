"""Two people acting at once, on the real database: one wins, the other is told who, what and when."""

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

import pytest
import time_machine

from benfu.cases import services
from benfu.cases.models import Case, Report
from benfu.cases.services import Receipt
from benfu.platform.journal.selectors import facts_of
from benfu.platform.lib import clock
from benfu.platform.lib.errors import Conflict
from benfu.platform.lib.ids import uuid7
from tests.cast import Cast, person_of
from tests.racing import race

from .acts import IN_CELL_3, SENTENCE, department_of, filed, handled, join, report


def split(results: list[Any]) -> tuple[list[Any], list[Conflict]]:
    """Return what went through and who was too late; anything else is a fault."""
    late = [one for one in results if isinstance(one, Conflict)]
    done = [one for one in results if not isinstance(one, Exception)]
    assert len(late) + len(done) == len(results), [one for one in results if isinstance(one, Exception)]
    return done, late


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_two_take_the_same_report_on(town: Cast) -> None:
    case = report(town.lin).case
    results = race(
        [
            lambda: services.file_case(actor=town.zhou, case=case, version=0),
            lambda: services.decline_case(actor=town.fang, case=case, reason="duplicate", words=SENTENCE, version=0),
            lambda: services.file_case(actor=town.mei, case=case, version=0),
        ]
    )
    done, late = split(results)
    assert (len(done), len(late)) == (1, 2)
    assert all("刚刚已" in str(one.message) for one in late)
    assert Case.objects.get(pk=case).version == 1
    assert facts_of(f"case:{case}").count() == 2


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_two_close_the_same_case(town: Cast) -> None:
    case = handled(town).pk
    tries = [partial(services.verify_case, actor=actor, case=case) for actor in (town.zhou, town.fang) * 4]
    done, late = split(race(tries))
    assert (len(done), len(late)) == (1, 7)
    assert facts_of(f"case:{case}", ["CaseClosed"]).count() == 1


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_two_dispatch_to_different_sides(town: Cast) -> None:
    case = filed(town)
    tries: list[Callable[[], Case]] = [
        lambda: services.dispatch_case(
            actor=town.zhou, case=case.pk, department=department_of(town), version=case.version
        ),
        lambda: services.dispatch_case(
            actor=town.fang, case=case.pk, handler=person_of(town.guan), version=case.version
        ),
    ]
    done, late = split(race(tries))
    assert (len(done), len(late)) == (1, 1)


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_the_same_report_many_times_at_once(town: Cast) -> None:
    made = uuid7()
    results: list[Any] = race([lambda: report(town.lin, report=made)] * 24)
    assert {one.case for one in results} == {results[0].case}
    assert sum(one.created for one in results) == 1
    assert Case.objects.count() == Report.objects.count() == facts_of(f"case:{results[0].case}").count() == 1


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_different_content_under_one_id_at_once(town: Cast) -> None:
    made = uuid7()
    done, late = split(race([partial(report, town.lin, report=made, words=f"第 {n} 个") for n in range(8)]))
    assert (len(done), len(late)) == (1, 7)
    assert Case.objects.count() == 1


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_many_join_at_once_and_each_counts_once(town: Cast) -> None:
    case = report(town.lin).case
    tries = [partial(join, who, case) for who in (town.he, town.tang, town.zhou, town.gu) * 3]
    done, late = split(race(tries))
    assert (len(done), len(late)) == (4, 8)
    assert Case.objects.get(pk=case).reports_count == Report.objects.filter(case=case).count() == 5


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_joining_while_it_is_closed_loses_nothing(town: Cast) -> None:
    case = handled(town).pk
    results: list[Any] = race(
        [lambda: services.verify_case(actor=town.zhou, case=case), lambda: report(town.he, joins=case, at=IN_CELL_3)]
    )
    receipt = next(one for one in results if isinstance(one, Receipt))
    told = facts_of(f"case:{case}", ["CaseClosed"]).get().data["reports"]
    assert (str(receipt.report) in {one["report"] for one in told}) == (receipt.case == case)


def test_who_comes_later_is_told_who_did_what_and_when(town: Cast) -> None:
    case = report(town.lin).case
    services.file_case(actor=town.zhou, case=case)
    with time_machine.travel(clock.now() + timedelta(minutes=2), tick=False), pytest.raises(Conflict) as refused:
        services.file_case(actor=town.fang, case=case, version=0)
    assert str(refused.value.message) == "周明 2 分钟前已受理，现在是“待派单”。请刷新后再看。"
    assert refused.value.data["state"] == "filed"


def test_a_page_that_is_out_of_date_moves_nothing_even_if_the_state_would_do(town: Cast) -> None:
    case = filed(town)
    services.dispatch_case(actor=town.zhou, case=case.pk, department=department_of(town))
    with pytest.raises(Conflict, match="周明"):
        services.dispatch_case(actor=town.fang, case=case.pk, handler=person_of(town.guan), version=case.version)
