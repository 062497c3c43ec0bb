"""Administrators write a draft, see what it would have cost beside today's rules, and publish it for the future."""

from collections.abc import Callable
from datetime import date

import pytest
import time_machine
from django.test import Client

from benfu.platform.journal.selectors import facts_of
from benfu.platform.lib.errors import Conflict, Invalid, NotAllowed, NotFound
from benfu.points import drafting
from benfu.points.models import Draft, PublishedTariff
from benfu.points.tariffs import DEFAULT, tariff_on
from tests.cast import Cast

from .test_publishing import next_year
from .told import Told, close, published

pytestmark = pytest.mark.django_db
Browser = Callable[..., Client]
AUTUMN = (date(2026, 11, 1), date(2026, 11, 30))


@pytest.fixture(autouse=True)
def _november() -> object:
    with time_machine.travel("2026-11-24 12:00+08:00", tick=False):
        published()
        yield


def test_a_draft_is_tried_and_then_published(cast: Cast, page: Browser) -> None:
    close([Told(cast.lin)], by=cast.zhou)
    admin = page(cast.admin)
    assert "version = &quot;2026-1&quot;" in admin.get("/c/points/drafts/new/").content.decode()
    answer = admin.post("/c/points/drafts/new/", {"body": next_year()})
    draft = Draft.objects.get()
    assert answer.headers["Location"] == f"/c/points/drafts/{draft.pk}/"
    seen = admin.get(f"/c/points/drafts/{draft.pk}/").content.decode()
    assert "查实一件，20 分。" in seen
    assert f"/c/points/drafts/{draft.pk}/publish/" not in seen, "not before it was tried"
    admin.post(f"/c/points/drafts/{draft.pk}/", {"since": "2026-11-03", "until": "2026-11-20", "budget": "15"})
    seen = admin.get(f"/c/points/drafts/{draft.pk}/").content.decode()
    for words in (
        "2026-11-01 至 2026-11-30：1 件，实际发出 10 分",
        "1 人会多得，0 人会少得，0 人不变",
        "金海街道",
        "+10",
    ):
        assert words in seen
    admin.post(f"/c/points/drafts/{draft.pk}/publish/")
    assert not Draft.objects.exists()
    found = tariff_on(date(2027, 1, 1))
    assert found is not None
    assert found.version == "2027-1"
    assert [fact.data["valid_from"] for fact in facts_of("tariff:2027-1")] == ["2027-01-01"]


def test_a_mistake_is_named_with_its_line_in_the_reader_s_language(cast: Cast, page: Browser) -> None:
    wrong = next_year().replace("points = 20\n", "points = 0\n")
    line = next(number for number, words in enumerate(wrong.splitlines(), 1) if words == "points = 0")
    answer = page(cast.admin).post("/c/points/drafts/new/", {"body": wrong})
    assert answer.status_code == 422
    assert f"第 {line} 行 rule[1].points：要在 1 到 10000 之间，不能是 0" in answer.content.decode()
    assert not Draft.objects.exists()


def test_changing_a_draft_forgets_what_was_worked_out_for_the_old_text(cast: Cast) -> None:
    draft = drafting.save_draft(actor=cast.admin, body=next_year())
    drafting.try_draft(actor=cast.admin, draft=draft.pk, since=AUTUMN[0], until=AUTUMN[1])
    drafting.save_draft(actor=cast.admin, body=next_year("2027-2"), draft=draft.pk)
    assert drafting.draft_for(cast.admin, draft.pk).tested is None
    with pytest.raises(Invalid, match="公布之前请先试算"):
        drafting.publish_draft(actor=cast.admin, draft=draft.pk)


@pytest.mark.parametrize("begins", ["2026-11-24", "2026-01-01"])
def test_a_draft_never_pays_for_the_past(cast: Cast, begins: str) -> None:
    draft = drafting.save_draft(actor=cast.admin, body=next_year(valid_from=begins))
    drafting.try_draft(actor=cast.admin, draft=draft.pk, since=AUTUMN[0], until=AUTUMN[1])
    with pytest.raises((Invalid, Conflict), match="细则不管以前的事"):
        drafting.publish_draft(actor=cast.admin, draft=draft.pk)
    assert PublishedTariff.objects.count() == 1


def test_a_version_is_published_once(cast: Cast) -> None:
    draft = drafting.save_draft(actor=cast.admin, body=DEFAULT.read_text("utf-8"))
    drafting.try_draft(actor=cast.admin, draft=draft.pk, since=AUTUMN[0], until=AUTUMN[1])
    with pytest.raises(Invalid, match="2026-1 已经公布过"):
        drafting.publish_draft(actor=cast.admin, draft=draft.pk)
    drafting.discard_draft(actor=cast.admin, draft=draft.pk)
    with pytest.raises(NotFound):
        drafting.draft_for(cast.admin, draft.pk)


def test_only_so_far_back_and_never_backwards(cast: Cast) -> None:
    draft = drafting.save_draft(actor=cast.admin, body=next_year())
    for since, until in [(date(2026, 11, 1), date(2026, 9, 30)), (date(2020, 1, 1), date(2026, 1, 1))]:
        with pytest.raises(Invalid, match="最多 24 个月"):
            drafting.try_draft(actor=cast.admin, draft=draft.pk, since=since, until=until)


@pytest.mark.parametrize("who", ["mei", "zhou", "lin"])
def test_drafts_are_for_administrators(cast: Cast, page: Browser, who: str) -> None:
    draft = drafting.save_draft(actor=cast.admin, body=next_year())
    actor = getattr(cast, who)
    assert page(actor).get(f"/c/points/drafts/{draft.pk}/").status_code in {302, 403}
    with pytest.raises(NotAllowed):
        drafting.save_draft(actor=actor, body=next_year())
    with pytest.raises(NotAllowed):
        drafting.drafts(actor)
