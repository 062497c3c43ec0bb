"""Sums for the outlook: true to the cases, bounded by area, split by day, category and part of the area."""

from datetime import UTC, date, datetime, timedelta

import time_machine

from benfu.cases import figures, services
from benfu.cases.models import Case
from benfu.cases.workflow import State
from tests.cast import Cast
from tests.district import CUIHU, DISTRICT, HAISHENG, JINHAI, JINHAI_STREET, middle

from .acts import IN_STATE, SENTENCE, closed, dispatched, join, photo, report

MONDAY = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
DAY = date(2026, 11, 23)


def test_every_state_is_counted(town: Cast) -> None:
    for make in IN_STATE.values():
        make(town)
    assert figures.by_state(DISTRICT) == dict.fromkeys(State, 1)
    assert figures.by_state(CUIHU) == dict.fromkeys(State, 0)
    assert sum(figures.open_by_state(JINHAI_STREET).values()) == 6


def test_open_cases_by_part_of_the_area(town: Cast) -> None:
    for code in (f"{JINHAI}001", f"{JINHAI}003", f"{HAISHENG}001", f"{CUIHU}002"):
        report(town.lin, at=middle(code))
    report(town.he, at=middle(f"{JINHAI}003"), category="litter")
    assert figures.open_by_area(DISTRICT, 9) == {"990101001": 4, "990101002": 1}
    assert figures.open_by_area(JINHAI_STREET, 12) == {JINHAI: 3, HAISHENG: 1}
    assert figures.open_by_area(JINHAI) == {f"{JINHAI}001": 1, f"{JINHAI}003": 2}


def test_days_begin_at_midnight_in_the_district(town: Cast) -> None:
    with time_machine.travel(datetime(2026, 11, 22, 15, 59, tzinfo=UTC), tick=False):
        report(town.lin)
    with time_machine.travel(datetime(2026, 11, 22, 16, 1, tzinfo=UTC), tick=False) as clock:
        report(town.lin, category="litter")
        clock.shift(timedelta(hours=10))
        closed(town, category="parking")
        services.decline_case(actor=town.zhou, case=report(town.he).case, reason="duplicate", words=SENTENCE)
        days = figures.by_day(DISTRICT, date(2026, 11, 21))
    assert [(one.day.day, one.reported, one.closed, one.declined) for one in days] == [
        (21, 0, 0, 0),
        (22, 1, 0, 0),
        (23, 3, 1, 1),
    ]


def test_categories_most_first_since_a_day(town: Cast) -> None:
    with time_machine.travel(MONDAY - timedelta(days=3), tick=False):
        report(town.lin, category="fire_lane")
    with time_machine.travel(MONDAY, tick=False):
        for category in ("litter", "manhole", "litter"):
            report(town.lin, category=category)
    assert figures.by_category(DISTRICT, DAY) == {"litter": 2, "manhole": 1}


def test_overdue_ones_longest_first(town: Cast) -> None:
    with time_machine.travel(MONDAY, tick=False) as clock:
        slow, quick = report(town.lin, category="litter").case, report(town.lin, category="fire_lane").case
        assert (figures.overdue_count(DISTRICT), figures.nearly_overdue_count(DISTRICT)) == (0, 0)
        clock.shift(timedelta(minutes=50))
        assert (figures.overdue_count(DISTRICT), figures.nearly_overdue_count(DISTRICT)) == (0, 1)
        clock.shift(timedelta(days=1))
        assert [case.pk for case in figures.overdue(DISTRICT)] == [quick, slow]
        assert figures.overdue_by_area(DISTRICT, 12) == {JINHAI: 2}
        assert figures.overdue(CUIHU) == []


def test_shares_of_what_was_closed(town: Cast) -> None:
    with time_machine.travel(MONDAY, tick=False) as clock:
        closed(town)
        late = dispatched(town, category="fire_lane")
        clock.shift(timedelta(hours=9))
        services.accept_case(actor=town.li, case=late.pk)
        services.finish_case(actor=town.li, case=late.pk, photos=[photo(1)])
        services.send_back_case(actor=town.zhou, case=late.pk, reason="not_mended", words=SENTENCE)
        services.finish_case(actor=town.li, case=late.pk, photos=[photo(2)])
        services.verify_case(actor=town.zhou, case=late.pk)
        report(town.he)
        assert (figures.on_time(DISTRICT, DAY).part, figures.on_time(DISTRICT, DAY).whole) == (1, 2)
        assert figures.on_time(DISTRICT, DAY).percent == 50
        assert figures.on_time_by_area(DISTRICT, DAY, 12) == {JINHAI: figures.Share(1, 2)}
        assert figures.sent_back(DISTRICT, DAY) == figures.Share(1, 2)
        assert figures.answered(DISTRICT, DAY) == figures.Share(2, 3)
        assert figures.on_time(CUIHU, DAY).percent is None
        assert figures.closing_took(DISTRICT, DAY) == timedelta(hours=4.5)
        assert figures.first_answer_took(DISTRICT, DAY) == timedelta(0)
        assert figures.first_answer_took(CUIHU, DAY) is None


def test_reports_and_the_people_behind_them(town: Cast) -> None:
    case = report(town.lin).case
    join(town.he, case)
    report(town.lin, category="litter")
    assert figures.reports_since(DISTRICT, date(2020, 1, 1)) == (3, 2)
    assert Case.objects.count() == 2
