"""Removing what has been kept long enough: each class of retention, over every declared field, a batch at a time."""

from collections.abc import Iterator
from datetime import datetime, timedelta
from typing import Any

from django.db import models, transaction

from benfu.platform.lib import clock

from .fields import EncryptedText
from .register import DAYS, PersonalField, Stays, personal_fields, stand_ins

BATCH = 500
GRACE = timedelta(days=2)
"""How late the nightly work may be before the proofs complain."""


def expire() -> dict[str, int]:
    """Apply every timed class to every declared field; return how many rows lost which field ("cases.Report.words": 3).

    Safe to stop, to start again, and to run beside people at work: what is due is due tomorrow, too.
    """
    now = clock.now()
    done = {_name(entry): sum(_batches(entry, now)) for entry in timed_fields()}
    return {name: count for name, count in done.items() if count}


def timed_fields() -> Iterator[PersonalField]:
    """Yield the fields that a number of days is counted for here."""
    for entry in personal_fields():
        if entry.is_timed and entry.since:
            yield entry


def overdue(entry: PersonalField, now: datetime) -> models.QuerySet[Any]:
    """Return the rows whose field has been kept long enough and still says something."""
    due = entry.model._base_manager.filter(**{f"{entry.since}__lt": _limit(entry, now)})
    if entry.stays == Stays.NO_ROW:
        return due
    if entry.stays == Stays.STAND_IN:
        return due.exclude(**{f"{entry.field}__stands_in": True})
    if entry.stays is None:
        return due.filter(**{f"{entry.field}__isnull": False})
    return due.exclude(**{entry.field: entry.stays})


def _batches(entry: PersonalField, now: datetime) -> Iterator[int]:
    if isinstance(entry.model._meta.get_field(entry.field), EncryptedText):
        raise TypeError(f"{_name(entry)} cannot be searched: remove its row, or say what keeps it")
    while True:
        with transaction.atomic():
            keys = list(overdue(entry, now).order_by("pk").values_list("pk", flat=True)[:BATCH])
            if not keys:
                return
            _remove(entry, entry.model._base_manager.filter(pk__in=keys))
        yield len(keys)


def _remove(entry: PersonalField, rows: models.QuerySet[Any]) -> None:
    if entry.stays == Stays.NO_ROW:
        rows.delete()
    elif entry.stays == Stays.STAND_IN:
        whose = set(rows.values_list(entry.field, flat=True))
        for person, unknown in stand_ins(whose).items():
            rows.filter(**{entry.field: person}).update(**{entry.field: unknown})
    else:
        rows.update(**{entry.field: entry.stays})


def _limit(entry: PersonalField, now: datetime) -> datetime:
    return now - timedelta(days=DAYS[entry.retention])


def _name(entry: PersonalField) -> str:
    return f"{entry.model._meta.label}.{entry.field}"
