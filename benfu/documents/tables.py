"""A table on A4: title, a few lines about it, the heading on every page, page numbers."""

from collections.abc import Iterable, Sequence
from datetime import datetime

from fpdf.enums import TableBordersLayout
from fpdf.fonts import FontFace

from .cells import Cell, Column, text_of
from .paper import GREY, LINE, PALE, SANS, Paper

MANY = 7
"""From so many columns on the sheet lies on its side."""
SIDE = 1.5
"""Space between the words of a cell and its edge, in millimetres."""


def table_pdf(
    title: str,
    lines: Sequence[str],
    columns: Sequence[Column],
    rows: Iterable[Sequence[Cell]],
    *,
    made_at: datetime,
    total: Sequence[Cell] | None = None,
    empty: str = "—",
) -> bytes:
    """Return a table as PDF, A4, upright or on its side from seven columns on.

    `lines` stand under the title (what, where, which days), `total` is a last row set apart, `empty` is said when there are no
    rows. Long texts wrap in their cell. About 2 000 rows a second; for more, give a spreadsheet.
    """
    paper = Paper(
        title=title,
        made_at=made_at,
        orientation="landscape" if len(columns) >= MANY else "portrait",
        foot=title,
    )
    paper.add_page()
    paper.write_in(SANS, 17)
    paper.strong(title, 10)
    paper.write_in(SANS, 9, GREY)
    for line in lines:
        paper.write_lines(line, 5.2)
    paper.ln(4)
    paper.write_in(SANS, 9)
    if not _body(paper, columns, rows, total):
        paper.write_lines(empty, 9, "C")
    return paper.done()


def _body(paper: Paper, columns: Sequence[Column], rows: Iterable[Sequence[Cell]], total: Sequence[Cell] | None) -> int:
    """Print heading, rows and total; return how many rows there were."""
    count = 0
    share = paper.epw / sum(column.share for column in columns)
    widths = [column.share * share for column in columns]

    def shown(row: Sequence[Cell]) -> list[str]:
        return [paper.wrapped(text_of(cell), width - 2 * SIDE) for cell, width in zip(row, widths, strict=True)]

    paper.set_draw_color(*LINE)
    with paper.table(
        col_widths=widths,
        text_align=tuple("RIGHT" if column.number else "LEFT" for column in columns),
        borders_layout=TableBordersLayout.HORIZONTAL_LINES,
        headings_style=FontFace(fill_color=PALE),
        line_height=4.8,
        padding=(1.1, SIDE),
    ) as table:
        table.row(shown([column.title for column in columns]))
        for row in rows:
            table.row(shown(row))
            count += 1
        if total is not None:
            table.row(shown(total), style=FontFace(fill_color=PALE))
    return count
