"""Statements about the stored stops that `benfu check` holds against them."""

from collections.abc import Iterable

from benfu.platform.lib.proof import Proof
from benfu.territory.selectors import locate

from .hours import from_data
from .models import RestStop


def proofs() -> Iterable[Proof]:
    """Prove that each stop lies in the area written on it, and that its hours can be read."""
    stops = list(RestStop.objects.filter(is_active=True))
    astray = [stop.pk for stop in stops if stop.position and locate(*stop.position).area != stop.area]
    yield Proof("rest stops lie in their areas", not astray, f"{len(stops)} stops, astray: {astray[:5]}")
    unreadable = [stop.pk for stop in stops if not _readable(stop)]
    yield Proof("opening hours can be read", not unreadable, f"{len(stops)} stops, unreadable: {unreadable[:5]}")


def _readable(stop: RestStop) -> bool:
    try:
        from_data(stop.hours)
    except ValueError:
        return False
    return True
