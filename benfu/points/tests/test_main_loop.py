"""From a report on the street to points on the account: what may be expected, what closing will pay, what was paid."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.test import Client
from pytest_django import Settings

from benfu.cases import services as cases
from benfu.cases.loaders import load as load_categories
from benfu.cases.services import Photo
from benfu.imaging.scenes import photo_file
from benfu.platform.identity.actor import Actor
from benfu.platform.journal.drain import drain_all
from benfu.points import selectors
from benfu.points.models import Decision
from tests.cast import Cast, person_of
from tests.district import middle

from .told import CELL, broken, has, published

pytestmark = pytest.mark.django_db
LON, LAT = middle(CELL)


@pytest.fixture(autouse=True)
def _ready(settings: Settings, tmp_path: Path) -> None:
    settings.MEDIA_ROOT = tmp_path
    load_categories(lambda words: None)
    published()


def reported(actor: Actor, joins: int | None = None) -> int:
    """Report a broken manhole cover, and return the case."""
    return cases.report_case(actor=actor, report=uuid4(), category="manhole", joins=joins, lon=LON, lat=LAT).case


def mended(cast: Cast, case: int) -> None:
    """File, dispatch, accept and mend a case, so that it waits for verification."""
    cases.file_and_dispatch(actor=cast.zhou, case=case, handler=person_of(cast.tang))
    cases.accept_case(actor=cast.tang, case=case)
    photo = Photo(uuid4(), io.BytesIO(photo_file("manhole", 1, "after", (640, 480))))
    cases.finish_case(actor=cast.tang, case=case, photos=[photo])


def test_a_report_is_expected_then_previewed_then_paid(
    cast: Cast, page: Callable[..., Client], api: Callable[..., Any]
) -> None:
    case = reported(cast.lin)
    reported(cast.he, joins=case)
    assert [selectors.summary(one).pending for one in (cast.lin, cast.he)] == [14, 1]
    assert "+14" in page(cast.lin).get("/pts/").content.decode()

    assert "社区查实并办结后" in page(cast.lin).get(f"/r/{case}/").content.decode()

    mended(cast, case)
    previews = selectors.preview_for(cast.zhou, case)
    assert [(one.name, one.first, one.points) for one in previews] == [("林小舟", True, 14), ("何川", False, 1)]
    shown = page(cast.zhou).get(f"/c/cases/{case}/").content.decode()
    assert "办结后发分" in shown
    assert shown.index("林小舟") < shown.rindex("何川")
    assert Decision.objects.count() == 0

    cases.verify_case(actor=cast.zhou, case=case)
    drain_all()
    assert (has(cast.lin), has(cast.he)) == (14, 1)
    assert selectors.summary(cast.lin).pending == 0
    paid = [(one.person, one.decision.granted) for one in selectors.awards_of(cast.zhou, case)]
    assert paid == [("林小舟", 14), ("何川", 1)]
    assert "已发积分" in page(cast.zhou).get(f"/c/cases/{case}/").content.decode()
    first = Decision.objects.earliest("pk").pk
    number = selectors.why(cast.lin, first).case_number
    assert f"/r/{number}/" in page(cast.lin).get(f"/pts/{first}/").content.decode()
    assert f"/pts/{first}/" in page(cast.lin).get(f"/r/{case}/").content.decode()
    assert broken() == []


def test_the_preview_keeps_to_the_caps_and_is_what_is_paid(cast: Cast) -> None:
    waiting = [reported(cast.lin) for _ in range(4)]
    assert selectors.pending(cast.lin) == 36
    for case in waiting:
        mended(cast, case)
        [foreseen] = selectors.preview_for(cast.zhou, case)
        cases.verify_case(actor=cast.zhou, case=case)
        drain_all()
        assert Decision.objects.get(case=case).granted == foreseen.points
    assert has(cast.lin) == 36
    assert broken() == []


def test_a_declined_report_is_no_longer_expected(cast: Cast) -> None:
    case = reported(cast.lin)
    cases.decline_case(actor=cast.zhou, case=case, reason="not_found_on_site", words="去看了，没有。")
    drain_all()
    assert selectors.summary(cast.lin).pending == 0
    assert Decision.objects.count() == 0


def test_who_may_not_know_the_reporters_sees_no_preview(cast: Cast, page: Callable[..., Client]) -> None:
    case = reported(cast.lin)
    mended(cast, case)
    shown = page(cast.tang).get(f"/c/cases/{case}/").content.decode()
    assert "办结后发分" not in shown
    assert "林小舟" not in shown
