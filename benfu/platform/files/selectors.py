"""Reading: which pictures belong to something, and where one of them lies, if the actor may see it."""

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any
from uuid import UUID

from benfu.platform.lib.errors import NotFound

from . import disk, guards
from .models import State, StoredFile
from .words import NO_PICTURE

_MEDIA_TYPES = {"display": "image/jpeg", "thumb": "image/webp", "small": "image/webp"}


@dataclass(frozen=True, slots=True)
class Shown:
    """One size of a picture that the actor may see; `path` is None while (or because) there is nothing to show."""

    state: State
    media_type: str
    path: Path | None


@dataclass(frozen=True, slots=True)
class Look:
    """What tells one picture from another: its checksum, and how it looks (64 bits without sign, None while not known)."""

    subject: str
    sha256: str
    bits: int | None
    at: datetime


def prints_since(since: datetime) -> list[Look]:
    """Return what tells the pictures of reports since a moment apart, oldest first; it shows nothing of them."""
    found = StoredFile.objects.filter(subject__startswith="report:", created_at__gte=since)
    rows = found.exclude(state=State.REFUSED).order_by("created_at", "id")
    return [Look(one.subject, one.sha256, fingerprint_of(one), one.created_at) for one in rows.iterator()]


def pictures_of(subject: str, purpose: str | None = None) -> list[StoredFile]:
    """Return the pictures of a subject, oldest first, those still being prepared included; one statement.

    The caller has checked that the actor may see the subject.
    """
    return pictures_of_each([subject], purpose)[subject]


def pictures_of_each(subjects: Collection[str], purpose: str | None = None) -> dict[str, list[StoredFile]]:
    """Return the pictures of each of several subjects, as `pictures_of` does, in one statement for all."""
    found = StoredFile.objects.filter(subject__in=subjects, state__in=(State.RECEIVED, State.READY))
    if purpose:
        found = found.filter(purpose=purpose)
    by_subject: dict[str, list[StoredFile]] = defaultdict(list)
    for picture in found.order_by("created_at", "id"):
        by_subject[picture.subject].append(picture)
    return by_subject


def picture(file_id: UUID) -> StoredFile | None:
    """Return one picture's row, whatever its state, or None. The caller has checked its subject."""
    return StoredFile.objects.filter(id=file_id).first()


def shown_to(actor: Any, file_id: UUID, size: str) -> Shown:
    """Return one size of a picture ('display', 'thumb', 'small' or 'original') as it may be shown to the actor.

    Raises NotFound when there is no such picture or size, or when the guard of its subject says no.
    """
    original = size == disk.ORIGINAL
    row = picture(file_id) if original or size in disk.SIZES else None
    if row is None or not guards.may_see(actor, row.subject, original=original):
        raise NotFound(NO_PICTURE)
    if original and row.state == State.READY and not row.has_original:
        return Shown(State.GONE, "", None)
    path = disk.path_of(row.id, size) if row.state == State.READY else None
    return Shown(State(row.state), row.media_type if original else _MEDIA_TYPES[size], path)


def fingerprint_of(picture: StoredFile) -> int | None:
    """Return the perceptual hash as `imaging.distance` wants it (64 bits without sign), or None while it is not made."""
    return None if picture.fingerprint is None else picture.fingerprint & 0xFFFF_FFFF_FFFF_FFFF
