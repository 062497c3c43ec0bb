"""Keeps the atlas in memory: loaded when first asked for, looked after every two seconds, never once per request."""

import threading
from collections import Counter
from datetime import time
from time import monotonic

import shapely
from django.utils import timezone

from .atlas import Atlas, Place, build
from .models import Area, CalendarDay, Edition, WorkPeriod
from .worktime import WorkCalendar

CHECK_SECONDS = 2.0
# Until reference data are loaded: eight hours a day.
USUAL_HOURS = ((time(8, 30), time(12)), (time(13, 30), time(18)))
# A year's notice names at least the thirteen statutory days; a few local days do not make a year published.
STATUTORY_DAYS = 13


class Shelf:
    """Holds one atlas for all threads of a process."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._atlas: Atlas | None = None
        self._next_check = 0.0

    def current(self) -> Atlas:
        """Return the atlas, at most two seconds behind what any process has committed.

        One thread looks for a newer edition (one statement); the others go on with the atlas they have.
        """
        atlas = self._atlas
        if atlas is not None and monotonic() < self._next_check:
            return atlas
        if not self._lock.acquire(blocking=atlas is None) and atlas is not None:
            return atlas
        try:
            return self._refresh()
        finally:
            self._lock.release()

    def look_again(self) -> None:
        """Look for a newer edition at the next question: this process has just made one."""
        self._next_check = 0.0

    def clear(self) -> None:
        """Forget everything, for tests whose database is rolled back underneath."""
        with self._lock:
            self._atlas, self._next_check = None, 0.0

    def _refresh(self) -> Atlas:
        """Load the atlas if there is a newer edition than ours; the caller holds the lock."""
        # The edition is read before the rows: what is committed in between is found at the next look.
        edition = Edition.objects.order_by("-id").values_list("id", flat=True).first() or 0
        atlas = self._atlas
        if atlas is None or atlas.edition != edition:
            atlas = self._atlas = load(edition)
        self._next_check = monotonic() + CHECK_SECONDS
        return atlas


shelf = Shelf()


def load(edition: int = 0) -> Atlas:
    """Read everything from the database into a new atlas."""
    rows = list(Area.objects.values_list("code", "name", "synthetic", "official", "centre", "withdrawn", "outline"))
    outlines = shapely.from_wkb([bytes(row[-1]) if row[-1] else None for row in rows])
    pairs = ((Place(*row[:-1]), outline) for row, outline in zip(rows, outlines, strict=True))
    return build(edition, load_calendar(), pairs)


def load_calendar() -> WorkCalendar:
    """Read the calendar from the database."""
    days = dict(CalendarDay.objects.values_list("day", "works"))
    periods = tuple(WorkPeriod.objects.order_by("opens").values_list("opens", "closes"))
    off = Counter(day.year for day, works in days.items() if not works)
    return WorkCalendar(
        zone=timezone.get_default_timezone(),
        hours=periods or USUAL_HOURS,
        holidays=frozenset(day for day, works in days.items() if not works),
        workdays=frozenset(day for day, works in days.items() if works),
        years=frozenset(year for year, count in off.items() if count >= STATUTORY_DAYS),
    )
