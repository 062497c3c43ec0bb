"""Spreadsheets and CSV: what goes in comes out, as what it was, and nothing is run."""

import io
import tracemalloc
import zipfile
from datetime import date, datetime
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benfu.documents import Cell, Column, csv_lines, safe_text, table_xlsx
from tests.papers import MADE, cells, values

COLUMNS = [Column("物品", 3), Column("数量", number=True), Column("时间")]
DANGEROUS = ["=HYPERLINK(1)", "+1", "-1", "@x", "\t=1", "＝1", "＋1", "－1", "＠x"]


def test_a_sheet_holds_title_lines_heading_rows_and_total() -> None:
    rows: list[tuple[Cell, ...]] = [("雨衣", 3, MADE), ("毛巾", Decimal("1.5"), date(2026, 3, 1))]
    xlsx = table_xlsx("日结单", ["网点：金海驿站"], COLUMNS, rows, made_at=MADE, total=("合计", 4.5, None))
    assert values(xlsx) == [
        ["日结单", None, None],
        ["网点：金海驿站", None, None],
        ["物品", "数量", "时间"],
        ["雨衣", 3, datetime(2026, 3, 1, 9, 30)],
        ["毛巾", 1.5, datetime(2026, 3, 1)],
        ["合计", 4.5, None],
    ]


@pytest.mark.parametrize("text", DANGEROUS)
def test_no_cell_is_a_formula(text: str) -> None:
    sheet = cells(table_xlsx(text, [text], [Column(text)], [(text,)], made_at=MADE, total=(text,)))
    assert [row[0].data_type for row in sheet] == ["s"] * 5
    assert {row[0].value.strip() for row in sheet} == {text.strip()}
    assert all(row[0].quotePrefix for row in sheet)


@pytest.mark.parametrize("text", DANGEROUS)
def test_no_field_of_csv_is_a_formula(text: str) -> None:
    assert safe_text(text) == f"'{text}"
    assert list(csv_lines([(text, -5, None, "a,b")])) == [f'\'{text},-5,,"a,b"\r\n']


@settings(max_examples=30)
@given(st.text(max_size=30))
def test_any_text_survives_a_sheet_but_for_control_characters(text: str) -> None:
    if any(0xD800 <= ord(letter) <= 0xDFFF for letter in text):
        return
    (got,) = values(table_xlsx("表", [], [Column("a")], [(text,)], made_at=MADE))[-1]
    kept = "".join(letter for letter in text if ord(letter) >= 32 or letter in "\t\n\r")
    assert (got or "").replace("\r\n", "\n").replace("\r", "\n") == kept.replace("\r\n", "\n").replace("\r", "\n")


def test_the_same_content_gives_the_same_bytes() -> None:
    def made() -> bytes:
        return table_xlsx("表/[1]", [], COLUMNS, [("雨衣", 1, MADE)], made_at=MADE)

    assert made() == made()
    with zipfile.ZipFile(io.BytesIO(made())) as archive:
        assert {part.date_time for part in archive.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert b"2026-03-01T09:30:00Z" in archive.read("docProps/core.xml")


@pytest.mark.slow
def test_a_long_sheet_needs_no_more_memory_than_a_short_one() -> None:
    def most(count: int) -> int:
        tracemalloc.start()
        made = table_xlsx("表", [], COLUMNS, ((f"物品{n % 10}", n % 10, None) for n in range(count)), made_at=MADE)
        peak = tracemalloc.get_traced_memory()[1] - len(made)
        tracemalloc.stop()
        return peak

    most(100)
    assert most(8000) < 2 * most(800) + 1_000_000
