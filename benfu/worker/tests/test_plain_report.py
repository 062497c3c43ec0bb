"""The report form without scripts: one plain form, once."""

import io
import uuid
from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from PIL import Image

from benfu.cases.selectors import my_reports
from benfu.cases.services import report_case
from benfu.platform.files.selectors import pictures_of
from tests.cast import Cast
from tests.district import JINHAI, middle

Page = Callable[..., Client]
CELL = f"{JINHAI}003"


def photo(name: str = "a.jpg") -> SimpleUploadedFile:
    made = io.BytesIO()
    Image.effect_noise((320, 240), 60).save(made, "JPEG")
    return SimpleUploadedFile(name, made.getvalue(), "image/jpeg")


def fields(**changes: Any) -> dict[str, Any]:
    given = {"report": str(uuid.uuid4()), "category": "manhole", "place": CELL, "words": "", "photo": photo()}
    return {**given, **changes}


def test_one_plain_form_makes_a_report_with_its_photo(page: Page, town: Cast) -> None:
    sent = fields(words="井盖碎了一半", danger="on")
    answer = page(town.lin).post("/r/new", sent, follow=True)
    assert "已收下，谢谢您！" in answer.content.decode()
    (mine,) = my_reports(town.lin).rows
    assert (mine.case.area, mine.report.words, mine.report.danger) == (CELL, "井盖碎了一半", True)
    assert mine.report.position == pytest.approx(middle(CELL), abs=1e-5)
    assert mine.report.accuracy_m == 300
    assert len(pictures_of(f"report:{sent['report']}")) == 1


def test_sent_twice_it_is_one_report_with_one_photo(page: Page, town: Cast) -> None:
    client, sent = page(town.lin), fields()
    for _ in range(2):
        sent["photo"].seek(0)
        assert client.post("/r/new", sent).status_code == 302
    assert len(my_reports(town.lin).rows) == 1
    assert len(pictures_of(f"report:{sent['report']}")) == 1


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"photo": ""}, "请先拍一张照片"),
        ({"category": ""}, "请选一选是什么问题"),
        ({"category": "nonsense"}, "没有这个类别"),
        ({"place": ""}, "请选一选在哪里"),
        ({"place": "123456789012"}, "请选一选在哪里"),
        ({"report": "no-uuid"}, "有几处需要改一下"),
    ],
)
def test_what_is_missing_is_said_beside_it_and_the_rest_is_kept(
    page: Page, town: Cast, changes: dict[str, Any], words: str
) -> None:
    answer = page(town.lin).post("/r/new", fields(words="井盖碎了一半", **changes))
    html = answer.content.decode()
    assert answer.status_code == 422
    assert words in html
    assert "井盖碎了一半" in html
    assert not my_reports(town.lin).rows


def test_a_broken_photo_is_named_and_the_report_kept(page: Page, town: Cast) -> None:
    broken = SimpleUploadedFile("b.jpg", b"<svg xmlns='http://www.w3.org/2000/svg'/>", "image/jpeg")
    sent = fields(photo=[photo(), broken])
    html = page(town.lin).post("/r/new", sent, follow=True).content.decode()
    assert "第 2 张照片没有收" in html
    assert len(pictures_of(f"report:{sent['report']}")) == 1


def test_three_photos_at_most(page: Page, town: Cast) -> None:
    sent = fields(photo=[photo(f"{n}.jpg") for n in range(5)])
    page(town.lin).post("/r/new", sent)
    assert len(pictures_of(f"report:{sent['report']}")) == 3


def test_somebody_elses_report_id_is_refused_in_words(page: Page, town: Cast) -> None:
    sent = fields()
    lon, lat = middle(CELL)
    report_case(actor=town.he, report=uuid.UUID(sent["report"]), category="manhole", lon=lon, lat=lat)
    answer = page(town.lin).post("/r/new", sent)
    assert answer.status_code == 409
    assert not my_reports(town.lin).rows


def test_a_visitor_is_sent_to_sign_in_and_back(page: Page, town: Cast) -> None:
    assert page().get("/r/new?d=manhole")["Location"] == "/login/?next=%2Fr%2Fnew%3Fd%3Dmanhole"


def test_the_button_promises_what_the_tariff_pays(page: Page, town: Cast) -> None:
    assert "查实 +10 分" in page(town.lin).get("/r/new").content.decode()


def test_before_the_first_tariff_nothing_is_promised(page: Page, town: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("benfu.points.selectors.tariff_on", lambda day: None)
    html = page(town.lin).get("/r/new").content.decode()
    assert "查实 +" not in html
    assert "提交" in html


def test_the_own_communitys_cells_come_first_in_the_list(page: Page, town: Cast) -> None:
    html = page(town.lin).get("/r/new").content.decode()
    first = html.index('<optgroup label="金海社区">')
    assert first < html.index('<optgroup label="金海街道">') < html.index('<optgroup label="各街道">')
    assert html.count(f'value="{JINHAI}00') == 4
