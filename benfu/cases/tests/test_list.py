"""The list: tabs with counts, filters, search, pages by cursor, and few statements."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
import time_machine
from django.db import connection
from django.test.utils import CaptureQueriesContext

from benfu.cases import listing, selectors, services
from benfu.cases.models import Case
from benfu.platform.lib.errors import Invalid
from tests.cast import Cast, person_of

from .acts import IN_CELL_1, IN_CELL_3, IN_STATE, dispatched, filed, report

Api = Callable[..., Any]
Page = Callable[..., Any]
NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)


def ids(page: Any) -> list[int]:
    return [row.case.pk for row in page.rows]


def test_each_tab_holds_what_it_says_and_counts_it(town: Cast) -> None:
    made = {state: make(town).pk for state, make in IN_STATE.items()}
    counts = listing.counts_for(town.zhou)
    holds = {tab.key: set(ids(selectors.cases_in(town.zhou, tab=tab.key))) for tab in listing.COMMUNITY_TABS}
    assert holds == {
        "waiting": {made["reported"]},
        "filed": {made["filed"]},
        "working": {made["dispatched"], made["handling"]},
        "checking": {made["handled"]},
        "late": set(),
        "returned": {made["returned"]},
        "mine": set(),
        "closed": {made["closed"]},
        "all": set(made.values()),
    }
    assert {key: len(holds[key]) for key in counts.tabs} == dict(counts.tabs)
    assert counts.today == len(made)
    assert ids(selectors.cases_in(town.zhou, tab="declined")) == [made["declined"]]
    assert set(ids(selectors.cases_in(town.zhou, tab="open"))) == set(made.values()) - {
        made["closed"],
        made["declined"],
    }


def test_a_handlers_tabs_hold_what_is_theirs(town: Cast) -> None:
    made = {state: make(town).pk for state, make in IN_STATE.items()}
    holds = {tab.key: ids(selectors.cases_in(town.li, tab=tab.key)) for tab in listing.tabs_for(town.li)}
    assert holds["to_accept"] == [made["dispatched"]]
    assert holds["to_handle"] == [made["handling"]]
    assert holds["handed_in"] == [made["handled"]]
    assert set(holds["all"]) == {made["dispatched"], made["handling"], made["handled"], made["closed"]}
    assert listing.waiting_for(town.li) == listing.waiting_for(town.zhou) == 1


def test_each_duty_has_its_tabs(town: Cast) -> None:
    assert listing.tabs_for(town.zhou) == listing.COMMUNITY_TABS
    assert listing.tabs_for(town.guan) == listing.HANDLER_TABS
    assert listing.tabs_for(town.mei) == listing.WATCHER_TABS


def test_the_most_dangerous_stand_first_then_the_newest(town: Cast) -> None:
    wanted = [
        report(town.lin, category=one).case for one in ("litter", "manhole", "road_damage", "fire_lane", "litter")
    ]
    order = [wanted[3], wanted[1], wanted[2], wanted[4], wanted[0]]
    assert ids(selectors.cases_in(town.zhou, tab="waiting")) == order


@pytest.mark.parametrize("tab", ["waiting", "open", "all"])
def test_pages_follow_on_without_gap_or_repeat(town: Cast, tab: str) -> None:
    for number in range(11):
        with time_machine.travel(NOON + timedelta(minutes=number % 3), tick=False):
            report(town.lin, category=("litter", "manhole", "road_damage")[number % 3])
    whole, seen, after = ids(selectors.cases_in(town.zhou, tab=tab)), [], ""
    while True:
        page = selectors.cases_in(town.zhou, tab=tab, after=after, size=3)
        seen += ids(page)
        after = page.next
        if not after:
            break
    assert seen == whole
    assert len(set(seen)) == 11


def test_a_damaged_cursor_is_told(town: Cast) -> None:
    with pytest.raises(Invalid):
        selectors.cases_in(town.zhou, after="nonsense")


def test_filters_narrow_it_down(town: Cast) -> None:
    with time_machine.travel(NOON, tick=False):
        old = report(town.lin, category="litter", at=IN_CELL_1).case
    with time_machine.travel(NOON + timedelta(days=8), tick=False):
        new = report(town.lin, category="manhole", at=IN_CELL_3, address="海滨路 6 号").case
        found = {
            "category": ids(selectors.cases_in(town.zhou, category="litter")),
            "area": ids(selectors.cases_in(town.zhou, area="990101001001003")),
            "days": ids(selectors.cases_in(town.zhou, days=7)),
            "words": ids(selectors.cases_in(town.zhou, q="海滨路")),
            "overdue": ids(selectors.cases_in(town.zhou, overdue=True)),
            "late": ids(selectors.cases_in(town.zhou, tab="late")),
            "overdue tab": ids(selectors.cases_in(town.zhou, tab="overdue")),
        }
    assert found == {
        "category": [old],
        "area": [new],
        "days": [new],
        "words": [new],
        "overdue": [old],
        "late": [old],
        "overdue tab": [old],
    }


def test_a_filter_never_widens_what_one_may_see(town: Cast) -> None:
    report(town.lin)
    assert ids(selectors.cases_in(town.wu, area="9901")) == []
    assert ids(selectors.cases_in(town.wu, tab="all", q="2026")) == []


def test_search_by_number(town: Cast) -> None:
    case = Case.objects.get(pk=report(town.lin).case)
    for text in (case.number, str(case.pk), f" {case.number} "):
        assert ids(selectors.cases_in(town.zhou, q=text)) == [case.pk]
    assert ids(selectors.cases_in(town.zhou, q=f"2001-{case.pk:06d}")) == []


@pytest.mark.parametrize("odd", ["\x00", "%", "_", "'; --", "9" * 30, "0000-1", "🕳️", "\u202e"])
def test_odd_searches_are_no_fault(town: Cast, page: Page, odd: str) -> None:
    report(town.lin)
    query = {"q": odd, "category": odd, "area": odd, "days": odd, "tab": odd, "overdue": odd}
    assert page(town.zhou).get("/c/cases/", query).status_code < 500


def test_only_what_is_mine(town: Cast) -> None:
    mine = services.dispatch_case(actor=town.zhou, case=filed(town).pk, handler=person_of(town.guan)).pk
    report(town.lin)
    assert ids(selectors.cases_in(town.guan, own=True)) == [mine]
    assert len(ids(selectors.cases_in(town.guan))) == 2


def test_a_row_holds_all_the_list_shows(town: Cast) -> None:
    case = dispatched(town, address="中山一路 18 号东侧").pk
    (row,) = selectors.cases_in(town.zhou).rows
    assert (row.label, row.place, row.cell) == ("井盖破损", "中山一路 18 号东侧", "第3网格")
    assert (row.reporter, row.mender, row.case.pk) == ("林小舟", "市政管理所", case)


def fill(town: Cast, count: int) -> None:
    for number in range(count):
        who = (town.lin, town.he, town.tang)[number % 3]
        case = report(who, category=("litter", "manhole")[number % 2]).case
        services.file_case(actor=town.zhou, case=case)
        if number % 2:
            services.dispatch_case(actor=town.zhou, case=case, department=int(town.department.split(":")[1]))
        else:
            services.dispatch_case(actor=town.zhou, case=case, handler=person_of(town.guan))


def statements(captured: CaptureQueriesContext) -> int:
    """Return how many statements were sent, without the look for newer areas that a process takes every two seconds."""
    return sum("territory_edition" not in query["sql"] for query in captured)


def test_the_list_takes_eight_statements_however_long(town: Cast, page: Page, api: Api) -> None:
    client, caller = page(town.zhou), api(town.zhou)
    counted = {}
    for total in (4, 52):
        fill(town, total - Case.objects.count())
        client.get("/c/cases/?tab=working")
        with CaptureQueriesContext(connection) as by_page:
            assert client.get("/c/cases/?tab=working").status_code == 200
        with CaptureQueriesContext(connection) as by_api:
            assert len(caller.get("/api/v1/cases", {"tab": "working"}).json()["cases"]) == min(total, 50)
        with CaptureQueriesContext(connection) as by_selector:
            selectors.cases_in(town.zhou, tab="working")
        counted[total] = tuple(map(statements, (by_page, by_api, by_selector)))
    assert counted[4] == counted[52], [query["sql"][:90] for query in by_page]
    whole_page, over_api, rows = counted[52]
    assert rows <= 4
    assert over_api <= 6
    assert whole_page <= 10, "\n".join(query["sql"][:150] for query in by_page)


def test_the_page_says_what_to_do_when_it_is_empty(town: Cast, page: Page) -> None:
    client = page(town.zhou)
    assert "这一栏清零了" in client.get("/c/cases/").content.decode()
    shown = client.get("/c/cases/?tab=waiting&category=litter&q=abc").content.decode()
    assert "没有符合条件的案件" in shown
    assert "去掉一个条件再看" in shown


def test_the_cockpits_links_lead_to_a_tab_of_their_own(town: Cast, page: Page) -> None:
    report(town.lin)
    shown = page(town.zhou).get("/c/cases/?tab=open&area=990101001001003").content.decode()
    assert "未办结" in shown
    assert "井盖破损" in shown
