"""The list as a spreadsheet: all rows of the filter, no persons, nothing that a spreadsheet would run."""

import csv
import io
from collections.abc import Callable
from typing import Any

from django.db import connection
from django.test.utils import CaptureQueriesContext

from benfu.cases.pages import export
from tests.cast import Cast

from .acts import closed, report

Page = Callable[..., Any]


def rows(client: Any, query: str = "") -> list[list[str]]:
    answer = client.get(f"/c/cases/export/{query}")
    assert answer.status_code == 200
    assert "attachment" in answer["Content-Disposition"]
    text = b"".join(answer.streaming_content).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text)))


def test_the_rows_of_the_list(town: Cast, page: Page) -> None:
    report(town.lin, category="litter", address="滨河步道东段")
    case = closed(town)
    titles, *found = rows(page(town.zhou), "?tab=all")
    assert titles[:4] == ["编号", "类别", "紧急程度", "状态"]
    assert {row[0] for row in found} == {case.number, f"{case.number[:5]}{case.pk - 1:06d}"}
    by_number = {row[0]: row for row in found}
    assert by_number[case.number][3] == "已办结"
    assert len(rows(page(town.zhou), "?tab=closed")) == 2
    assert len(rows(page(town.wu), "?tab=all")) == 1


def test_no_person_leaves_the_house_in_it(town: Cast, page: Page) -> None:
    report(town.lin, words="我是林小舟，电话 13800000000")
    text = str(rows(page(town.zhou), "?tab=all"))
    assert "林小舟" not in text
    assert "13800000000" not in text


def test_nothing_in_it_is_a_formula(town: Cast, page: Page) -> None:
    for address in ("=HYPERLINK(1)", "+1", "-1", "@x"):
        report(town.lin, address=address, category="litter")
    cells = [cell for row in rows(page(town.zhou), "?tab=all") for cell in row]
    assert "'=HYPERLINK(1)" in cells
    assert not any(cell.startswith(("=", "+", "@")) for cell in cells)


def test_it_is_read_in_batches(town: Cast, page: Page, monkeypatch: Any) -> None:
    monkeypatch.setattr(export, "BATCH", 2)
    for _ in range(5):
        report(town.lin, category="litter")
    with CaptureQueriesContext(connection) as captured:
        assert len(rows(page(town.zhou), "?tab=all")) == 6
    lists = [query for query in captured if 'FROM "cases_case"' in query["sql"]]
    assert len(lists) == 3
