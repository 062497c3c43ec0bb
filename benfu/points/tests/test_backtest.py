"""A back-test says of past deeds what was really awarded, and beside it what a draft would have paid."""

from collections.abc import Sequence
from datetime import date, timedelta
from io import StringIO
from itertools import count
from pathlib import Path

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benfu.platform.identity.actor import SYSTEM
from benfu.points.backtest import backtest, last_quarter, past, whole_months
from benfu.points.models import Decision
from benfu.points.replay import REASONS, replay
from benfu.points.rules import Deed, Reason
from benfu.points.services import award
from benfu.points.tariff_file import read_tariff
from benfu.points.tariffs import DEFAULT, publish, tariffs
from tests.cast import CUIHU, JINHAI, Cast, person_of

from .told import Told, broken, close, published

pytestmark = pytest.mark.django_db
OCTOBER = date(2026, 10, 1)
_numbers = count(1)
few = st.integers(0, 20)
HEAD = """
version = "{version}"
published_on = 2026-01-01
valid_from = {begins}
activity_days = [5, 15, 25]
[caps]
per_day = {per_day}
per_month = {per_month}
[expiry]
months = 12
end_of = "quarter"
"""
ROW = """
[[rule]]
code = "{action}"
action = "{action}"
name = "甲"
name_en = "a"
evidence = "乙"
evidence_en = "b"
points = {points}
per_severity = {per_severity}
activity_day = {activity_day}
per_day = {per_day}
per_month = {per_month}
per_object = {per_object}
decay_percent = {decay_percent}
"""
rows = st.fixed_dictionaries(
    {
        "points": st.integers(1, 9),
        "decay_percent": st.integers(0, 100),
        **dict.fromkeys(("per_severity", "activity_day", "per_day", "per_month", "per_object"), few),
    }
)
files = st.tuples(st.fixed_dictionaries({"per_day": few, "per_month": few}), st.lists(rows, min_size=1, max_size=2))
told = st.lists(
    st.tuples(
        st.integers(0, 2),
        st.integers(0, 60),
        st.sampled_from(["first_report", "later_report"]),
        st.integers(1, 3),
        st.sampled_from(["manhole", "litter"]),
        st.sampled_from([f"{JINHAI}001", f"{CUIHU}002"]),
        st.integers(1, 3),
        st.sampled_from(["", "", "", Reason.BACK_FILLED.value]),
    ),
    min_size=1,
    max_size=30,
)


def written(version: str, begins: str, drawn: tuple[dict[str, int], list[dict[str, int]]]) -> str:
    """Return the file of a drawn tariff."""
    caps, found = drawn
    named = zip(("first_report", "later_report"), found, strict=False)
    return HEAD.format(version=version, begins=begins, **caps) + "".join(
        ROW.format(action=action, **row) for action, row in named
    )


def awarded(cast: Cast, drawn: Sequence[tuple[int, int, str, int, str, str, int, str]]) -> list[Decision]:
    """Award drawn deeds one after another by the real path, and return the decisions."""
    people = [person_of(cast.lin), person_of(cast.he), person_of(cast.zhou)]
    found = []
    for who, after, action, severity, category, area, place, bar in drawn:
        deed = Deed(
            action,
            f"report:{next(_numbers)}",
            people[who],
            OCTOBER + timedelta(after),
            verifier=person_of(cast.zhou),
            category=category,
            severity=severity,
            place=place,
            bar=bar,
        )
        found.append(award(actor=SYSTEM, deed=deed, area=area))
    return found


