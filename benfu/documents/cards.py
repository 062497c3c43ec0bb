"""Sheets of cards or badges to cut: a name, a few lines, a code."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from .paper import GREY, LINE, SANS, Paper

WIDE, HIGH = 210.0, 297.0


@dataclass(frozen=True, slots=True)
class Format:
    """The size of a card in millimetres, how many lie on an A4 sheet, and its code's and title's sizes (millimetres, points)."""

    width: float
    height: float
    across: int
    down: int
    code: float
    title: float


CARD = Format(width=90, height=54, across=2, down=5, code=34, title=14)
"""As large as a visiting card."""
BADGE = Format(width=90, height=130, across=2, down=2, code=56, title=22)
"""Upright, to hang around the neck or to put up."""


@dataclass(frozen=True, slots=True)
class Card:
    """One card: what it is headed (small), its title (a name, large), its lines, and what its code says (empty: none)."""

    head: str
    title: str
    lines: Sequence[str]
    code: str = ""


def cards_pdf(title: str, cards: Sequence[Card], *, made_at: datetime, size: Format = CARD) -> bytes:
    """Return sheets of cards as PDF, A4, with lines to cut along."""
    paper = Paper(title=title, made_at=made_at)
    paper.set_auto_page_break(auto=False)
    on_sheet = list(_places(size))
    if not cards:
        paper.add_page()
    for number, card in enumerate(cards):
        if number % len(on_sheet) == 0:
            paper.add_page()
        left, top = on_sheet[number % len(on_sheet)]
        paper.set_draw_color(*LINE)
        paper.set_line_width(0.2)
        paper.rect(left, top, size.width, size.height)
        draw = _upright if size.height > size.width else _flat
        draw(paper, card, size, left, top)
    return paper.done()


def _places(size: Format) -> Iterator[tuple[float, float]]:
    """Yield the upper left corner of each card of a sheet, row by row."""
    left, top = (WIDE - size.across * size.width) / 2, (HIGH - size.down * size.height) / 2
    for row in range(size.down):
        for place in range(size.across):
            yield left + place * size.width, top + row * size.height


def _flat(paper: Paper, card: Card, size: Format, left: float, top: float) -> None:
    """Words to the left, the code to the right."""
    room = size.width - 10 - (size.code if card.code else 0)
    if card.code:
        paper.code(card.code, left + size.width - size.code - 3, top + (size.height - size.code) / 2, size.code)
    _words(paper, card, size, (left + 6, top + 7, room), "L")


def _upright(paper: Paper, card: Card, size: Format, left: float, top: float) -> None:
    """Words above, the code below."""
    if card.code:
        paper.code(card.code, left + (size.width - size.code) / 2, top + size.height - size.code - 8, size.code)
    _words(paper, card, size, (left + 6, top + 12, size.width - 12), "C")


def _words(paper: Paper, card: Card, size: Format, place: tuple[float, float, float], align: str) -> None:
    left, top, room = place
    paper.set_xy(left, top)
    for text, points, height in ((card.head, 8, 5), (card.title, size.title, size.title * 0.5)):
        paper.write_in(SANS, points)
        paper.write_lines(text, height, align, room)
    paper.ln(1.5)
    paper.write_in(SANS, 8.5, GREY)
    for line in card.lines:
        paper.set_x(left)
        paper.write_lines(line, 4.8, align, room)
