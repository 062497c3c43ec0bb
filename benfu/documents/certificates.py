"""A certificate: one dignified A4 page on its side, with number, issuer, date and a code by which anybody can check it."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from .paper import GREY, INK, SERIF, Paper

FRAME = (150, 112, 52)
WIDE, HIGH = 297.0, 210.0
CODE = 32.0
TEXT_LEFT, TEXT_WIDE = 42.0, WIDE - 84.0
INDENT = "\u3000\u3000"
"""A paragraph begins two characters in."""


@dataclass(frozen=True, slots=True)
class Certificate:
    """What a certificate says, every word as it is printed.

    `facts` are label and value, set under the text in two columns (at most eight); `check` is the address in the code,
    `check_words` says beside it how to check; `number_words` is the whole line ("编号：…").
    """

    title: str
    to: str
    text: str
    facts: Sequence[tuple[str, str]]
    number_words: str
    issuer: str
    date_words: str
    check: str
    check_words: str


def certificate_pdf(certificate: Certificate, *, made_at: datetime) -> bytes:
    """Return a certificate as PDF, one page, A4 landscape."""
    paper = Paper(title=certificate.title, made_at=made_at, orientation="landscape", fonts=(SERIF,))
    paper.set_auto_page_break(auto=False)
    paper.add_page()
    _frame(paper)
    paper.set_margins(TEXT_LEFT, 15, TEXT_LEFT)
    paper.set_xy(TEXT_LEFT, 30)
    paper.write_in(SERIF, 32)
    paper.strong(certificate.title, 18, align="C")
    paper.write_in(SERIF, 10, GREY)
    paper.write_lines(certificate.number_words, 6, "C")
    paper.set_xy(TEXT_LEFT, 66)
    paper.write_in(SERIF, 18)
    paper.strong(certificate.to, 11)
    _text(paper, certificate.text)
    _facts(paper, certificate.facts)
    _foot(paper, certificate)
    return paper.done()


def _frame(paper: Paper) -> None:
    """Draw two lines around the page, and their corners."""
    paper.set_draw_color(*FRAME)
    for inset, thick in ((10, 1.2), (13, 0.3)):
        paper.set_line_width(thick)
        paper.rect(inset, inset, WIDE - 2 * inset, HIGH - 2 * inset)
    for x in (13.0, WIDE - 13):
        for y in (13.0, HIGH - 13):
            paper.set_fill_color(*FRAME)
            paper.rect(x - 1.6, y - 1.6, 3.2, 3.2, style="F")


def _text(paper: Paper, text: str) -> None:
    paper.ln(2)
    paper.write_in(SERIF, 14)
    for paragraph in text.split("\n"):
        paper.write_lines(f"{INDENT}{paragraph}", 9)


def _facts(paper: Paper, facts: Sequence[tuple[str, str]]) -> None:
    paper.ln(3)
    half = TEXT_WIDE / 2
    top = paper.get_y()
    for place, (label, value) in enumerate(facts):
        paper.set_xy(TEXT_LEFT + half * (place % 2), top + 8 * (place // 2))
        paper.write_in(SERIF, 11, GREY)
        paper.cell(30, 8, paper.shown(label))
        paper.write_in(SERIF, 11, INK)
        paper.cell(half - 30, 8, paper.shown(value))


def _foot(paper: Paper, certificate: Certificate) -> None:
    """Print the code to the left, issuer and date to the right, where a seal is put."""
    top = HIGH - 24 - CODE
    paper.code(certificate.check, TEXT_LEFT - 4, top, CODE)
    paper.set_xy(TEXT_LEFT + CODE - 1, top + 6)
    paper.write_in(SERIF, 9, GREY)
    paper.write_lines(certificate.check_words, 5, width=70)
    paper.set_xy(WIDE / 2, top + 8)
    paper.write_in(SERIF, 14)
    for words in (certificate.issuer, certificate.date_words):
        paper.write_lines(words, 8, "R", WIDE / 2 - TEXT_LEFT)
