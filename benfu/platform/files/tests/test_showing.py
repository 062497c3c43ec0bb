"""The address of a picture: only for those who may see its subject, never guessed, never half made."""

from collections.abc import Callable
from io import BytesIO
from uuid import UUID

import pytest
from django.test import Client
from PIL import Image

from benfu.imaging.tests import samples
from benfu.platform.files import disk, guards, selectors, services
from benfu.platform.files.models import StoredFile
from benfu.platform.lib.errors import NotFound
from benfu.platform.lib.ids import uuid7

from .conftest import HE, LIN, Sender, send, work

pytestmark = pytest.mark.django_db

Guard = Callable[..., None]


def everybody(actor: object, subject: str) -> bool:
    return True


def nobody(actor: object, subject: str) -> bool:
    return False


@pytest.fixture
def ready() -> StoredFile:
    row = send()
    work()
    row.refresh_from_db()
    return row


@pytest.mark.parametrize(
    ("size", "media_type"), [("display", "image/jpeg"), ("thumb", "image/webp"), ("small", "image/webp")]
)
def test_a_ready_picture_is_served_to_those_who_may_see_it(
    page: Callable[..., Client], guard: Guard, ready: StoredFile, size: str, media_type: str
) -> None:
    guard(everybody)
    answer = page().get(f"/f/{ready.id}/{size}")
    assert answer.status_code == 200
    assert answer["Content-Type"] == media_type
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert "private" in answer["Cache-Control"]
    assert "immutable" in answer["Cache-Control"]
    assert answer["Cross-Origin-Resource-Policy"] == "same-origin"
    with Image.open(BytesIO(b"".join(answer))) as image:
        assert image.size == ((180, 240) if size == "small" else (240, 320))


def test_absent_and_forbidden_look_the_same(page: Callable[..., Client], guard: Guard, ready: StoredFile) -> None:
    guard(nobody)
    forbidden = page().get(f"/f/{ready.id}/thumb")
    guard(everybody)
    other = uuid7()
    absent = page().get(f"/f/{other}/thumb")
    assert forbidden.status_code == absent.status_code == 404
    assert forbidden.content.decode().replace(str(ready.id), str(other)) == absent.content.decode()


def test_without_a_guard_nobody_sees_anything(guard: Guard, ready: StoredFile) -> None:
    guards._watches.clear()
    with pytest.raises(NotFound):
        selectors.shown_to(LIN, ready.id, "thumb")


def test_the_guard_is_asked_about_actor_and_subject(guard: Guard, ready: StoredFile) -> None:
    def own(actor: Sender, subject: str) -> bool:
        return actor == LIN and subject == ready.subject

    guard(own)
    assert selectors.shown_to(LIN, ready.id, "thumb").path
    with pytest.raises(NotFound):
        selectors.shown_to(HE, ready.id, "thumb")


def test_a_guard_speaks_for_whole_kinds_of_subjects_only(guard: Guard) -> None:
    guard(everybody)
    other = send(subject="reporter:3")
    with pytest.raises(NotFound):
        selectors.shown_to(LIN, other.id, "thumb")


def test_originals_need_a_guard_of_their_own(page: Callable[..., Client], guard: Guard, ready: StoredFile) -> None:
    guard(everybody)
    assert page().get(f"/f/{ready.id}/original").status_code == 404
    guard(everybody, nobody)
    assert page().get(f"/f/{ready.id}/original").status_code == 404
    guard(nobody, everybody)
    assert page().get(f"/f/{ready.id}/original").status_code == 404
    guard(everybody, everybody)
    answer = page().get(f"/f/{ready.id}/original")
    assert answer.status_code == 200
    assert answer["Content-Type"] == "image/jpeg"
    assert not [secret for secret in samples.SECRETS if secret in b"".join(answer)]


@pytest.mark.parametrize("size", ["huge", "display.jpg", "..%2foriginal", "original%00", "DISPLAY"])
def test_no_other_size_exists(page: Callable[..., Client], guard: Guard, ready: StoredFile, size: str) -> None:
    guard(everybody, everybody)
    assert page().get(f"/f/{ready.id}/{size}").status_code == 404


@pytest.mark.parametrize("size", ["thumb", "original"])
def test_while_it_is_being_prepared_a_placeholder_says_so(page: Callable[..., Client], guard: Guard, size: str) -> None:
    guard(everybody, everybody)
    row = send(samples.with_metadata("HEIF"))
    answer = page().get(f"/f/{row.id}/{size}")
    assert answer.status_code == 202
    assert answer["Content-Type"].startswith("image/svg+xml")
    assert answer["Cache-Control"] == "no-store"
    assert int(answer["Retry-After"]) > 0
    assert "照片正在处理" in answer.content.decode()


def test_a_picture_that_is_gone_says_so(
    page: Callable[..., Client], guard: Guard, ready: StoredFile, django_capture_on_commit_callbacks: object
) -> None:
    guard(everybody)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        services.discard(actor=LIN, file_id=ready.id)
    answer = page(headers={"accept-language": "en"}).get(f"/f/{ready.id}/display")
    assert answer.status_code == 410
    assert answer["Cache-Control"] == "no-store"
    assert "Picture deleted" in answer.content.decode()
    assert not disk.folder_of(ready.id).exists()


def test_only_reading_is_allowed(page: Callable[..., Client], guard: Guard, ready: StoredFile) -> None:
    guard(everybody)
    assert page().post(f"/f/{ready.id}/thumb").status_code == 405
    assert page().head(f"/f/{ready.id}/thumb").status_code == 200


def test_discarding_what_is_not_there() -> None:
    with pytest.raises(NotFound):
        services.discard(actor=LIN, file_id=UUID(int=5))
