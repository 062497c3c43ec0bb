"""What is thrown away, when, and what never is."""

import os
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from io import StringIO
from pathlib import Path

import pytest
import time_machine
from django.core.management import call_command

from benfu.platform.files import disk, proofs, services
from benfu.platform.files.models import StoredFile
from benfu.platform.files.sweeping import Swept, sweep
from benfu.platform.journal.drain import drain_all
from benfu.platform.journal.selectors import facts_of
from benfu.platform.journal.services import record
from benfu.platform.lib.ids import uuid7
from benfu.platform.privacy.events import SubjectErased

from .conftest import HE, LIN, SUBJECT, bytes_on_disk, send, waiting_jobs, work

pytestmark = pytest.mark.django_db

START = datetime(2026, 5, 1, 9, tzinfo=UTC)


@pytest.fixture(autouse=True)
def started(django_capture_on_commit_callbacks: object) -> Iterator[None]:
    with time_machine.travel(START, tick=False):
        yield


def sweep_after(capture: object, **time: int) -> Swept:
    with time_machine.travel(START + timedelta(**time), tick=False), capture(execute=True):  # type: ignore[operator]
        return sweep(actor=services.HOUSE)


def make(purpose: str = "before") -> StoredFile:
    row = send(purpose=purpose)
    work()
    return row


def names(row: StoredFile) -> set[str]:
    return {path.name for path in disk.folder_of(row.id).glob("*")}


def test_originals_go_after_ninety_days_and_the_rest_after_a_year(django_capture_on_commit_callbacks: object) -> None:
    row = make()
    assert sweep_after(django_capture_on_commit_callbacks, days=89) == Swept(0, 0, 0, 0)
    assert disk.ORIGINAL in names(row)
    assert sweep_after(django_capture_on_commit_callbacks, days=91) == Swept(0, 1, 0, 0)
    assert names(row) == set(disk.SIZES.values())
    assert sweep_after(django_capture_on_commit_callbacks, days=364).expired == 0
    assert sweep_after(django_capture_on_commit_callbacks, days=366).expired == 1
    assert not disk.folder_of(row.id).exists()
    row.refresh_from_db()
    assert row.state == "gone"
    facts = [(fact.kind, fact.data.get("reason")) for fact in facts_of(SUBJECT)]
    assert facts == [("PictureReady", None), ("PictureRemoved", "expired")]
    assert sweep_after(django_capture_on_commit_callbacks, days=400) == Swept(0, 0, 0, 0)


def test_pictures_of_goods_stay(django_capture_on_commit_callbacks: object) -> None:
    row = make("good")
    assert sweep_after(django_capture_on_commit_callbacks, days=4000) == Swept(0, 0, 0, 0)
    assert names(row) == {disk.ORIGINAL, *disk.SIZES.values()}


def test_a_waiting_picture_is_queued_again_and_keeps_its_original(django_capture_on_commit_callbacks: object) -> None:
    row = send()
    assert sweep_after(django_capture_on_commit_callbacks, minutes=29).queued == 0
    assert sweep_after(django_capture_on_commit_callbacks, days=100) == Swept(0, 0, 0, 1)
    assert waiting_jobs() == [str(row.id)] * 2
    work()
    row.refresh_from_db()
    assert row.state == "ready"


def test_bytes_without_a_row_go_after_a_day_and_not_before(
    media: Path, django_capture_on_commit_callbacks: object
) -> None:
    known, stray = make(), uuid7()
    disk.write(stray, {disk.ORIGINAL: b"nobody knows me"})
    (media / "incoming" / "half").write_bytes(b"half")
    for path in (disk.folder_of(stray), disk.folder_of(known.id), media / "incoming" / "half"):
        os.utime(path, (START.timestamp(), START.timestamp()))
    assert sweep_after(django_capture_on_commit_callbacks, hours=23).strays == 0
    assert sweep_after(django_capture_on_commit_callbacks, hours=25).strays == 2
    assert set(bytes_on_disk(media)) == {
        str((disk.folder_of(known.id) / name).relative_to(media)) for name in (disk.ORIGINAL, *disk.SIZES.values())
    }


def test_bytes_left_by_a_crash_after_the_row_was_ended_go_too(django_capture_on_commit_callbacks: object) -> None:
    row = make()
    services.discard(
        actor=LIN, file_id=row.id
    )  # the test's transaction never commits: its bytes stay, as after a crash
    assert disk.folder_of(row.id).exists()
    os.utime(disk.folder_of(row.id), (START.timestamp(), START.timestamp()))
    assert not all(proof.ok for proof in proofs.proofs())
    assert sweep_after(django_capture_on_commit_callbacks, hours=25).strays == 1
    assert all(proof.ok for proof in proofs.proofs())


def test_the_command_says_what_it_did() -> None:
    make()
    out = StringIO()
    call_command("sweep_files", stdout=out)
    assert out.getvalue().startswith("0 pictures had expired, 0 originals were dropped, 0 leftovers removed")


def test_proofs_notice_a_missing_file() -> None:
    row = make()
    assert all(proof.ok for proof in proofs.proofs())
    disk.path_of(row.id, "thumb").unlink()
    broken = [proof for proof in proofs.proofs() if not proof.ok]
    assert [proof.detail for proof in broken] == [f"1, the first: {row.id}/thumb"]


def test_who_leaves_is_no_longer_known_as_the_sender() -> None:
    mine, other = send(actor=LIN), send(actor=HE)
    record(SubjectErased(account=LIN.account, person=None), actor=services.HOUSE, subject="account:11")
    drain_all()
    mine.refresh_from_db()
    other.refresh_from_db()
    assert (mine.owner, other.owner) == (None, HE.account)
