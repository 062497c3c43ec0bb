"""The cockpit's figures are those of the database, of the viewer's areas, and at most half a minute old."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from benfu.cases.models import Case
from benfu.cases.tests import acts
from benfu.insight import selectors
from benfu.insight.periods import Period, span_of
from benfu.platform.identity.actor import Actor
from benfu.platform.journal.drain import drain_all
from benfu.platform.lib import clock
from benfu.platform.lib.errors import NotFound
from tests.cast import Cast
from tests.district import CUIHU, DISTRICT, JINHAI, JINHAI_STREET


def test_the_sums_are_those_of_the_database(town: Cast) -> None:
    acts.closed(town)
    acts.declined(town, at=acts.IN_CELL_1)
    acts.report(town.he, category="litter")
    drain_all()
    sums = selectors.figures_for(town.admin).body["sums"]
    assert (sums["reports"], sums["open"], sums["active_workers"]) == (3, 1, 2)
    assert sums["on_time"] == {"part": 1, "whole": 1, "percent": 100}
    assert sums["answered"] == {"part": 2, "whole": 3, "percent": 67}
    assert sums["workers"] == 3


def test_points_in_and_the_trend_are_there(town: Cast) -> None:
    acts.closed(town)
    drain_all()
    body = selectors.figures_for(town.admin).body
    assert body["points"][-1]["awarded"] > 0
    assert (body["trend"][-1]["reported"], body["trend"][-1]["closed"]) == (1, 1)
    assert len(body["trend"]) == 14


def test_what_is_open_is_shaded_by_its_cell_and_what_is_late_is_listed(town: Cast) -> None:
    receipt = acts.report(town.lin)
    Case.objects.filter(pk=receipt.case).update(due_at=clock.now() - timedelta(hours=2))
    body = selectors.figures_for(town.mei).body
    assert body["cells"] == {f"{JINHAI}003": 1}
    assert [row["case"] for row in body["overdue"]] == [receipt.case]
    assert body["areas"][0]["overdue"] == 1


def test_figures_are_kept_for_half_a_minute_and_then_counted_anew(town: Cast) -> None:
    with time_machine.travel(clock.now(), tick=False) as time:
        acts.report(town.lin)
        first = selectors.figures_for(town.admin)
        acts.report(town.he, category="litter")
        again = selectors.figures_for(town.admin)
        assert (again.made_at, again.body["sums"]["reports"]) == (first.made_at, 1)
        time.shift(31)
        assert selectors.figures_for(town.admin).body["sums"]["reports"] == 2


def test_everybody_sees_their_own_area_and_no_other(town: Cast) -> None:
    assert selectors.figures_for(town.admin).area == DISTRICT
    assert selectors.figures_for(town.mei).area == JINHAI_STREET
    assert selectors.figures_for(town.zhou).area == JINHAI
    assert selectors.figures_for(town.admin, CUIHU).area == CUIHU
    for actor, area in ((town.zhou, CUIHU), (town.mei, DISTRICT), (town.lin, JINHAI), (town.li, DISTRICT)):
        with pytest.raises(NotFound):
            selectors.figures_for(actor, area)


def test_figures_through_the_api(town: Cast, api: Callable[[Actor], Any]) -> None:
    acts.report(town.lin)
    answer = api(town.zhou).get("/api/v1/figures?period=week")
    assert answer.status_code == 200
    assert answer.json()["body"]["sums"]["reports"] == 1
    assert api(town.lin).get("/api/v1/figures").status_code == 404


@given(st.dates(), st.sampled_from(Period))
def test_the_days_before_are_as_many_and_end_the_day_before(today: Any, period: Period) -> None:
    if today.year < 2:
        return
    span = span_of(period, today)
    assert span.since <= span.until == today
    assert span.before.until == span.since - timedelta(days=1)
    assert span.before.until - span.before.since == span.until - span.since
