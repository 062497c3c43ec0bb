"""Tables as offices read them: XLSX written row by row, and lines of CSV; nothing in them is run as a formula."""

import csv
import io
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from openpyxl.writer.excel import ExcelWriter

from .cells import Cell, Column, looks_like_formula, safe_text

CSV_MARK = "\ufeff"
"""Send it before the first line: without it spreadsheets guess another encoding."""
LONGEST = 32_767
"""Characters a cell of a spreadsheet holds."""
WIDTH = 14.0
"""Width of a column of share 1, in digits of the standard font."""
STILL = (1980, 1, 1, 0, 0, 0)
"""The moment every part of the archive says it was written: the same content gives the same bytes."""
_SHEET_NAME = str.maketrans(dict.fromkeys("[]:*?/\\", " "))
_HEADING = PatternFill("solid", fgColor="F3F4F6")


def table_xlsx(
    title: str,
    lines: Sequence[str],
    columns: Sequence[Column],
    rows: Iterable[Sequence[Cell]],
    *,
    made_at: datetime,
    total: Sequence[Cell] | None = None,
) -> bytes:
    """Return a table as XLSX: the title, lines about it, headings that stay while one scrolls, rows, a total if given.

    Rows are taken one by one and go to disk, so a long table needs no more memory than a short one. Numbers and days stay
    numbers and days; a text is always a text, exactly as it was, also one that begins like a formula.
    """
    book = Workbook(write_only=True)
    book.properties.created = book.properties.modified = made_at.replace(tzinfo=None, microsecond=0)
    book.properties.title, book.properties.creator = title, "benfu"
    sheet = book.create_sheet(title.translate(_SHEET_NAME).strip()[:31] or "1")
    sheet.freeze_panes = f"A{len(lines) + 3}"
    for place, column in enumerate(columns, 1):
        sheet.column_dimensions[get_column_letter(place)].width = WIDTH * column.share
    sheet.append([_text(sheet, title, font=Font(bold=True, size=14))])
    for line in lines:
        sheet.append([_text(sheet, line)])
    sheet.append([_heading(sheet, column) for column in columns])
    for row in rows:
        sheet.append([_cell(sheet, cell) for cell in row])
    if total is not None:
        sheet.append([_cell(sheet, cell, font=Font(bold=True)) for cell in total])
    return _packed(book)


def csv_lines(rows: Iterable[Sequence[Cell]]) -> Iterator[str]:
    """Yield each row as a line of CSV; what begins like a formula has a quote in front. Send `CSV_MARK` first."""
    writer = csv.writer(_Echo())
    for row in rows:
        yield writer.writerow([safe_text(cell) for cell in row])


class _Echo:
    """A file that hands back what is written to it, so that rows can be streamed."""

    def write(self, text: str) -> str:
        """Return the text."""
        return text


class _StillZip(ZipFile):
    """An archive whose parts bear no time of writing."""

    def writestr(self, zinfo_or_arcname: Any, data: Any, *_: Any, **__: Any) -> None:
        """Add a part."""
        info = ZipInfo(str(getattr(zinfo_or_arcname, "filename", zinfo_or_arcname)), STILL)
        super().writestr(info, data, ZIP_DEFLATED)

    def write(self, filename: Any, arcname: Any = None, *_: Any, **__: Any) -> None:
        """Add a part that lies on disk, piece by piece."""
        info = ZipInfo(str(arcname or filename), STILL)
        info.compress_type = ZIP_DEFLATED
        with open(filename, "rb") as source, self.open(info, "w", force_zip64=True) as part:
            while piece := source.read(1 << 16):
                part.write(piece)


def _packed(book: Workbook) -> bytes:
    # Not book.save(): it writes the present moment into the file.
    into = io.BytesIO()
    with _StillZip(into, "w", ZIP_DEFLATED, allowZip64=True) as archive:
        ExcelWriter(book, archive).write_data()
    return into.getvalue()


def _cell(sheet: Any, value: Cell, font: Font | None = None) -> Any:
    if isinstance(value, str):
        return _text(sheet, value, font)
    if isinstance(value, datetime):
        value = value.replace(tzinfo=None)
    cell = WriteOnlyCell(sheet, value)
    if isinstance(value, datetime):
        cell.number_format = "yyyy-mm-dd hh:mm"
    if font is not None:
        cell.font = font
    return cell


def _text(sheet: Any, text: str, font: Font | None = None) -> Any:
    """Return a cell that is a text whatever it begins with, and stays one when somebody edits it."""
    cell = WriteOnlyCell(sheet, ILLEGAL_CHARACTERS_RE.sub("", text)[:LONGEST])
    cell.data_type = "s"
    if looks_like_formula(text):
        cell.quotePrefix = True
    if font is not None:
        cell.font = font
    return cell


def _heading(sheet: Any, column: Column) -> Any:
    cell = _text(sheet, column.title, Font(bold=True))
    cell.fill = _HEADING
    cell.alignment = Alignment(horizontal="right" if column.number else "left", wrap_text=True)
    return cell
