"""Taking a picture in: kept once, kept clean, or refused in words."""

import stat
from io import BytesIO
from pathlib import Path
from uuid import UUID

import pytest
from django.db import transaction
from django.utils.translation import override

from benfu.imaging import Flaw, inspect
from benfu.imaging.limits import MAX_BYTES
from benfu.imaging.tests import samples
from benfu.platform.files import disk, selectors, services, sweeping, words
from benfu.platform.files.models import StoredFile
from benfu.platform.lib.errors import Conflict, Invalid
from benfu.platform.lib.ids import uuid7

from .conftest import HE, JPEG, LIN, SUBJECT, bytes_on_disk, send, waiting_jobs, work

pytestmark = pytest.mark.django_db

FORMATS = {"JPEG": "image/jpeg", "PNG": "image/png", "WEBP": "image/webp", "HEIF": "image/heic"}

BAD = {
    "0 bytes": (b"", Flaw.EMPTY),
    "21 MB": (JPEG + bytes(MAX_BYTES), Flaw.TOO_LARGE),
    "cut short": (JPEG[: len(JPEG) // 2], Flaw.TRUNCATED),
    "svg as jpeg": (samples.SVG, Flaw.DISGUISED),
    "html as jpeg": (samples.HTML, Flaw.DISGUISED),
    "png bomb": (samples.png_bomb(), Flaw.BOMB),
    "jpeg bomb": (samples.jpeg_bomb(), Flaw.BOMB),
    "gif": (samples.encode(samples.corners(), "GIF"), Flaw.UNSUPPORTED),
    "moving webp": (
        samples.encode(samples.corners(), "WEBP", save_all=True, append_images=[samples.scenery(320, 240)]),
        Flaw.ANIMATED,
    ),
}


@pytest.mark.parametrize("format_", FORMATS)
def test_a_photo_is_kept_and_its_pictures_are_queued(format_: str) -> None:
    row = send(samples.with_metadata(format_, 1))
    stored = StoredFile.objects.get()
    assert stored == row
    assert (stored.owner, stored.subject, stored.purpose, stored.state) == (LIN.account, SUBJECT, "before", "received")
    assert (stored.media_type, stored.width, stored.height) == (FORMATS[format_], 320, 240)
    assert stored.size == len(disk.read(row.id, disk.ORIGINAL))
    assert waiting_jobs() == [str(row.id)]


@pytest.mark.parametrize("name", BAD)
def test_a_bad_file_is_refused_in_words_and_nothing_is_kept(name: str, media: Path) -> None:
    data, flaw = BAD[name]
    with override("zh-hans"), pytest.raises(Invalid) as refusal:
        send(data)
    assert refusal.value.data["flaw"] == flaw.value
    assert str(refusal.value.message) == str(refusal.value.fields["photo"])
    assert "请" in str(refusal.value.message)  # says what to do
    assert not StoredFile.objects.exists()
    assert not bytes_on_disk(media)
    assert not waiting_jobs()


def test_every_flaw_has_words() -> None:
    assert set(words.REFUSALS) == set(Flaw)


def test_no_more_is_read_than_needed_to_refuse() -> None:
    class Endless:
        """A stream that never ends."""

        read_so_far = 0

        def read(self, size: int, /) -> bytes:
            self.read_so_far += size
            return JPEG[:100] + bytes(size - 100)

    stream = Endless()
    with pytest.raises(Invalid):
        services.take_in(actor=LIN, file_id=uuid7(), subject=SUBJECT, purpose="before", stream=stream)
    assert stream.read_so_far == MAX_BYTES + 1


def test_an_unknown_purpose_is_a_fault_of_ours() -> None:
    with pytest.raises(ValueError, match="holiday"):
        send(purpose="holiday")


@pytest.mark.parametrize("format_", ["JPEG", "PNG", "WEBP"])
def test_position_camera_and_time_never_reach_the_disk(format_: str, media: Path) -> None:
    row = send(samples.with_metadata(format_, 6))
    kept = bytes_on_disk(media)
    assert len(kept) == 1
    for data in kept.values():
        assert not [secret for secret in samples.SECRETS if secret in data]
    assert inspect(disk.read(row.id, disk.ORIGINAL)).orientation == 6
    work()
    for data in bytes_on_disk(media).values():
        assert not [secret for secret in samples.SECRETS if secret in data]


def test_a_heic_is_clean_before_anybody_can_see_it(media: Path) -> None:
    row = send(samples.with_metadata("HEIF", 6))
    assert selectors.pictures_of(SUBJECT)[0].state == "received"
    work()
    kept = bytes_on_disk(media)
    assert len(kept) == 4
    for data in kept.values():
        assert not [secret for secret in (*samples.SECRETS, b"Exif", b"ftyp") if secret in data]
    row.refresh_from_db()
    assert (row.media_type, row.state) == ("image/jpeg", "ready")
    assert row.size == len(disk.read(row.id, disk.ORIGINAL))


def test_only_our_own_account_can_read_the_files(media: Path) -> None:
    send()
    for path in media.rglob("*"):
        assert stat.S_IMODE(path.stat().st_mode) & 0o077 == 0


def test_sending_again_gives_the_same_answer() -> None:
    first = send()
    again = send(file_id=first.id)
    assert again == first
    assert again.created_at == first.created_at
    assert len(waiting_jobs()) == 1
    work()
    assert send(file_id=first.id).state == "ready"
    assert StoredFile.objects.count() == 1


@pytest.mark.parametrize(
    "change",
    [
        {"data": samples.with_metadata("PNG")},
        {"actor": HE},
        {"subject": "report:another"},
        {"purpose": "after"},
    ],
    ids=["other bytes", "other sender", "other subject", "other purpose"],
)
def test_the_same_id_for_something_else_is_a_conflict(change: dict[str, object], media: Path) -> None:
    first = send()
    before = bytes_on_disk(media)
    with pytest.raises(Conflict):
        send(**({"file_id": first.id} | change))  # type: ignore[arg-type]
    assert bytes_on_disk(media) == before
    assert len(waiting_jobs()) == 1


def test_a_crash_after_the_bytes_leaves_no_row_and_what_is_left_is_swept(
    media: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def crash(file_id: UUID) -> None:
        raise SystemExit

    file_id = uuid7()
    with monkeypatch.context() as patched:
        patched.setattr(services, "derive_later", crash)
        with pytest.raises(SystemExit), transaction.atomic():
            send(file_id=file_id)
    assert not StoredFile.objects.exists()
    assert len(bytes_on_disk(media)) == 1
    monkeypatch.setattr(sweeping, "STRAY_AFTER", -sweeping.STRAY_AFTER)  # as if a day had passed
    assert sweeping.sweep(actor=services.HOUSE).strays == 1
    assert not bytes_on_disk(media)
    assert send(file_id=file_id).state == "received"


def test_a_half_written_file_is_never_seen(media: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_space(handle: int) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patched:
        patched.setattr("os.fsync", no_space)
        with pytest.raises(OSError, match="No space"):
            send()
    assert not StoredFile.objects.exists()
    assert all(name.startswith("incoming/") for name in bytes_on_disk(media))


def test_the_words_are_there_in_english() -> None:
    with override("en"):
        assert all(str(text).isascii() for text in words.REFUSALS.values())


def test_the_stream_may_be_an_upload_or_a_request() -> None:
    class Upload(BytesIO):
        name = "IMG_0001.HEIC"

    row = services.take_in(actor=LIN, file_id=uuid7(), subject=SUBJECT, purpose="other", stream=Upload(JPEG))
    assert row.media_type == "image/jpeg"  # by content, not by name
