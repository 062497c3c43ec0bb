"""Loads the working calendar: what the package brings, then what the district has laid beside it."""

import tomllib
from collections.abc import Callable, Iterator
from datetime import date, time, timedelta
from pathlib import Path
from typing import Any

from django.conf import settings

from benfu.platform.identity.actor import SYSTEM

from .services import set_calendar

OWN = Path(__file__).parent / "data" / "calendars"


def load(say: Callable[[str], None]) -> None:
    """Load all calendar files; loading twice changes nothing. Raises ValueError naming a file that cannot be read."""
    days: dict[date, tuple[bool, str]] = {}
    hours: list[tuple[time, time]] = []
    for path in [*sorted(OWN.glob("*.toml")), *sorted((Path(settings.HOME) / "calendars").glob("*.toml"))]:
        try:
            data = tomllib.loads(path.read_text("utf-8"))
            days.update(read_days(data))
            hours = read_hours(data) or hours
        except (ValueError, KeyError, TypeError) as problem:
            raise ValueError(f"calendar {path}: {problem}") from problem
    changed = set_calendar(actor=SYSTEM, days=days, hours=hours)
    years = ", ".join(str(year) for year in sorted({day.year for day in days}))
    say(f"calendar: {len(days)} days of {years}, {changed} changed")


def read_days(data: dict[str, Any]) -> Iterator[tuple[date, tuple[bool, str]]]:
    """Yield each day that differs from the week: (works, name of the holiday it belongs to)."""
    for holiday in data.get("holiday", []):
        name = str(holiday["name"])
        first, last = (date.fromisoformat(text) for text in holiday["off"])
        if last < first:
            raise ValueError(f"{name} ends before it begins")
        for number in range((last - first).days + 1):
            yield first + timedelta(days=number), (False, name)
        for text in holiday.get("work", []):
            yield date.fromisoformat(text), (True, name)


def read_hours(data: dict[str, Any]) -> list[tuple[time, time]]:
    """Return the periods of a working day the file names, if it names any."""
    return [(time.fromisoformat(opens), time.fromisoformat(closes)) for opens, closes in data.get("hours", [])]
