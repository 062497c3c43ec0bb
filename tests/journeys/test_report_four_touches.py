"""R2: a worker sees a broken manhole cover and reports it: four touches, nothing typed."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PIL import Image
from playwright.sync_api import BrowserContext, Page, Route, expect

from benfu.cases.models import Case, Report
from benfu.platform.files.models import StoredFile
from tests.cast import Cast
from tests.district import JINHAI, middle

from .conftest import OpenPage
from .fit import must_be_fit
from .photos import snapshot
from .touches import Thumb

pytestmark = pytest.mark.journey
LON, LAT = middle(f"{JINHAI}003")
HERE = {"geolocation": {"longitude": LON, "latitude": LAT, "accuracy": 12}, "permissions": ["geolocation"]}


def report_a_manhole(home: Page, photo: Path) -> Thumb:
    """Go from the home page to the thanks, as a hurried thumb does."""
    thumb = Thumb(home)
    thumb.shoot(home.get_by_role("button", name="井盖破损"), photo)
    home.wait_for_url("**/r/new?d=manhole")
    expect(home.get_by_role("radio", name="井盖破损")).to_be_checked()
    expect(home.get_by_alt_text("第 1 张照片")).to_be_visible()
    expect(home.locator("#place-name")).to_contain_text("第3网格")
    thumb.tap(home.get_by_role("button", name="提交"))
    expect(home.get_by_role("heading", name="已收下，谢谢您！")).to_be_visible()
    return thumb


def arrived(count: int, page: Page) -> list[Report]:
    """Wait until so many reports have come in, with all their photos."""
    expect(page.locator("#thanks-state")).to_contain_text("社区已经收到")
    found = list(Report.objects.order_by("received_at"))
    assert len(found) == count
    return found


def test_four_touches_from_tile_to_thanks(town: Cast, open_page: OpenPage, tmp_path: Path) -> None:
    home = open_page("/", town.lin, **HERE)
    thumb = report_a_manhole(home, snapshot(tmp_path))
    assert thumb.touches == 4
    (report,) = arrived(1, home)
    case = report.case
    assert (report.category, report.accuracy_m, case.area) == ("manhole", 12, f"{JINHAI}003")
    assert report.position == pytest.approx((LON, LAT), abs=1e-6)
    assert StoredFile.objects.get(subject=f"report:{report.pk}").media_type == "image/jpeg"


def test_the_photo_is_made_small_on_the_phone_and_says_nothing_of_its_owner(
    town: Cast, open_page: OpenPage, tmp_path: Path
) -> None:
    home = open_page("/", town.lin, **HERE)
    sent: list[bytes] = []

    def listen(route: Route) -> None:
        sent.append(route.request.post_data_buffer or b"")
        route.continue_()

    home.route("**/photos/*", listen)
    report_a_manhole(home, snapshot(tmp_path))
    arrived(1, home)
    (body,) = sent
    (tmp_path / "sent.jpg").write_bytes(body)
    with Image.open(tmp_path / "sent.jpg") as image:
        assert (image.format, image.size) == ("JPEG", (1600, 1200))
        assert not image.getexif()
    assert len(body) < 400_000


def test_somebody_was_first_and_the_report_joins_with_one_touch(
    town: Cast, open_page: OpenPage, tmp_path: Path
) -> None:
    report_a_manhole(first := open_page("/", town.lin, **HERE), snapshot(tmp_path))
    arrived(1, first)
    home = open_page("/", town.he, **HERE)
    thumb = Thumb(home)
    thumb.shoot(home.get_by_role("button", name="井盖破损"), snapshot(tmp_path))
    expect(home.locator("#near")).to_contain_text("有人报过")
    thumb.tap(home.get_by_role("button", name="就是这个，我补充"))
    expect(home.get_by_role("heading", name="已收下，谢谢您！")).to_be_visible()
    assert thumb.touches == 4
    arrived(2, home)
    assert Case.objects.get().reports_count == 2


@pytest.mark.parametrize("look", ["light", "dark", "care", "huge"])
def test_the_filled_form_and_the_thanks_are_fit_for_everybody(
    town: Cast, open_page: OpenPage, tmp_path: Path, look: str
) -> None:
    report_a_manhole(first := open_page("/", town.lin, **HERE), snapshot(tmp_path))
    arrived(1, first)
    home = open_page("/", town.he, look=look, **HERE)
    Thumb(home).shoot(home.get_by_role("button", name="井盖破损"), snapshot(tmp_path))
    expect(home.locator("#near")).to_contain_text("有人报过")
    home.get_by_text("正在危及人身安全").tap()
    expect(home.get_by_label("正在危及人身安全")).to_be_checked()
    must_be_fit(home, f"form {look}")
    home.get_by_role("button", name="就是这个，我补充").tap()
    arrived(2, home)
    must_be_fit(home, f"thanks {look}")


def test_the_round_button_of_the_home_page_opens_the_camera_too(
    town: Cast, open_page: OpenPage, tmp_path: Path
) -> None:
    home = open_page("/", town.lin, **HERE)
    thumb = Thumb(home)
    thumb.shoot(home.get_by_role("link", name="随手拍"), snapshot(tmp_path))
    expect(home.get_by_alt_text("第 1 张照片")).to_be_visible()
    thumb.tap(home.get_by_role("radio", name="垃圾堆积"))
    thumb.tap(home.get_by_role("button", name="提交"))
    (report,) = arrived(1, home)
    assert (report.category, thumb.touches) == ("litter", 5)


def test_another_thing_close_by_is_its_own_case(town: Cast, open_page: OpenPage, tmp_path: Path) -> None:
    report_a_manhole(first := open_page("/", town.lin, **HERE), snapshot(tmp_path))
    arrived(1, first)
    home = open_page("/", town.he, **HERE)
    thumb = Thumb(home)
    thumb.shoot(home.get_by_role("button", name="井盖破损"), snapshot(tmp_path))
    thumb.tap(home.get_by_role("button", name="不是同一个"))
    expect(home.locator("#near")).to_be_hidden()
    thumb.tap(home.get_by_role("button", name="提交"))
    arrived(2, home)
    assert Case.objects.count() == 2


def test_without_a_position_the_place_is_chosen_from_the_list(town: Cast, open_page: OpenPage, tmp_path: Path) -> None:
    home = open_page("/", town.lin)  # this browser refuses to say where it is
    thumb = Thumb(home)
    thumb.shoot(home.get_by_role("button", name="井盖破损"), snapshot(tmp_path))
    expect(home.locator("#place-note")).to_have_text("没有定位，请从名单里选")
    home.get_by_label("网格或社区").select_option(label="第2网格")
    expect(home.locator("#place-name")).to_contain_text("第2网格")
    thumb.tap(home.get_by_role("button", name="提交"))
    (report,) = arrived(1, home)
    assert (report.case.area, report.accuracy_m) == (f"{JINHAI}002", 300)


def test_the_pin_is_moved_by_touching_the_map(town: Cast, open_page: OpenPage, tmp_path: Path) -> None:
    home = open_page("/", town.lin, **HERE)
    thumb = Thumb(home)
    thumb.shoot(home.get_by_role("button", name="井盖破损"), snapshot(tmp_path))
    expect(home.locator("#map svg")).to_be_visible()
    box = home.locator("#map svg").bounding_box()
    assert box is not None
    home.touchscreen.tap(box["x"] + box["width"] * 0.75, box["y"] + box["height"] * 0.5)
    expect(home.locator("#place-note")).to_have_text("手选的位置")
    thumb.tap(home.get_by_role("button", name="提交"))
    (report,) = arrived(1, home)
    lon, lat = report.position or (0, 0)
    assert lon > LON + 0.001
    assert lat == pytest.approx(LAT, abs=0.0002)


def test_a_rider_on_the_move_is_asked_to_stop(town: Cast, open_page: OpenPage, tmp_path: Path) -> None:
    home = open_page("/", town.lin, **HERE)
    home.add_init_script(
        "navigator.geolocation.watchPosition = function (tell) { setTimeout(function () {"
        f" tell({{coords: {{longitude: {LON}, latitude: {LAT}, accuracy: 9, speed: 6}}}}); }}, 0); return 1; }};"
    )
    home.reload()
    Thumb(home).shoot(home.get_by_role("button", name="井盖破损"), snapshot(tmp_path))
    home.wait_for_url("**/r/new?d=manhole")
    expect(home.get_by_role("alert").filter(has_text="请停稳再拍")).to_be_visible()


def test_danger_shows_the_numbers_to_dial_first(town: Cast, open_page: OpenPage, tmp_path: Path) -> None:
    form = open_page("/r/new?d=fire_lane", town.lin, **HERE)
    expect(form.get_by_role("link", name="119")).to_be_hidden()
    form.get_by_text("正在危及人身安全").tap()
    for number in ("119", "120", "110"):
        expect(form.get_by_role("link", name=number)).to_have_attribute("href", f"tel:{number}")


def test_a_photo_keeps_the_place_it_was_taken_at(
    town: Cast, open_phone: Callable[..., BrowserContext], tmp_path: Path
) -> None:
    phone = open_phone(town.lin, **HERE)
    home = phone.new_page()
    home.clock.install()
    home.goto("/")
    Thumb(home).shoot(home.get_by_role("button", name="井盖破损"), snapshot(tmp_path))
    expect(home.locator("#place-name")).to_contain_text("第3网格")
    home.clock.fast_forward("10:00")
    phone.set_geolocation({"longitude": LON + 0.004, "latitude": LAT, "accuracy": 5})
    home.clock.run_for(2000)
    home.get_by_role("button", name="提交").tap()
    (report,) = arrived(1, home)
    assert report.position == pytest.approx((LON, LAT), abs=1e-6)


def test_without_a_photo_nothing_is_sent(town: Cast, open_page: OpenPage) -> None:
    form = open_page("/r/new?d=manhole", town.lin, **HERE)
    expect(form.get_by_role("button", name="提交")).to_be_disabled()
    expect(form.locator("#submit-note")).to_have_text("先拍一张照片")


def test_the_page_survives_being_killed_while_the_form_is_open(
    town: Cast, open_phone: Callable[..., BrowserContext], tmp_path: Path
) -> None:
    phone = open_phone(town.lin, **HERE)
    home = phone.new_page()
    home.goto("/")
    Thumb(home).shoot(home.get_by_role("button", name="井盖破损"), snapshot(tmp_path))
    home.wait_for_url("**/r/new?d=manhole")
    expect(home.get_by_alt_text("第 1 张照片")).to_be_visible()
    home.close()
    again = phone.new_page()
    again.goto("/r/new")
    expect(again.get_by_alt_text("第 1 张照片")).to_be_visible()
    expect(again.get_by_role("radio", name="井盖破损")).to_be_checked()
