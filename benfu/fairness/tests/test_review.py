"""Signs go to a person with reason and evidence; judging changes nobody's points, and nobody judges their own."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from benfu.cases import categories
from benfu.cases import services as cases
from benfu.cases.loaders import load as load_catalogue
from benfu.fairness import selectors
from benfu.fairness.models import Suspicion
from benfu.fairness.rules import Kind
from benfu.fairness.services import look, review
from benfu.imaging.scenes import photo_file
from benfu.ledger.models import Transfer
from benfu.platform.identity.actor import SYSTEM, Actor
from benfu.platform.journal.selectors import facts_of
from benfu.platform.lib.errors import Conflict, Invalid, NotFound
from benfu.platform.lib.ids import uuid7
from benfu.territory.loaders import load as load_calendar
from benfu.territory.shelf import shelf
from tests.cast import Cast
from tests.district import JINHAI, middle

pytestmark = pytest.mark.django_db
Browser = Callable[..., Client]


@pytest.fixture(autouse=True)
def _ready(cast: Cast, settings: Any, tmp_path: Path) -> object:
    settings.MEDIA_ROOT = tmp_path
    load_calendar(lambda words: None)
    load_catalogue(lambda words: None)
    shelf.look_again()
    yield
    categories.forget()


def reported(actor: Actor, picture: bytes, cell: str, category: str = "manhole") -> int:
    """Report something with a given picture, and return the case."""
    made = uuid4()
    lon, lat = middle(cell)
    receipt = cases.report_case(actor=actor, report=made, category=category, lon=lon, lat=lat)
    cases.add_photo(actor=actor, report=made, file_id=uuid7(), stream=io.BytesIO(picture))
    return receipt.case


@pytest.fixture
def twice(cast: Cast) -> Suspicion:
    """Return the sign that 何川 sent 林小舟's picture for another place."""
    picture = photo_file("manhole", 1, "before", (320, 240))
    reported(cast.lin, picture, f"{JINHAI}001")
    reported(cast.he, picture, f"{JINHAI}002", "litter")
    look(actor=SYSTEM)
    return Suspicion.objects.get(kind=Kind.SAME_PICTURE)


def test_a_picture_sent_twice_goes_to_the_street_with_its_evidence(cast: Cast, page: Browser, twice: Suspicion) -> None:
    assert set(twice.persons) == {cast.lin.person, cast.he.person}
    mei = page(cast.mei)
    listed = mei.get("/c/fairness/").content.decode()
    assert "这张照片和以前一张完全一样" in listed
    assert "林小舟 · 何川" in listed
    seen = mei.get(f"/c/fairness/{twice.pk}/").content.decode()
    assert seen.count("/f/") == 2, "both pictures"
    assert seen.count("/c/cases/") >= 2
    before = Transfer.objects.count()
    answer = mei.post(f"/c/fairness/{twice.pk}/", {"found": "real", "words": "两处用了同一张照片。"})
    assert answer.status_code == 302
    twice.refresh_from_db()
    assert (twice.harmless, twice.reviewed_by) == (False, cast.mei.person)
    assert Transfer.objects.count() == before
    assert [fact.kind for fact in facts_of(f"suspicion:{twice.pk}")] == ["SuspicionFound", "SuspicionReviewed"]
    assert "两处用了同一张照片" in mei.get(f"/c/fairness/{twice.pk}/").content.decode()
    assert "梅岚" in mei.get("/c/fairness/?reviewed=1").content.decode()


def test_looking_again_finds_nothing_new(cast: Cast, twice: Suspicion) -> None:
    assert look(actor=SYSTEM) == 0
    review(actor=cast.mei, suspicion=twice.pk, harmless=True, words="同一处，报了两类。")
    assert look(actor=SYSTEM) == 0
    assert Suspicion.objects.count() == 1
    with pytest.raises(Conflict, match="已经有人看过"):
        review(actor=cast.admin, suspicion=twice.pk, harmless=False, words="不对。")


def test_a_judgement_needs_words(cast: Cast, page: Browser, twice: Suspicion) -> None:
    with pytest.raises(Invalid, match="1 到 500"):
        review(actor=cast.mei, suspicion=twice.pk, harmless=True, words=" ")
    assert page(cast.mei).post(f"/c/fairness/{twice.pk}/", {"found": "harmless", "words": ""}).status_code == 422


@pytest.mark.parametrize("who", ["zhou", "wu", "gu", "lin"])
def test_it_is_for_the_street_and_the_district(cast: Cast, page: Browser, twice: Suspicion, who: str) -> None:
    assert page(getattr(cast, who)).get(f"/c/fairness/{twice.pk}/").status_code in {302, 403, 404}
    with pytest.raises(NotFound):
        review(actor=getattr(cast, who), suspicion=twice.pk, harmless=True, words="没事。")


def test_nobody_sees_or_judges_what_is_about_themselves(cast: Cast, twice: Suspicion) -> None:
    Suspicion.objects.filter(pk=twice.pk).update(persons=[cast.mei.person, cast.he.person])
    assert selectors.waiting_count(cast.mei) == 0
    assert selectors.waiting_count(cast.admin) == 1
    with pytest.raises(NotFound):
        review(actor=cast.mei, suspicion=twice.pk, harmless=True, words="没事。")
    judged = {"reviewed_by": cast.mei.person, "reviewed_at": twice.found_at, "harmless": True, "words": "没事。"}
    with pytest.raises(IntegrityError, match="fairness_judged_by_another"), transaction.atomic():
        Suspicion.objects.filter(pk=twice.pk).update(**judged)
