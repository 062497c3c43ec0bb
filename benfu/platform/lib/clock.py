"""The one place that says what time it is."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from datetime import date, datetime

from django.utils import timezone

_told: ContextVar[datetime | None] = ContextVar("told", default=None)


def now() -> datetime:
    """Return the present moment, aware, in UTC."""
    return _told.get() or timezone.now()


def today() -> date:
    """Return the civil day in the district's time zone (settings.TIME_ZONE)."""
    return timezone.localdate(now())


@contextmanager
def at(moment: datetime) -> Iterator[None]:
    """Let it be `moment` (aware) for what is done inside, in this thread only: an invented past is lived through again."""
    before = _told.set(moment)
    try:
        yield
    finally:
        _told.reset(before)
