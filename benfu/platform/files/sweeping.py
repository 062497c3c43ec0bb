"""Throwing away what has been kept long enough and what nobody knows of, and taking up what was left undone."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import partial
from itertools import islice
from typing import Final
from uuid import UUID

from django.db import transaction
from django.db.models import Q, QuerySet

from benfu.platform.lib import clock
from benfu.platform.lib.acting import Acting

from . import disk
from .models import State, StoredFile
from .rules import RETENTION, Keeping
from .services import derive_later, remove_pictures

BATCH: Final = 200
STRAY_AFTER: Final = timedelta(days=1)
"""How old bytes without a row must be: a row may be a moment away, a whole day never."""
FORGOTTEN_AFTER: Final = timedelta(minutes=30)
"""How long a picture may wait before its job is queued once more."""


@dataclass(frozen=True, slots=True)
class Swept:
    """How many pictures expired, originals went, strays (bytes without a row) were removed, and jobs were queued again."""

    expired: int
    originals: int
    strays: int
    queued: int


def sweep(*, actor: Acting) -> Swept:
    """Bring disk and table to what the rules of keeping say. Safe to run at any time, twice, and beside uploads."""
    now = clock.now()
    return Swept(
        expired=sum(_expire(actor, name, keeping, now) for name, keeping in RETENTION.items()),
        originals=sum(_drop_originals(name, keeping, now) for name, keeping in RETENTION.items()),
        strays=_remove_strays((now - STRAY_AFTER).timestamp()),
        queued=_queue_forgotten(now - FORGOTTEN_AFTER),
    )


def _expire(actor: Acting, retention: str, keeping: Keeping, now: datetime) -> int:
    if keeping.days is None:
        return 0
    due = StoredFile.objects.filter(retention=retention, created_at__lt=now - timedelta(days=keeping.days))
    count = 0
    while batch := _take_expired(actor, due.exclude(state=State.GONE)):
        count += batch
    return count


def _take_expired(actor: Acting, due: QuerySet[StoredFile]) -> int:
    with transaction.atomic():
        rows = list(due.order_by("created_at").select_for_update(skip_locked=True)[:BATCH])
        remove_pictures(actor, rows, "expired")
    return len(rows)


def _drop_originals(retention: str, keeping: Keeping, now: datetime) -> int:
    if keeping.original_days is None:
        return 0
    old = StoredFile.objects.filter(retention=retention, created_at__lt=now - timedelta(days=keeping.original_days))
    with transaction.atomic():
        # a picture that still waits needs its original
        rows = list(old.filter(state=State.READY, has_original=True).select_for_update(skip_locked=True))
        StoredFile.objects.filter(id__in=[row.id for row in rows]).update(has_original=False)
        for row in rows:
            transaction.on_commit(partial(disk.remove_original, row.id))
    return len(rows)


def _remove_strays(before: float) -> int:
    """Remove bytes that no row speaks for: begun and never finished, rolled back, or left by a crash after their row."""
    count = disk.clear_incoming(before)
    for batch in _batches(disk.stored(before)):
        rows = StoredFile.objects.filter(id__in=batch, state__in=(State.RECEIVED, State.READY))
        kept = dict(rows.values_list("id", "has_original"))
        for file_id in batch:
            if file_id not in kept:
                disk.remove(file_id)
                count += 1
            elif not kept[file_id]:
                disk.remove_original(file_id)
    return count


def _batches(ids: Iterable[UUID]) -> Iterator[list[UUID]]:
    rest = iter(ids)
    while batch := list(islice(rest, BATCH)):
        yield batch


def _queue_forgotten(before: datetime) -> int:
    waiting = StoredFile.objects.filter(Q(state=State.RECEIVED), created_at__lt=before)
    ids = list(waiting.order_by("created_at").values_list("id", flat=True)[: 10 * BATCH])
    for file_id in ids:
        derive_later(file_id)
    return len(ids)
