"""The sheet everything is printed on: Chinese fonts inside, the same bytes for the same content, codes drawn as vectors."""

import logging
from datetime import datetime
from typing import Literal

import segno
from fpdf import FPDF
from fpdf.enums import TextMode
from fpdf.fonts import TTFFont
from pylopdf_fonts_zh_cn import sans_path, serif_path

from .wrapping import wrap

SANS, SERIF = "NotoSansSC", "NotoSerifSC"
_FONTS = {SANS: sans_path, SERIF: serif_path}
MISSING = "□"
"""Stands for a character no font of ours has (a smiling face, say)."""
INK, GREY, LINE, PALE = (31, 35, 41), (100, 106, 115), (205, 209, 214), (243, 244, 246)

# The fonts carry tables that print needs not; each would be told as a warning.
logging.getLogger("fontTools").setLevel(logging.ERROR)


class Paper(FPDF):
    """An A4 document. `made_at` is its date of making, so that the same content gives the same bytes."""

    def __init__(
        self,
        *,
        title: str,
        made_at: datetime,
        orientation: Literal["portrait", "landscape"] = "portrait",
        fonts: tuple[str, ...] = (SANS,),
        foot: str | None = None,
    ) -> None:
        super().__init__(orientation=orientation, format="A4")
        self.foot = foot
        for font in fonts:
            self.add_font(font, fname=_FONTS[font]())
        self.set_title(title)
        self.set_lang("zh-CN")
        self.set_creation_date(made_at)
        self.set_producer("benfu")
        self.set_margin(15)
        self.set_auto_page_break(auto=True, margin=18)
        self.c_margin = 0
        self.write_in(fonts[0], 10)

    def write_in(self, font: str, size: float, colour: tuple[int, int, int] = INK) -> None:
        """Write in this font, size (points) and colour from here on."""
        self.set_font(font, size=size)
        self.set_text_color(*colour)

    def footer(self) -> None:
        """Print what the sheet is and the page's number at its foot, unless it has none (`foot` is None)."""
        if self.foot is None:
            return
        self.set_y(-13)
        self.write_in(SANS, 8, GREY)
        self.cell(self.epw - 12, 5, self.shown(self.foot))
        self.cell(12, 5, f"{self.page_no()} / {{nb}}")

    def shown(self, text: str) -> str:
        """Return the text as the font in use can print it: `□` for what it lacks, no control characters but line ends."""
        assert isinstance(self.current_font, TTFFont)  # noqa: S101 (all our fonts are)
        known = self.current_font.cmap
        return "".join(_printed(letter, known) for letter in text)

    def wrapped(self, text: str, width: float) -> str:
        """Return the text as the font in use prints it in a column of this width (millimetres)."""
        # A hair less: lengths of pieces are added up, and what is a hair too long is broken again by the library.
        return wrap(self.shown(text), width - 0.1, self.get_string_width)

    def write_lines(self, text: str, height: float, align: str = "L", width: float = 0) -> None:
        """Write the text from here down, each line `height` high, back to where it began (to the margin, if that wide)."""
        back = "LEFT" if width else "LMARGIN"
        room = width or self.epw
        self.multi_cell(room, height, self.wrapped(text, room), align=align, new_x=back, new_y="NEXT")

    def strong(self, text: str, height: float, align: str = "L") -> None:
        """Write a line in a heavier hand (the fonts come in one weight: its outlines are drawn thicker)."""
        with self.local_context(text_mode=TextMode.FILL_STROKE, line_width=self.font_size * 0.02, draw_color=INK):
            self.write_lines(text, height, align)

    def code(self, text: str, left: float, top: float, size: float) -> None:
        """Draw a QR code `size` millimetres wide, quiet zone (4 modules) included."""
        rows = [list(row) for row in segno.make(text, error="m", micro=False).matrix_iter(border=4)]
        step = size / len(rows)
        self.set_fill_color(0, 0, 0)
        for y, row in enumerate(rows):
            for start, length in _runs(row):
                self.rect(left + start * step, top + y * step, length * step, step, style="F")

    def done(self) -> bytes:
        """Return the finished file."""
        return bytes(self.output())


def _printed(letter: str, known: dict[int, str]) -> str:
    if letter in "\n\u3000":
        return letter
    if not letter.isprintable():
        return " " if letter.isspace() else ""
    return letter if ord(letter) in known else MISSING


def _runs(row: list[int]) -> list[tuple[int, int]]:
    """Return (start, length) of each run of dark modules."""
    found: list[tuple[int, int]] = []
    for place, dark in enumerate(row):
        if not dark:
            continue
        if found and sum(found[-1]) == place:
            found[-1] = (found[-1][0], found[-1][1] + 1)
        else:
            found.append((place, 1))
    return found
