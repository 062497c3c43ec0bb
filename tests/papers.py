"""Reading back the papers that were made, as a browser and an office program read them."""

import io
import re
from collections.abc import Sequence
from datetime import datetime, timedelta, timezone
from typing import Any

from openpyxl import load_workbook
from pypdfium2 import PdfDocument

MADE = datetime(2026, 3, 1, 9, 30, tzinfo=timezone(timedelta(hours=8)))


def pages(pdf: bytes) -> list[str]:
    """Return the text of each page, without spaces and line ends (they are the printer's, not the text's)."""
    return [re.sub(r"\s", "", page.get_textpage().get_text_range()) for page in PdfDocument(pdf)]


def size(pdf: bytes) -> tuple[int, int]:
    """Return width and height of the first page, in millimetres."""
    width, height = PdfDocument(pdf)[0].get_size()
    return round(width / 72 * 25.4), round(height / 72 * 25.4)


def cells(xlsx: bytes) -> Sequence[Sequence[Any]]:
    """Return the cells of the first sheet."""
    return list(load_workbook(io.BytesIO(xlsx)).worksheets[0].iter_rows())


def values(xlsx: bytes) -> list[list[Any]]:
    """Return the values of the first sheet."""
    return [[cell.value for cell in row] for row in cells(xlsx)]
