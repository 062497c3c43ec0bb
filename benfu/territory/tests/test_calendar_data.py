"""The calendar as loaded: facts of 2025 and 2026, a district's own days, and the proof that says what is missing."""

from datetime import date, timedelta
from pathlib import Path

import pytest
from time_machine import travel

from benfu.platform.lib.errors import NotAllowed
from benfu.territory import selectors
from benfu.territory.loaders import load
from benfu.territory.models import Edition
from benfu.territory.proofs import proofs
from benfu.territory.services import set_calendar

from .conftest import ADMIN

pytestmark = pytest.mark.django_db


@pytest.fixture
def home(settings: object, tmp_path: Path) -> Path:
    settings.HOME = tmp_path  # type: ignore[attr-defined]
    (tmp_path / "calendars").mkdir()
    return tmp_path


def quietly(words: str) -> None:
    assert "calendar" in words


def days(first: str, last: str) -> list[date]:
    start, end = date.fromisoformat(first), date.fromisoformat(last)
    return [start + timedelta(days=number) for number in range((end - start).days + 1)]


def test_holidays_and_make_up_days_of_2025_and_2026(home: Path) -> None:
    load(quietly)
    calendar = selectors.calendar()
    off = [*days("2025-01-28", "2025-02-04"), *days("2025-10-01", "2025-10-08"), *days("2026-02-15", "2026-02-23")]
    assert not any(calendar.works_on(day) for day in off)
    worked = ["2025-01-26", "2025-02-08", "2025-04-27", "2025-09-28", "2025-10-11"]
    worked += ["2026-01-04", "2026-02-14", "2026-02-28", "2026-05-09", "2026-09-20", "2026-10-10"]
    assert all(calendar.works_on(date.fromisoformat(day)) for day in worked)
    assert all(date.fromisoformat(day).weekday() >= 5 for day in worked)
    assert calendar.years == {2025, 2026}
    # Every day off counts once: 28 in 2025 and 33 in 2026.
    assert [sum(day.year == year for day in calendar.holidays) for year in (2025, 2026)] == [28, 33]


def test_loading_again_changes_nothing(home: Path) -> None:
    load(quietly)
    editions = Edition.objects.count()
    load(quietly)
    assert Edition.objects.count() == editions == 1


def test_a_district_adds_its_own_days_and_hours(home: Path) -> None:
    own = '[[holiday]]\nname = "火把节"\noff = ["2026-08-06", "2026-08-07"]\n'
    (home / "calendars" / "own.toml").write_text(f'hours = [["09:00", "17:00"]]\n{own}', "utf-8")
    load(quietly)
    calendar = selectors.calendar()
    assert not calendar.works_on(date(2026, 8, 6))
    assert calendar.works_on(date(2026, 8, 5))
    assert calendar.day_length == timedelta(hours=8)
    assert len(calendar.hours) == 1


@pytest.mark.parametrize(
    "text",
    [
        "hours = 3",
        '[[holiday]]\noff = ["2026-08-06", "2026-08-07"]',
        '[[holiday]]\nname="x"\noff=["2026-8-6","x"]',
        "[",
    ],
)
def test_a_file_that_cannot_be_read_is_named(home: Path, text: str) -> None:
    (home / "calendars" / "broken.toml").write_text(text, "utf-8")
    with pytest.raises(ValueError, match=r"broken\.toml"):
        load(quietly)
    assert not Edition.objects.exists()


def test_only_the_system_sets_the_calendar() -> None:
    with pytest.raises(NotAllowed):
        set_calendar(actor=ADMIN, days={date(2026, 8, 6): (False, "x")}, hours=[])


@pytest.mark.parametrize(
    ("today", "ok", "words"),
    [
        ("2026-06-01", True, "2027: not loaded"),
        ("2026-11-24", True, "2027: not loaded"),
        ("2026-12-01", False, "2027: not loaded"),
        ("2027-01-04", False, "2027: not loaded"),
        ("2025-06-01", True, ""),
    ],
)
def test_check_says_when_a_year_is_missing(home: Path, today: str, ok: bool, words: str) -> None:
    load(quietly)
    with travel(f"{today} 12:00:00+08:00", tick=False):
        *_others, calendar = proofs()
    assert (calendar.ok, words in calendar.detail) == (ok, True)
