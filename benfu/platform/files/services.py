"""Writing: take a picture in, make what pages show of it, throw it away."""

import hashlib
import logging
from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import Protocol
from uuid import UUID

from django.db import transaction
from procrastinate.contrib.django import app

from benfu.imaging import BadPicture, Derived, Picture, derive, inspect, strip
from benfu.imaging.limits import MAX_BYTES
from benfu.platform.journal.services import record
from benfu.platform.lib import clock
from benfu.platform.lib.acting import Acting
from benfu.platform.lib.errors import Conflict, Invalid, NotFound

from . import disk
from .events import PictureReady, PictureRefused, PictureRemoved
from .models import State, StoredFile
from .rules import RETENTION_OF, Purpose
from .words import NO_PICTURE, OTHER_PICTURE, REFUSALS

log = logging.getLogger(__name__)
LOST = "lost"
DERIVE = "files.derive"
PHOTOS = "photos"


class Readable(Protocol):
    """An open file, an upload or a request: anything with bytes to read."""

    def read(self, size: int, /) -> bytes:
        """Return at most `size` bytes, none at the end."""


@dataclass(frozen=True, slots=True)
class House:
    """Acts when nobody does: the house itself."""

    account: int | None = None


HOUSE = House()


def take_in(*, actor: Acting, file_id: UUID, subject: str, purpose: str, stream: Readable) -> StoredFile:
    """Take in a picture under the id its sender made, and queue the making of what pages show. Returns its row.

    The same file under the same id again gives the same row and changes nothing, also when two arrive at once.
    `subject` is what it belongs to ('report:<uuid>'), `purpose` one of `rules.Purpose`; the caller has checked that
    the actor may add to the subject. At most 20 MB are read. Bytes reach the disk before the row is committed, and
    without metadata (a HEIC loses them when its pictures are made, before anybody can see it).

    Raises Invalid with words for the person (`data["flaw"]` is the kind) when it is no picture, Conflict when the id is
    another picture's, ValueError for an unknown purpose.
    """
    retention = RETENTION_OF[Purpose(purpose)]
    data = stream.read(MAX_BYTES + 1)
    came = _Came(actor.account, subject, purpose, hashlib.sha256(data).hexdigest())
    known = StoredFile.objects.filter(id=file_id).first()
    if known:
        return came.must_be(known)
    found, kept = _examined(data)
    values = {
        "owner": came.owner,
        "subject": subject,
        "purpose": purpose,
        "retention": retention,
        "media_type": found.media_type,
        "size": len(kept),
        "width": found.width,
        "height": found.height,
        "sha256": came.sha256,
        "created_at": clock.now(),
    }
    with transaction.atomic():
        # The row first: a second sender of the same id waits here until we have committed.
        row, is_new = StoredFile.objects.get_or_create(id=file_id, defaults=values)
        if not is_new:
            return came.must_be(row)
        disk.write(file_id, {disk.ORIGINAL: kept})
        derive_later(file_id)
    return row


@dataclass(frozen=True, slots=True)
class _Came:
    """By what a picture that comes again is known to be the same."""

    owner: int | None
    subject: str
    purpose: str
    sha256: str

    def must_be(self, row: StoredFile) -> StoredFile:
        """Return the row if it is this picture. Raises Conflict otherwise."""
        if self == _Came(row.owner, row.subject, row.purpose, row.sha256):
            return row
        raise Conflict(OTHER_PICTURE)


def _examined(data: bytes) -> tuple[Picture, bytes]:
    """Return what the picture is and the bytes to keep of it. Raises Invalid in words."""
    try:
        found = inspect(data)
        return found, strip(data) or data
    except BadPicture as bad:
        log.info("picture refused: %s", bad)
        words = REFUSALS[bad.kind]
        raise Invalid(words, {"photo": words}, flaw=bad.kind.value) from bad


def derive_later(file_id: UUID) -> None:
    """Queue the making of what pages show of a picture; inside a transaction, queued with it."""
    app.configure_task(DERIVE, queue=PHOTOS).defer(file_id=str(file_id))


def derive_picture(file_id: UUID) -> None:
    """Make what pages show of a picture, once: done again or twice at once, it changes nothing more.

    Tells PictureReady, or PictureRefused when the picture does not decode after all. The work is done outside a
    transaction; only its result is written in one.
    """
    row = StoredFile.objects.filter(id=file_id, state=State.RECEIVED).first()
    if row is None:
        return
    try:
        made = derive(disk.read(file_id, disk.ORIGINAL), with_full=row.media_type == "image/heic")
    except BadPicture as bad:
        log.info("picture %s refused: %s", file_id, bad)
        _refuse(file_id, bad.kind.value)
    except FileNotFoundError:
        log.warning("picture %s has lost its bytes", file_id)
        _refuse(file_id, LOST)
    else:
        _finish(file_id, made)


def _finish(file_id: UUID, made: Derived) -> None:
    parts = {"display": made.display.data, "thumb": made.thumb.data, "small": made.small.data}
    changes: dict[str, object] = {"state": State.READY, "fingerprint": _signed(made.fingerprint)}
    if made.full:
        parts[disk.ORIGINAL] = made.full.data
        changes |= {"media_type": made.full.media_type, "size": len(made.full.data)}
        changes |= {"width": made.full.width, "height": made.full.height}
    disk.write(file_id, parts)
    with transaction.atomic():
        row = StoredFile.objects.select_for_update().get(id=file_id)
        if row.state == State.RECEIVED:
            StoredFile.objects.filter(id=file_id).update(**changes)
            record(PictureReady(str(file_id), row.purpose), actor=HOUSE, subject=row.subject)
        elif row.state == State.GONE:  # discarded while we were at work
            transaction.on_commit(partial(disk.remove, file_id))


def _refuse(file_id: UUID, reason: str) -> None:
    with transaction.atomic():
        row = StoredFile.objects.select_for_update().get(id=file_id)
        if row.state != State.RECEIVED:
            return
        row.state, row.refused_because, row.has_original = State.REFUSED, reason, False
        row.save(update_fields=["state", "refused_because", "has_original"])
        record(PictureRefused(str(file_id), row.purpose, reason), actor=HOUSE, subject=row.subject)
        transaction.on_commit(partial(disk.remove, file_id))


def discard(*, actor: Acting, file_id: UUID) -> None:
    """Throw a picture away before its time; the caller has checked that the actor may. Raises NotFound."""
    with transaction.atomic():
        row = StoredFile.objects.select_for_update().filter(id=file_id).first()
        if row is None:
            raise NotFound(NO_PICTURE)
        if row.state != State.GONE:
            remove_pictures(actor, [row], "discarded")


def remove_pictures(actor: Acting, rows: Iterable[StoredFile], reason: str) -> None:
    """Mark locked rows as gone, tell PictureRemoved, and remove their bytes once that is committed."""
    for row in rows:
        row.state, row.has_original = State.GONE, False
        row.save(update_fields=["state", "has_original"])
        record(PictureRemoved(str(row.id), row.purpose, reason), actor=actor, subject=row.subject)
        transaction.on_commit(partial(disk.remove, row.id))


def forget_sender(*, actor: Acting, account: int) -> int:
    """Cut the link from pictures to the account that sent them; return how many had one."""
    return StoredFile.objects.filter(owner=account).update(owner=None)


def _signed(number: int) -> int:
    """A 64-bit number as PostgreSQL's bigint holds it."""
    return number - 2**64 if number >= 2**63 else number
