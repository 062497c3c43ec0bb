"""Deadlines: fixed when a stage begins, in working or urgent hours, kept when a case is passed around or sent back."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine

from benfu.cases import listing, selectors, services
from benfu.cases.models import Case
from benfu.platform.journal.selectors import facts_of
from tests.cast import Cast, person_of

from .acts import SENTENCE, department_of, photo, report

# Wednesday 2026-11-25, ten o'clock in China; the offices are open 8:30–12:00 and 13:30–18:00.
WEDNESDAY_10 = datetime(2026, 11, 25, 2, 0, tzinfo=UTC)
FRIDAY_17 = datetime(2026, 11, 27, 9, 0, tzinfo=UTC)


def local(day: int, hour: int, minute: int = 0) -> datetime:
    """Return a moment of November or (from 31 on) December 2026, by Chinese clocks."""
    return datetime(2026, 11, 1, hour, minute, tzinfo=UTC) + timedelta(days=day - 1, hours=-8)


@pytest.mark.parametrize(
    ("category", "at", "due"),
    [
        ("manhole", WEDNESDAY_10, local(25, 12)),  # two working hours
        ("litter", WEDNESDAY_10, local(25, 15, 30)),  # four, with the noon break between
        ("manhole", FRIDAY_17, local(30, 9, 30)),  # over the weekend
        ("fire_lane", FRIDAY_17, local(27, 18)),  # an urgent hour runs round the clock
    ],
)
def test_the_first_answer_is_due_by_category(town: Cast, category: str, at: datetime, due: datetime) -> None:
    with time_machine.travel(at, tick=False):
        assert Case.objects.get(pk=report(town.lin, category=category).case).due_at == due


def test_a_make_up_working_day_counts(town: Cast) -> None:
    saturday = datetime(2026, 2, 28, 2, 0, tzinfo=UTC)  # worked, to make up for the Spring Festival
    with time_machine.travel(saturday, tick=False):
        assert Case.objects.get(pk=report(town.lin).case).due_at == saturday + timedelta(hours=2)


def test_each_stage_sets_its_own_clock(town: Cast) -> None:
    with time_machine.travel(WEDNESDAY_10, tick=False) as clock:
        case = report(town.lin).case
        first = Case.objects.get(pk=case)
        clock.shift(timedelta(minutes=30))
        filed = services.file_case(actor=town.zhou, case=case)
        assert filed.due_at == first.due_at  # confirming and dispatching share one clock
        clock.shift(timedelta(minutes=30))
        given = services.dispatch_case(actor=town.zhou, case=case, department=department_of(town))
        assert given.due_at == given.handle_due_at == local(25, 19)  # eight urgent hours from eleven
        assert facts_of(f"case:{case}", ["CaseDispatched"]).get().data["due_at"].startswith("2026-11-25T11:00")
        clock.shift(timedelta(hours=1))
        assert services.accept_case(actor=town.li, case=case).due_at == given.due_at
        clock.shift(timedelta(hours=2))
        done = services.finish_case(actor=town.li, case=case, photos=[photo()])
        assert done.due_at == local(26, 14)  # one working day from fourteen o'clock
        clock.shift(timedelta(hours=1))
        ended = services.verify_case(actor=town.zhou, case=case)
        assert (ended.due_at, ended.took) == (None, timedelta(hours=5))


def test_work_sent_back_runs_on_its_first_clock(town: Cast) -> None:
    with time_machine.travel(WEDNESDAY_10, tick=False) as clock:
        case = report(town.lin).case
        services.file_and_dispatch(actor=town.zhou, case=case, department=department_of(town))
        due = services.accept_case(actor=town.li, case=case).due_at
        clock.shift(timedelta(hours=5))
        services.finish_case(actor=town.li, case=case, photos=[photo()])
        clock.shift(timedelta(hours=1))
        back = services.send_back_case(actor=town.zhou, case=case, reason="not_mended", words=SENTENCE)
        assert (back.due_at, back.handled_at) == (due, None)
        clock.shift(timedelta(hours=12))
        services.finish_case(actor=town.li, case=case, photos=[photo(9)])
        on_time = [fact.data["on_time"] for fact in facts_of(f"case:{case}", ["CaseHandled"])]
    assert on_time == [True, False]


def test_passing_it_on_wins_no_time_but_handing_back_begins_anew(town: Cast) -> None:
    with time_machine.travel(WEDNESDAY_10, tick=False) as clock:
        case = report(town.lin).case
        first = services.file_and_dispatch(actor=town.zhou, case=case, department=department_of(town))
        clock.shift(timedelta(hours=1))
        passed = services.dispatch_case(actor=town.zhou, case=case, handler=person_of(town.guan))
        assert passed.due_at == first.due_at
        back = services.hand_back_case(actor=town.guan, case=case, reason="not_our_duty", words=SENTENCE)
        assert back.due_at == local(25, 14, 30)
        clock.shift(timedelta(hours=1))
        again = services.dispatch_case(actor=town.zhou, case=case, department=department_of(town))
        assert again.due_at == local(25, 20)


def test_nearly_overdue_and_overdue_are_seen(town: Cast, page: Callable[..., Any]) -> None:
    with time_machine.travel(WEDNESDAY_10, tick=False) as clock:
        case = report(town.lin).case  # two hours
        seen = []
        for minutes in (0, 89, 2, 30):
            clock.shift(timedelta(minutes=minutes))
            late = [row.case.pk for row in selectors.cases_in(town.zhou, tab="late").rows]
            overdue = [row.case.pk for row in selectors.cases_in(town.zhou, overdue=True).rows]
            seen.append((late == [case], overdue == [case]))
        assert seen == [(False, False), (False, False), (True, False), (True, True)]
        assert listing.counts_for(town.zhou).tabs["late"] == 1
        shown = page(town.zhou).get("/c/cases/").content.decode()
    assert "超时 1 分钟" in shown


def test_a_changed_limit_does_not_move_a_running_clock(town: Cast) -> None:
    case = Case.objects.get(pk=report(town.lin).case)
    case.category.accept_amount = 99
    case.category.save()
    assert services.file_case(actor=town.zhou, case=case.pk).due_at == case.due_at
