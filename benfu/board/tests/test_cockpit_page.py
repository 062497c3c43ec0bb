"""The cockpit page: counts, charts and map, ways down, and who may look."""

from collections.abc import Callable

from django.test import Client
from hypothesis import given
from hypothesis import strategies as st

from benfu.board.charts import TICKS, ceiling, columns, heat
from benfu.cases.tests import acts
from benfu.platform.journal.drain import drain_all
from tests.cast import Cast
from tests.district import CUIHU, JINHAI, JINHAI_STREET

Page = Callable[..., Client]


def test_the_screen_shows_the_area_the_figures_and_their_age(town: Cast, page: Page) -> None:
    acts.closed(town)
    drain_all()
    shown = page(town.admin).get("/cockpit/").content.decode()
    assert "共治驾驶舱" in shown
    assert "数据截至" in shown
    assert 'class="choropleth"' in shown


def test_a_cell_with_open_cases_leads_to_their_list(town: Cast, page: Page) -> None:
    acts.report(town.lin)
    shown = page(town.zhou).get("/cockpit/").content.decode()
    assert f"area={JINHAI}003" in shown
    assert page(town.zhou).get(f"/c/cases/?area={JINHAI}003&tab=open").status_code == 200


def test_one_goes_down_an_area_and_up_again(town: Cast, page: Page) -> None:
    acts.report(town.lin)
    mei = page(town.mei)
    assert f"area={JINHAI}" in mei.get("/cockpit/").content.decode()
    below = mei.get(f"/cockpit/?area={JINHAI}&period=week").content.decode()
    assert f"area={JINHAI_STREET}" in below


def test_an_area_of_others_is_not_found_and_a_worker_has_no_cockpit(town: Cast, page: Page) -> None:
    assert page(town.zhou).get(f"/cockpit/?area={CUIHU}").status_code == 404
    assert page(town.lin).get("/cockpit/").status_code in {302, 403}
    assert page().get("/cockpit/").status_code == 302


def test_an_unknown_period_shows_today(town: Cast, page: Page) -> None:
    assert page(town.zhou).get("/cockpit/?period=century").context["figures"].period == "today"


@given(st.integers(0, 10**9))
def test_an_axis_ends_at_a_round_number_not_far_above(value: int) -> None:
    top = ceiling(value)
    assert top >= max(value, TICKS)
    assert top % TICKS == 0
    assert top <= max(TICKS, 2 * value + 8)


@given(st.lists(st.integers(0, 500), min_size=1, max_size=30))
def test_columns_stay_in_the_picture(values: list[int]) -> None:
    chart = columns([str(number) for number in range(len(values))], [values, values], line=values)
    for bar in chart.bars:
        assert chart.plot.left <= bar.x
        assert bar.x + bar.width <= chart.plot.width + 0.2
        assert chart.plot.top - 0.1 <= bar.y
        assert bar.y + bar.height <= chart.plot.height - chart.plot.bottom + 0.1


@given(st.integers(0, 99), st.integers(0, 99))
def test_shades_grow_with_the_count(one: int, other: int) -> None:
    most = max(one, other)
    assert heat(min(one, other), most) <= heat(most, most)
    assert heat(0, most) == 0
    assert most == 0 or heat(most, most) == 5
