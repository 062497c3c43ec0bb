"""Joining: a second report of the same thing belongs to the first case, and both reporters count."""

from typing import Any

import pytest

from benfu.cases import selectors, services
from benfu.cases.models import Case, Report
from benfu.platform.journal.selectors import facts_of
from benfu.platform.lib.errors import Conflict, NotFound
from benfu.platform.lib.ids import uuid7
from tests.cast import Cast

from .acts import IN_CELL_1, IN_CELL_3, closed, declined, join, report


def test_a_later_reporter_joins(town: Cast) -> None:
    first = report(town.lin)
    second = join(town.he, first.case, words="我也看到了")
    case = selectors.case_for(town.zhou, first.case)
    assert (second.case, second.number, second.first, second.created) == (first.case, first.number, False, True)
    assert (case.reports_count, case.version) == (2, 0)
    assert [one.name for one in selectors.reporters_for(town.zhou, case)] == ["林小舟", "何川"]
    assert facts_of(f"case:{case.pk}").last().data == {  # type: ignore[union-attr]
        "case": case.pk,
        "report": str(second.report),
        "person": town.he.person,
    }


def test_joining_through_the_report_itself(town: Cast) -> None:
    first = report(town.lin)
    assert report(town.he, joins=first.case).case == first.case


def test_sent_again_it_has_joined_once(town: Cast) -> None:
    first, made = report(town.lin), uuid7()
    again = [report(town.he, report=made, joins=first.case) for _ in range(3)]
    assert [one.created for one in again] == [True, False, False]
    assert selectors.case_for(town.zhou, first.case).reports_count == 2


def test_nobody_joins_twice_and_is_told_kindly(town: Cast) -> None:
    first = report(town.lin)
    for person in (town.lin, town.he, town.he):
        refused: Any = None
        try:
            join(person, first.case)
        except Conflict as error:
            refused = error
    assert "已经报过" in str(refused.message)
    assert Report.objects.filter(case=first.case).count() == 2


def test_danger_seen_by_the_second_makes_it_urgent(town: Cast) -> None:
    first = report(town.lin, category="litter")
    join(town.he, first.case, danger=True)
    assert selectors.case_for(town.zhou, first.case).severity == 3


@pytest.mark.parametrize("end", [closed, declined])
def test_what_has_ended_is_not_joined(town: Cast, end: Any) -> None:
    case = end(town)
    with pytest.raises(Conflict, match="已经办完"):
        join(town.he, case.pk)


def test_a_report_for_a_case_that_ended_meanwhile_is_not_lost(town: Cast) -> None:
    case = closed(town)
    receipt = report(town.he, joins=case.pk)
    assert (receipt.first, receipt.created) == (True, True)
    assert receipt.case != case.pk
    assert selectors.case_for(town.zhou, receipt.case).state == "reported"


def test_from_far_away_nobody_joins_by_guessing_an_id(town: Cast) -> None:
    first = report(town.lin, at=IN_CELL_3)
    with pytest.raises(NotFound):
        join(town.he, first.case, at=IN_CELL_1)
    receipt = report(town.he, at=IN_CELL_1, joins=first.case)
    assert receipt.case != first.case
    assert Case.objects.count() == 2


def test_an_uncertain_phone_may_be_a_little_farther_off(town: Cast) -> None:
    first = report(town.lin, at=IN_CELL_3)
    off = (IN_CELL_3[0] + 0.0015, IN_CELL_3[1])  # about 135 m
    assert join(town.he, first.case, at=off, accuracy_m=100).case == first.case
    with pytest.raises(NotFound):
        join(town.tang, first.case, at=off, accuracy_m=10)


def test_an_absent_case_is_not_found(town: Cast) -> None:
    with pytest.raises(NotFound):
        join(town.he, 999_999, category="manhole")


def test_a_reporter_adds_words_to_their_own_report_only(town: Cast) -> None:
    made = report(town.lin).report
    services.add_words(actor=town.lin, report=made, words="是雨水井盖")
    with pytest.raises(NotFound):
        services.add_words(actor=town.he, report=made, words="我来补充")
