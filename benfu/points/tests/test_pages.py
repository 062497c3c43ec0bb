"""The pages of points: a worker's statement and why, the published rules, and what the area's staff see."""

from collections.abc import Callable
from uuid import uuid4

import pytest
import time_machine
from django.test import Client

from benfu.points.models import Decision
from benfu.points.tariffs import publish
from tests.cast import CUIHU, Cast

from .test_publishing import next_year
from .told import CELL, Told, close, published

pytestmark = pytest.mark.django_db
Browser = Callable[..., Client]


@pytest.fixture(autouse=True)
def _tariff() -> None:
    published()


def text_of(client: Client, path: str) -> str:
    """Return the page's text. Fails unless the answer is 200."""
    answer = client.get(path)
    assert answer.status_code == 200, answer.content[:500]
    return answer.content.decode()


def test_a_new_worker_is_told_how_to_begin(cast: Cast, page: Browser) -> None:
    seen = text_of(page(cast.lin), "/pts/")
    assert "还没有积分" in seen
    assert "查实 +10" in seen
    assert "今天 0/36 分" in seen


def test_a_line_names_rule_and_verifier_and_leads_to_why(cast: Cast, page: Browser) -> None:
    [decision] = close([Told(cast.lin)], by=cast.zhou, severity=3)
    lin = page(cast.lin)
    seen = text_of(lin, "/pts/")
    assert "规则 R1 · 周明核查" in seen
    assert "+14" in seen
    assert f"/pts/{decision.pk}/" in seen

    why = text_of(lin, f"/pts/{decision.pk}/")
    assert "危险程度：紧急，每高一级加 2 分" in why
    assert "第一个上报，社区核查属实并办结" in why
    assert "/pts/rules/2026-1/" in why
    assert "周明" in why


def test_a_report_that_earned_nothing_says_why_not(cast: Cast, page: Browser) -> None:
    for _ in range(5):
        *_paid, last = close([Told(cast.lin)], by=cast.zhou)
    lin = page(cast.lin)
    seen = text_of(lin, "/pts/")
    assert "未计分" in seen
    assert "已经到了上限" in seen
    why = text_of(lin, f"/pts/{last.pk}/")
    assert "2026-11-23 最多 36 分，在此之前已得 36 分" in why


def test_what_is_someone_else_s_is_not_found(cast: Cast, page: Browser) -> None:
    [decision] = close([Told(cast.lin)], by=cast.zhou)
    assert page(cast.he).get(f"/pts/{decision.pk}/").status_code == 404
    assert page(cast.gu).get(f"/pts/{decision.pk}/").status_code == 404
    assert page(cast.lin).get("/pts/999999/").status_code == 404


def test_nobody_is_sent_to_sign_in(page: Browser) -> None:
    for path in ("/pts/", "/pts/1/"):
        assert page().get(path).headers["Location"].startswith("/login/")
    for path in ("/c/points/", "/c/points/1/"):
        assert page().get(path).headers["Location"].startswith("/c/login/")


def test_months_are_turned_like_leaves(cast: Cast, page: Browser) -> None:
    close([Told(cast.lin)], by=cast.zhou)
    this_month = text_of(page(cast.lin), "/pts/")
    assert "得 10 · 用 0" in this_month
    with time_machine.travel("2030-01-15 12:00+08:00", tick=False):
        seen = text_of(page(cast.lin), "/pts/")
        assert "这个月没有变动" in seen
        assert "?month=20" in seen
    assert page(cast.lin).get("/pts/?month=nonsense").status_code == 422


def test_the_rules_are_public_and_plain(page: Browser) -> None:
    seen = text_of(page(), "/pts/rules/")
    for sentence in (
        "R1 随手拍首报",
        "查实一件，10 分。",
        "危险程度高的更多：较重加 2 分，紧急加 4 分。",
        "每月 5、15、25 日是活动日，当天上报加 2 分。",
        "这一项，每人每天最多 36 分。",
        "所有规则加在一起，每人每月最多 400 分。",
        "积分从到账起 12 个月有效，再延到那个季度的最后一天",
        "同一个网格里的同一类事，每人每月最多 120 分。",
        "由社区核实；自己的事不能自己核实。",
        "每满 1 小时，5 分。",
        "积分不排名",
        "2026-01-01 起执行",
    ):
        assert sentence in seen


def test_the_rules_can_be_read_in_english(page: Browser) -> None:
    client = page()
    client.cookies["language"] = "en"
    seen = text_of(client, "/pts/rules/")
    assert "First report" in seen
    assert "随手拍首报" not in seen


def test_every_version_stays_published(page: Browser) -> None:
    with time_machine.travel("2026-11-24 12:00+08:00", tick=False):
        publish(next_year())
        seen = text_of(page(), "/pts/rules/")
        assert "/pts/rules/2027-1/" in seen
        assert "还没开始" in text_of(page(), "/pts/rules/2027-1/")
    assert page().get("/pts/rules/1999-1/").status_code == 404


def test_staff_see_the_awards_of_their_area_only(cast: Cast, page: Browser) -> None:
    [ours] = close([Told(cast.lin)], by=cast.zhou, area=CELL)
    [theirs] = close([Told(cast.he)], by=cast.wu, area=f"{CUIHU}001")
    seen = text_of(page(cast.zhou), "/c/points/")
    assert "林小舟" in seen
    assert "何川" not in seen
    assert text_of(page(cast.zhou), f"/c/points/{ours.pk}/").count("林小舟") == 1
    assert page(cast.zhou).get(f"/c/points/{theirs.pk}/").status_code == 404
    assert "林小舟" not in text_of(page(cast.wu), "/c/points/")
    both = text_of(page(cast.admin), "/c/points/")
    assert "林小舟" in both
    assert "何川" in both


@pytest.mark.parametrize("who", ["lin", "gu", "li", "guan"])
def test_who_may_not_know_the_reporters_does_not_see_the_list(cast: Cast, page: Browser, who: str) -> None:
    assert page(getattr(cast, who)).get("/c/points/").status_code in {302, 403}


def test_the_list_tells_paid_from_not(cast: Cast, page: Browser) -> None:
    close([Told(cast.lin)], by=cast.zhou)
    close([Told(cast.zhou)], by=cast.zhou)
    client = page(cast.fang)
    assert "自己核查自己的上报" not in text_of(client, "/c/points/?kind=paid")
    nothing = text_of(client, "/c/points/?kind=nothing")
    assert "自己核查自己的上报" in nothing
    assert "林小舟" not in nothing


def test_a_long_list_is_turned_by_pages(cast: Cast, page: Browser) -> None:
    for _ in range(35):
        close([Told(cast.lin, report=uuid4())], by=cast.zhou)
    client = page(cast.zhou)
    first = text_of(client, "/c/points/")
    after = first.partition("after=")[2].partition('"')[0]
    second = text_of(client, f"/c/points/?after={after}")
    ids = set(Decision.objects.values_list("pk", flat=True))
    shown = [{one for one in ids if f"/c/points/{one}/" in seen} for seen in (first, second)]
    assert len(shown[0]) == 30
    assert shown[0] | shown[1] == ids
    assert not shown[0] & shown[1]


@pytest.mark.parametrize("month", ["9999-12", "0001-01", "0001-02", "2026-13", "٢٠٢٦-١١"])
def test_a_month_that_has_no_neighbours_is_no_month(cast: Cast, page: Browser, month: str) -> None:
    assert page(cast.lin).get("/pts/", {"month": month}).status_code in {200, 422}
