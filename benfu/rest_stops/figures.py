"""Sums over rest stops for the outlook; the area code given bounds what is counted."""

from dataclasses import dataclass

from django.utils import timezone

from benfu.platform.lib import clock

from . import hours
from .models import RestStop
from .status import Word, status_at


@dataclass(frozen=True, slots=True)
class OpenNow:
    """How many rest stops are open at this moment, of how many, and how many of the open ones' charging places are free."""

    open: int
    total: int
    free_sockets: int


def open_now(area: str) -> OpenNow:
    """Return how the rest stops under `area` stand now, as their keepers or else their hours say."""
    stops = list(RestStop.objects.filter(area__startswith=area, is_active=True))
    now = timezone.localtime(clock.now())
    opened = [stop for stop in stops if status_at(hours.from_data(stop.hours), _word(stop), now).is_open]
    return OpenNow(len(opened), len(stops), sum(stop.free_sockets for stop in opened))


def _word(stop: RestStop) -> Word:
    return Word(stop.keeper_says_open, stop.keeper_says_until, stop.updated_at)
