"""Sums about rest stops for the outlook."""

from dataclasses import dataclass

from .selectors import in_areas


@dataclass(frozen=True, slots=True)
class OpenNow:
    """How many stops there are in an area, how many of them are open, and how many sockets are free there."""

    total: int
    open: int
    free_sockets: int


def open_now(area: str) -> OpenNow:
    """Return how the stops of an area stand now."""
    stops = in_areas((area,))
    open_ones = [stop for stop in stops if stop.status.is_open]
    return OpenNow(len(stops), len(open_ones), sum(stop.free_sockets for stop in open_ones))
