"""Charts as numbers for SVG templates: pixels computed on the server, so that the screen needs no script to be read."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil

TICKS = 4
GAP = 0.3
"""The share of a column's room that stays empty."""


@dataclass(frozen=True, slots=True)
class Plot:
    """The picture's size and the room around the columns, in pixels."""

    width: int = 320
    height: int = 200
    left: int = 34
    top: int = 10
    bottom: int = 22


@dataclass(frozen=True, slots=True)
class Tick:
    """A line across the picture with its value."""

    y: float
    value: int


@dataclass(frozen=True, slots=True)
class Bar:
    """One column."""

    x: float
    y: float
    width: float
    height: float
    value: int
    series: int


@dataclass(frozen=True, slots=True)
class Label:
    """A word under the columns."""

    x: float
    text: str


@dataclass(frozen=True, slots=True)
class Chart:
    """What a template needs to draw a chart; `line` is the points attribute of a polyline over the columns."""

    plot: Plot
    ticks: list[Tick]
    bars: list[Bar]
    labels: list[Label]
    line: str = ""


def columns(
    labels: Sequence[str], series: Sequence[Sequence[int]], line: Sequence[int] = (), plot: Plot | None = None
) -> Chart:
    """Return a column chart of one or more series side by side, with another series drawn as a line over it.

    All series are as long as `labels`; values are counts from 0 up.
    """
    plot = plot or Plot()
    top = ceiling(max([*line, *(value for values in series for value in values)], default=0))
    room = (plot.width - plot.left) / max(1, len(labels))
    width = room * (1 - GAP) / max(1, len(series))
    base = plot.height - plot.bottom

    def y(value: int) -> float:
        return round(base - (base - plot.top) * value / top, 1)

    def middle(place: int) -> float:
        return round(plot.left + room * (place + 0.5), 1)

    bars = [
        Bar(
            round(middle(place) + width * (number - len(series) / 2), 1),
            y(value),
            round(width, 1),
            round(base - y(value), 1),
            value,
            number,
        )
        for number, values in enumerate(series)
        for place, value in enumerate(values)
    ]
    ticks = [Tick(y(top * step // TICKS), top * step // TICKS) for step in range(TICKS + 1)]
    every = max(1, ceil(len(labels) / 4))
    words = [Label(middle(place), text) for place, text in enumerate(labels) if place % every == 0]
    return Chart(plot, ticks, bars, words, " ".join(f"{middle(place)},{y(value)}" for place, value in enumerate(line)))


def ceiling(value: int) -> int:
    """Return the number at the top of an axis: TICKS times the least of 1, 2, 3, 5 × 10ⁿ that reaches `value`."""
    size = 1
    while TICKS * 5 * size < value:
        size *= 10
    return TICKS * next(step * size for step in (1, 2, 3, 5) if TICKS * step * size >= value)


def heat(count: int, most: int) -> int:
    """Return which of the six shades, 0 (none) to 5 (as many as anywhere), a count gets."""
    return 0 if count <= 0 or most <= 0 else max(1, min(5, ceil(5 * count / most)))
