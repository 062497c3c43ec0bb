"""Who earned nothing is told why, may ask, and is answered by somebody else, by a date both sides see."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import uuid4
from zoneinfo import ZoneInfo

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client
from pytest_django import Settings

from benfu.cases import services as cases
from benfu.cases.loaders import load as load_categories
from benfu.cases.models import Report
from benfu.platform.journal.drain import drain_all
from benfu.platform.lib.errors import Conflict, Invalid, NotAllowed, NotFound
from benfu.points import appealing, appeals, unpaid
from benfu.points.models import Appeal, Decision
from benfu.territory.loaders import load as load_calendar
from benfu.territory.shelf import shelf
from tests.cast import Cast
from tests.district import middle

from .told import CELL, MONDAY, Told, broken, close, has, published

pytestmark = pytest.mark.django_db
Browser = Callable[..., Client]
LON, LAT = middle(CELL)


@pytest.fixture(autouse=True)
def _ready(cast: Cast, settings: Settings, tmp_path: Path) -> object:
    settings.MEDIA_ROOT = tmp_path
    load_calendar(lambda words: None)
    load_categories(lambda words: None)
    shelf.look_again()
    with time_machine.travel("2026-11-24 10:00+08:00", tick=False):
        published()
        yield


def declined(cast: Cast) -> Report:
    """Let 林小舟 report something that 周明 does not take on."""
    case = cases.report_case(actor=cast.lin, report=uuid4(), category="manhole", lon=LON, lat=LAT).case
    cases.decline_case(actor=cast.zhou, case=case, reason="duplicate", words="已有人报过。")
    return Report.objects.get(case=case)


def beyond_the_cap(cast: Cast) -> Decision:
    """Return 林小舟's decision that a cap left nothing of, verified by 周明."""
    *_paid, last = [close([Told(cast.lin)], by=cast.zhou)[0] for _ in range(5)]
    assert last.granted == 0
    return last


def asked(cast: Cast) -> Appeal:
    """Let 林小舟 appeal about a decision of 周明's."""
    decision = beyond_the_cap(cast)
    return appealing.ask_about_decision(actor=cast.lin, decision=decision.pk, words="这是两处不同的井盖。")


def test_every_report_without_points_says_why(cast: Cast, page: Browser) -> None:
    declined(cast)
    open_case = cases.report_case(actor=cast.lin, report=uuid4(), category="litter", lon=LON, lat=LAT).case
    found = sorted(unpaid.unpaid(cast.lin), key=lambda one: one.number, reverse=True)
    assert [one.reason for one in found] == [
        "社区还没受理，办结后才计分。",
        "社区没有受理（重复上报），不计分，也不扣分。",
    ]
    assert [bool(one.appeal_url) for one in found] == [False, True]
    lin = page(cast.lin)
    listed = lin.get("/pts/unpaid/").content.decode()
    assert "社区没有受理（重复上报），不计分，也不扣分。" in listed
    assert found[1].appeal_url in listed
    assert "社区还没受理，办结后才计分。" in lin.get(f"/r/{open_case}/").content.decode()
    declined_page = lin.get(f"/r/{found[1].number}/").content.decode()
    assert "重复上报" in declined_page
    assert found[1].appeal_url in declined_page
    assert unpaid.unpaid(cast.he) == []


def test_a_report_that_is_paid_is_not_among_them(cast: Cast) -> None:
    report = cases.report_case(actor=cast.lin, report=uuid4(), category="manhole", lon=LON, lat=LAT)
    own = Report.objects.get(case=report.case)
    close([Told(cast.lin, report=own.pk)], by=cast.zhou)
    assert unpaid.unpaid(cast.lin) == []
    assert unpaid.why_not(cast.lin, own.pk) is None
    with pytest.raises(NotFound):
        unpaid.why_not(cast.he, own.pk)


@pytest.mark.parametrize(
    ("now", "last_day"),
    [
        ("2026-11-24 10:00", "2026-12-01"),  # Tuesday: the weekend does not count
        ("2026-11-27 18:00", "2026-12-04"),
        ("2026-09-29 09:00", "2026-10-12"),  # National Day week, with Saturday the 10th worked
    ],
)
def test_the_answer_is_due_by_the_working_calendar(now: str, last_day: str) -> None:
    zone = ZoneInfo("Asia/Shanghai")
    due = appealing.answer_day_end(datetime.fromisoformat(now).replace(tzinfo=zone), shelf.current().calendar)
    assert f"{due.astimezone(zone):%Y-%m-%d %H:%M}" == f"{last_day} 23:59"


