"""What the worker makes of a picture, once, and what it says when it cannot."""

from pathlib import Path

import pytest
from django.db import connection

from benfu.imaging import Derived, derive, distance
from benfu.imaging.tests import samples
from benfu.platform.files import disk, selectors, services
from benfu.platform.journal.selectors import facts_of

from .conftest import JPEG, LIN, SUBJECT, bytes_on_disk, send, work

pytestmark = pytest.mark.django_db


def damaged_inside() -> bytes:
    """A PNG whose sums are right and whose coded data is nonsense: only decoding tells."""
    data = samples.encode(samples.corners(), "PNG")
    head = data[: data.index(b"IDAT") - 4]
    return head + samples.png_chunk(b"IDAT", b"\x78\x9c" + b"\xff" * 60) + samples.png_chunk(b"IEND", b"")


def told() -> list[tuple[str, dict[str, str]]]:
    return [(fact.kind, fact.data) for fact in facts_of(SUBJECT)]


def test_a_picture_becomes_ready_and_the_journal_is_told() -> None:
    row = send()
    work()
    row.refresh_from_db()
    assert row.state == "ready"
    assert (row.width, row.height) == (240, 320)
    assert told() == [("PictureReady", {"file": str(row.id), "purpose": "before"})]
    for size in disk.SIZES:
        assert samples.corner_colours(disk.read(row.id, size))[0] in {"red", "lime", "blue", "yellow"}
    assert (selectors.fingerprint_of(row) or 0) == derive(JPEG).fingerprint


def test_doing_it_twice_changes_nothing(media: Path) -> None:
    row = send()
    work()
    before = bytes_on_disk(media)
    services.derive_picture(row.id)
    assert bytes_on_disk(media) == before
    assert len(told()) == 1


def test_a_worker_that_died_half_way_is_followed_by_one_that_finishes() -> None:
    row = send()
    disk.write(row.id, {"display": b"half of the work"})
    work()
    row.refresh_from_db()
    assert row.state == "ready"
    assert disk.read(row.id, "display") != b"half of the work"


def test_a_heic_whose_worker_died_after_the_original_was_replaced() -> None:
    row = send(samples.with_metadata("HEIF"))
    full = derive(disk.read(row.id, disk.ORIGINAL), with_full=True).full
    assert full is not None
    disk.write(row.id, {disk.ORIGINAL: full.data})
    work()
    row.refresh_from_db()
    assert (row.state, row.media_type) == ("ready", "image/jpeg")


def test_a_picture_that_does_not_decode_is_refused(media: Path, django_capture_on_commit_callbacks: object) -> None:
    row = send(damaged_inside())
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        work()
    row.refresh_from_db()
    assert (row.state, row.refused_because, row.has_original) == ("refused", "damaged", False)
    assert told() == [("PictureRefused", {"file": str(row.id), "purpose": "before", "reason": "damaged"})]
    assert not bytes_on_disk(media)
    assert selectors.pictures_of(SUBJECT) == []


def test_lost_bytes_end_in_a_refusal_and_not_in_endless_tries() -> None:
    row = send()
    disk.remove(row.id)
    work()
    row.refresh_from_db()
    assert (row.state, row.refused_because) == ("refused", "lost")


def test_a_picture_discarded_meanwhile_stays_gone(
    media: Path, django_capture_on_commit_callbacks: object, monkeypatch: pytest.MonkeyPatch
) -> None:
    row = send()

    def discard_first(data: bytes, *, with_full: bool) -> Derived:
        services.discard(actor=LIN, file_id=row.id)
        return derive(data, with_full=with_full)

    monkeypatch.setattr("benfu.platform.files.services.derive", discard_first)
    with django_capture_on_commit_callbacks(execute=True):  # type: ignore[operator]
        work()
    row.refresh_from_db()
    assert row.state == "gone"
    assert not bytes_on_disk(media)


def test_fingerprints_of_any_size_fit_the_column() -> None:
    for seed in range(6):
        data = samples.encode(samples.scenery(seed=seed), quality=80)
        row = send(data)
        work()
        row.refresh_from_db()
        assert distance(selectors.fingerprint_of(row) or 0, derive(data).fingerprint) == 0
    with connection.cursor() as cursor:  # both signs are there, so the test means something
        cursor.execute("SELECT count(*) FILTER (WHERE fingerprint < 0), count(*) FROM files_storedfile")
        negative, total = cursor.fetchone()
    assert 0 < negative < total


def test_many_subjects_cost_one_statement(django_assert_num_queries: object) -> None:
    ids = [send(subject=f"report:{n}").id for n in range(3)]
    with django_assert_num_queries(1):  # type: ignore[operator]
        found = selectors.pictures_of_each([f"report:{n}" for n in range(5)])
    assert [[one.id for one in found[f"report:{n}"]] for n in range(5)] == [[ids[0]], [ids[1]], [ids[2]], [], []]
