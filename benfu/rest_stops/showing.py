"""A stop as the templates draw it."""

from dataclasses import dataclass
from datetime import datetime

from django.utils import timezone
from django.utils.functional import cached_property

from benfu.platform.lib import clock

from . import maps, words
from .selectors import Stop


@dataclass(frozen=True)
class Shown:
    """A stop in words, for one reader at one moment."""

    stop: Stop
    now: datetime

    @cached_property
    def open_words(self) -> str:
        """Until when it is open, or when it opens."""
        return words.open_words(self.stop.status, self.now)

    @cached_property
    def distance(self) -> str:
        """How far away it is."""
        return words.distance_words(self.stop.distance_m)

    @cached_property
    def map_url(self) -> str:
        """The link behind 去这里."""
        return maps.amap(self.stop.lon, self.stop.lat, self.stop.name)

    @cached_property
    def other_maps(self) -> list[tuple[str, str]]:
        """The other map apps."""
        stop = self.stop
        return [
            ("tencent", maps.tencent(stop.lon, stop.lat, stop.name, stop.address)),
            ("system", maps.system(stop.lon, stop.lat, stop.name)),
        ]

    @cached_property
    def week(self) -> list[tuple[str, str]]:
        """The hours of a week."""
        return words.week_words(self.stop.hours)

    @cached_property
    def exceptions(self) -> list[tuple[str, str]]:
        """The days to come that differ."""
        return words.exception_words(self.stop.hours, self.now.date())


def shown(stop: Stop) -> Shown:
    """Return a stop as it is shown now."""
    return Shown(stop, timezone.localtime(clock.now()))