def test_somebody_else_answers_and_the_missing_points_are_paid_by_the_rules(cast: Cast, page: Browser) -> None:
    [decision] = close([Told(cast.lin)], by=cast.zhou)
    lin = page(cast.lin)
    assert f"/pts/{decision.pk}/appeal/" in lin.get(f"/pts/{decision.pk}/").content.decode()
    answer = lin.post(f"/pts/{decision.pk}/appeal/", {"words": "当时很危险，应该算紧急。"})
    appeal = Appeal.objects.get()
    assert answer.headers["Location"] == f"/pts/appeals/{appeal.pk}/"
    assert "2026-12-01" in lin.get(f"/pts/appeals/{appeal.pk}/").content.decode()
    fang = page(cast.fang)
    assert "林小舟" in fang.get("/c/points/appeals/").content.decode()
    given = {"upheld": "yes", "points": "4", "words": "核对过照片，是紧急，补 4 分。"}
    assert fang.post(f"/c/points/appeals/{appeal.pk}/", given).status_code == 302
    assert has(cast.lin) == 14
    assert "核对过照片" in lin.get(f"/pts/appeals/{appeal.pk}/").content.decode()
    paid = Decision.objects.get(action="appeal")
    assert (paid.granted, paid.amount, paid.day, paid.verifier) == (4, 4, MONDAY, cast.fang.person)
    assert "申诉成立，更正 4 分" in lin.get(f"/pts/{paid.pk}/").content.decode()
    drain_all()
    assert "申诉有答复" in lin.get("/msg/").content.decode()
    assert broken() == []


def test_what_is_paid_after_an_appeal_fills_the_caps_of_the_day_of_the_act(cast: Cast) -> None:
    appeal = asked(cast)
    appealing.answer_appeal(actor=cast.fang, appeal=appeal.pk, upheld=True, points=10, words="是两处。")
    # 36 by first reports, and 40 a day by all rules together.
    assert Decision.objects.get(action="appeal").granted == 4
    assert has(cast.lin) == 40
    assert broken() == []


def test_who_decided_it_does_not_answer_and_nobody_answers_their_own(cast: Cast, page: Browser) -> None:
    appeal = asked(cast)
    with pytest.raises(NotAllowed, match="另一位同事"):
        appealing.answer_appeal(actor=cast.zhou, appeal=appeal.pk, upheld=False, points=0, words="不变。")
    assert "这件事是您经手的" in page(cast.zhou).get(f"/c/points/appeals/{appeal.pk}/").content.decode()
    assert [appeals.waiting_and_late(one)[0] for one in (cast.zhou, cast.fang, cast.mei, cast.wu)] == [0, 1, 1, 0]
    with pytest.raises(NotFound):
        appealing.answer_appeal(actor=cast.wu, appeal=appeal.pk, upheld=False, points=0, words="不变。")
    own = close([Told(cast.fang)], by=cast.zhou)[0]
    mine = appealing.ask_about_decision(actor=cast.fang, decision=own.pk, words="少算了。")
    with pytest.raises(NotAllowed):
        appealing.answer_appeal(actor=cast.fang, appeal=mine.pk, upheld=True, points=5, words="是少了。")


@pytest.mark.parametrize("column", ["person_id", "decided_by"])
def test_the_database_too_wants_another_person_to_answer(cast: Cast, column: str) -> None:
    appeal = asked(cast)
    values = {"answered_by": getattr(appeal, column), "answered_at": appeal.asked_at, "upheld": False, "answer": "x"}
    with pytest.raises(IntegrityError, match="points_appeal_answered_by_another"), transaction.atomic():
        Appeal.objects.filter(pk=appeal.pk).update(**values)


def test_a_report_that_was_not_taken_on_can_be_appealed(cast: Cast, page: Browser) -> None:
    report = declined(cast)
    path = f"/pts/reports/{report.pk}/appeal/"
    assert "重复上报" in page(cast.lin).get(path).content.decode()
    page(cast.lin).post(path, {"words": "不是同一个井盖。"})
    appeal = Appeal.objects.get()
    assert appeal.decided_by == cast.zhou.person
    appealing.answer_appeal(actor=cast.mei, appeal=appeal.pk, upheld=False, points=0, words="核对过，是同一个。")
    with pytest.raises(Conflict, match="梅岚 已经答复了"):
        appealing.answer_appeal(actor=cast.fang, appeal=appeal.pk, upheld=True, points=3, words="不是。")
    assert page(cast.he).get(path).status_code == 404
    assert has(cast.lin) == 0