@pytest.mark.slow
@settings(max_examples=25, deadline=None, suppress_health_check=list(HealthCheck))
@given(drawn=told, first=files, second=files, draft=files)
def test_replaying_what_was_told_gives_what_was_awarded(cast: Cast, drawn, first, second, draft) -> None:  # type: ignore[no-untyped-def]
    with time_machine.travel("2026-10-01 12:00+08:00", tick=False), transaction.atomic():
        publish(written("one", "2026-01-01", first))
        publish(written("two", "2026-11-10", second))
        decisions = awarded(cast, drawn)
        found = past(OCTOBER, date(2026, 11, 30))
        again = replay(tariffs(), found.deeds)
        assert again.granted.tolist() == [one.granted for one in decisions] == found.granted.tolist()
        assert again.requested.tolist() == [one.requested for one in decisions]
        assert [REASONS[number] for number in again.reason] == [one.reason for one in decisions]
        tested = backtest(read_tariff(written("two", "2027-01-01", draft)), OCTOBER, date(2026, 11, 30))
        assert tested.granted == tested.today.cost == sum(one.granted for one in decisions)
        transaction.set_rollback(True)
    with time_machine.travel("2026-01-01 12:00+08:00", tick=False), transaction.atomic():
        # What the draft says it would have cost is what the real path then pays for the same deeds.
        publish(written("draft", "2026-01-01", draft))
        assert tested.draft.cost == sum(one.granted for one in awarded(cast, drawn))
        transaction.set_rollback(True)


def test_cost_winners_and_caps_stand_side_by_side(cast: Cast) -> None:
    published()
    day = date(2026, 11, 2)
    for _ in range(5):
        close([Told(cast.lin, day), Told(cast.he, day, first=False)], by=cast.zhou)
    close([Told(cast.zhou, day)], by=cast.zhou)
    text = DEFAULT.read_text("utf-8").replace("points = 10\nverifier", "points = 4\nverifier")
    draft = read_tariff(text.replace("points = 1\nper_day = 5", "points = 2\nper_day = 9"))
    found = backtest(draft, day, day)
    assert (found.since, found.until, found.deeds) == (date(2026, 11, 1), date(2026, 11, 30), 11)
    assert (found.granted, found.today.cost, found.draft.cost) == (41, 41, 29)
    assert (found.today.people, found.today.most, found.draft.most) == (2, 36, 20)
    assert (found.today.median, found.today.ninth) == (5, 36)
    assert (found.more, found.less, found.same) == (1, 1, 1)
    assert (found.today.caps["rule_day"].deeds, found.today.caps["rule_day"].points) == (2, 8)
    assert (found.today.caps["all_day"].deeds, found.today.caps["all_day"].points) == (1, 6)
    assert found.draft.caps["rule_day"].points == 1
    assert found.draft.actions["later_report"].points == 9
    assert found.today.nothing == {"own_verification": 1, "cap": 1}
    assert found.today.streets == {"990101001": 41}
    assert broken() == []


def test_a_time_without_deeds_costs_nothing(db: None) -> None:
    published()
    found = backtest(read_tariff(DEFAULT.read_text("utf-8")), date(2026, 1, 1), date(2026, 3, 31))
    assert (found.deeds, found.today.cost, found.draft.people, found.draft.most) == (0, 0, 0, 0)


@pytest.mark.parametrize(
    ("today", "since", "until"),
    [
        (date(2026, 11, 24), date(2026, 7, 1), date(2026, 9, 30)),
        (date(2026, 1, 1), date(2025, 10, 1), date(2025, 12, 31)),
        (date(2026, 6, 30), date(2026, 1, 1), date(2026, 3, 31)),
    ],
)
def test_the_last_quarter_is_a_whole_one(today: date, since: date, until: date) -> None:
    assert last_quarter(today) == (since, until)
    assert whole_months(since + timedelta(4), until - timedelta(4)) == (since, until)


def test_the_command_says_both_sides(cast: Cast, tmp_path: Path) -> None:
    published()
    close([Told(cast.lin, date(2026, 11, 2))], by=cast.zhou)
    file, out = tmp_path / "next.toml", StringIO()
    file.write_text(
        DEFAULT.read_text("utf-8").replace("points = 10\n", "points = 7\n").replace("2026-1", "2027-9"), "utf-8"
    )
    call_command("backtest", str(file), "--since", "2026-11-01", "--until", "2026-11-30", "--budget", "8", stdout=out)
    lines = {line[:34].strip(): line[34:].split() for line in out.getvalue().splitlines()}
    assert lines["points in all"] == ["10", "7", "-3"]
    assert lines["left of the budget"] == ["-2", "1", "+3"]
    assert lines["action first_report"] == ["10", "7", "-3"]
    assert "1 deeds, 10 points were really granted" in out.getvalue()
    file.write_text("version = 3", "utf-8")
    with pytest.raises(CommandError, match=r"next\.toml: line 1: version must be a text"):
        call_command("backtest", str(file))
