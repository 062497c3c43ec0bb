"""Two at once on the real database: a picture is kept once, whoever comes first."""

from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from functools import partial
from pathlib import Path
from threading import Barrier
from uuid import UUID

import pytest
from django.db import connection

from benfu.imaging.tests import samples
from benfu.platform.files import disk, services
from benfu.platform.files.models import StoredFile
from benfu.platform.journal.models import Fact
from benfu.platform.lib.errors import Conflict
from benfu.platform.lib.ids import uuid7

from .conftest import JPEG, bytes_on_disk, send, waiting_jobs

pytestmark = [pytest.mark.race, pytest.mark.django_db(transaction=True)]

OTHER = samples.with_metadata("PNG")


def at_once(*works: Callable[[], object]) -> list[object]:
    """Run all works in threads that start together; return what each returned or raised."""
    start = Barrier(len(works))

    def run(work: Callable[[], object]) -> object:
        try:
            start.wait()
            return work()
        except Exception as error:
            return error
        finally:
            connection.close()

    with ThreadPoolExecutor(len(works)) as pool:
        return list(pool.map(run, works))


def test_the_same_picture_from_six_sides_is_kept_once(media: Path) -> None:
    for _ in range(5):
        file_id = uuid7()
        results = at_once(*[partial(send, file_id=file_id)] * 6)
        assert [type(one) for one in results] == [StoredFile] * 6
        assert {one.id for one in results if isinstance(one, StoredFile)} == {file_id}
        assert waiting_jobs().count(str(file_id)) == 1
    assert StoredFile.objects.count() == 5
    assert len(bytes_on_disk(media)) == 5


def test_two_pictures_under_one_id_one_wins_and_keeps_its_bytes() -> None:
    for _ in range(8):
        file_id = uuid7()
        results = at_once(partial(send, JPEG, file_id), partial(send, OTHER, file_id))
        assert sorted(type(one).__name__ for one in results) == ["Conflict", "StoredFile"]
        kept = StoredFile.objects.get(id=file_id)
        assert len(disk.read(file_id, disk.ORIGINAL)) == kept.size
        assert disk.read(file_id, disk.ORIGINAL)[:2] == (b"\xff\xd8" if kept.media_type == "image/jpeg" else b"\x89P")
        loser = next(one for one in results if not isinstance(one, StoredFile))
        assert isinstance(loser, Conflict)


def test_a_picture_made_by_two_workers_is_told_once() -> None:
    row = send()
    results = at_once(*[partial(services.derive_picture, row.id)] * 4)
    assert results == [None] * 4
    assert Fact.objects.filter(kind="PictureReady").count() == 1
    row.refresh_from_db()
    assert row.state == "ready"


def test_discarding_while_it_is_made_leaves_nothing(media: Path) -> None:
    for _ in range(4):
        row = send(samples.encode(samples.scenery(1600, 1200), quality=90))
        at_once(partial(services.derive_picture, row.id), partial(discard, row.id))
        row.refresh_from_db()
        assert row.state == "gone"
        assert not disk.folder_of(row.id).exists()


def discard(file_id: UUID) -> None:
    services.discard(actor=services.HOUSE, file_id=file_id)
