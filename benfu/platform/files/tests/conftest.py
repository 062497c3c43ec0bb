"""What the tests of pictures share: a folder of their own, somebody who sends, and a worker on demand."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from procrastinate.contrib.django import app
from procrastinate.contrib.django.models import ProcrastinateJob

from benfu.imaging.tests import samples
from benfu.platform.files import guards, services
from benfu.platform.files.models import StoredFile
from benfu.platform.lib.ids import uuid7

SUBJECT = "report:0190f5a2-0000-7000-8000-000000000001"
JPEG = samples.with_metadata("JPEG", 6)


@dataclass(frozen=True)
class Sender:
    """Somebody with an account."""

    account: int | None


LIN, HE = Sender(11), Sender(12)


def send(data: bytes = JPEG, file_id: UUID | None = None, actor: Sender = LIN, **other: Any) -> StoredFile:
    """Take in a picture as the phone sends it."""
    told = {"subject": SUBJECT, "purpose": "before"} | other
    return services.take_in(actor=actor, file_id=file_id or uuid7(), stream=BytesIO(data), **told)


def waiting_jobs() -> list[str]:
    """Return the ids of the pictures that a worker would make next."""
    jobs = ProcrastinateJob.objects.filter(queue_name="photos", status="todo").order_by("id")
    return [job.args["file_id"] for job in jobs]


def work() -> None:
    """Do what a worker would do now: the queued jobs, by the names of their tasks."""
    for job in ProcrastinateJob.objects.filter(queue_name="photos", status="todo").order_by("id"):
        app.tasks[job.task_name].func(**job.args)


@pytest.fixture(autouse=True)
def media(settings: Any, tmp_path: Path) -> Path:
    """A folder of its own for each test."""
    settings.MEDIA_ROOT = tmp_path / "files"
    return tmp_path / "files"


@pytest.fixture
def guard() -> Iterator[Callable[..., None]]:
    """Register a guard for `report:…` for the time of a test; the one that stands is put back."""
    before = dict(guards._watches)

    def register(may_see: guards.Guard, may_see_original: guards.Guard | None = None) -> None:
        guards.register_guard("report", may_see, may_see_original)

    yield register
    guards._watches.clear()
    guards._watches.update(before)


def bytes_on_disk(media: Path) -> dict[str, bytes]:
    """Return everything that lies in the folder, by path."""
    return {str(path.relative_to(media)): path.read_bytes() for path in media.rglob("*") if path.is_file()}