def test_one_appeal_a_thing_and_none_before_there_is_a_result(cast: Cast) -> None:
    report = declined(cast)
    appealing.ask_about_report(actor=cast.lin, report=report.pk, words="不对。")
    with pytest.raises(Conflict, match="已经申诉过"):
        appealing.ask_about_report(actor=cast.lin, report=report.pk, words="还是不对。")
    still_open = uuid4()
    cases.report_case(actor=cast.lin, report=still_open, category="litter", lon=LON, lat=LAT)
    with pytest.raises(Invalid, match="还没有结果"):
        appealing.ask_about_report(actor=cast.lin, report=still_open, words="快点。")
    with pytest.raises(Invalid, match="1 到 500"):
        appealing.ask_about_report(actor=cast.lin, report=report.pk, words="  ")
    with pytest.raises(NotFound):
        appealing.ask_about_decision(actor=cast.he, decision=beyond_the_cap(cast).pk, words="不是我的。")


def test_what_is_late_is_seen_by_both(cast: Cast, page: Browser) -> None:
    appeal = asked(cast)
    assert appeals.waiting_and_late(cast.fang) == (1, 0)
    with time_machine.travel("2026-12-02 09:00+08:00", tick=False):
        assert [appeals.waiting_and_late(one) for one in (cast.fang, cast.zhou)] == [(1, 1), (0, 0)]
        assert "1 份已超期" in page(cast.fang).get("/c/").content.decode()
        assert "答复已超期" in page(cast.lin).get(f"/pts/appeals/{appeal.pk}/").content.decode()
        assert "答复已超期" in page(cast.mei).get("/c/points/appeals/").content.decode()


def test_more_than_the_rules_of_that_day_allow_is_refused(cast: Cast, page: Browser) -> None:
    appeal = asked(cast)
    answer = page(cast.fang).post(
        f"/c/points/appeals/{appeal.pk}/", {"upheld": "yes", "points": "37", "words": "多补些。"}
    )
    assert answer.status_code == 422
    assert "0 到 36 之间" in answer.content.decode()
    assert Appeal.objects.get().is_open


def test_outsiders_see_no_appeal(cast: Cast, page: Browser) -> None:
    appeal = asked(cast)
    assert page(cast.he).get(f"/pts/appeals/{appeal.pk}/").status_code == 404
    assert page(cast.wu).get(f"/c/points/appeals/{appeal.pk}/").status_code == 404
    assert "林小舟" not in page(cast.wu).get("/c/points/appeals/").content.decode()


def test_the_same_over_the_api(cast: Cast, api: Callable[..., Any]) -> None:
    report = declined(cast)
    lin = api(cast.lin)
    [told] = lin.get("/api/v1/points/unpaid").json()
    assert (told["report"], told["final"], told["decision"]) == (str(report.pk), True, None)
    assert "重复上报" in told["reason"]
    made = lin.post(f"/api/v1/points/reports/{report.pk}/appeal", {"words": "不是同一个井盖。"})
    assert made.status_code == 201
    assert made.json()["due_at"].startswith("2026-12-01")
    assert lin.post(f"/api/v1/points/reports/{report.pk}/appeal", {"words": "不是。"}).status_code == 409
    decision = beyond_the_cap(cast)
    assert lin.post(f"/api/v1/points/decisions/{decision.pk}/appeal", {"words": ""}).status_code == 422
    assert api(cast.he).post(f"/api/v1/points/decisions/{decision.pk}/appeal", {"words": "不对。"}).status_code == 404
    second = lin.post(f"/api/v1/points/decisions/{decision.pk}/appeal", {"words": "是两处。"}).json()
    appealing.answer_appeal(actor=cast.fang, appeal=second["appeal"], upheld=True, points=3, words="是两处。")
    answered = lin.get("/api/v1/points/appeals").json()[0]
    assert (answered["upheld"], answered["paid"], answered["answered_by"]) == (True, 3, "方晴")
