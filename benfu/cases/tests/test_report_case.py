"""Reporting: a report comes in once, opens a case where it lies, and nothing sent is lost."""

from typing import Any

from benfu.cases import selectors

from .acts import IN_CELL_3, report


def test_a_report_opens_a_case_in_its_cell(town: Any) -> None:
    receipt = report(town.lin, at=IN_CELL_3, category="manhole")
    case = selectors.case_for(town.zhou, receipt.case)
    assert receipt.created
    assert receipt.first
    assert case.area == "990101001001003"
    assert case.state == "reported"
