"""The tariffs that have been published, and which one is in force on a day."""

import hashlib
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from pathlib import Path

from django.utils.translation import gettext as _

from benfu.platform.lib import clock
from benfu.platform.lib.errors import Conflict, NotFound

from .models import PublishedTariff
from .rules import Tariff
from .tariff_file import read_tariff

DEFAULT = Path(__file__).resolve().parent / "tariffs" / "2026-1.toml"
_read = lru_cache(maxsize=32)(read_tariff)


def tariff_on(day: date) -> Tariff | None:
    """Return the tariff in force for acts of a day, None before the first; one statement."""
    body = (
        PublishedTariff.objects.filter(valid_from__lte=day)
        .order_by("-valid_from")
        .values_list("body", flat=True)
        .first()
    )
    return None if body is None else _read(body)


def tariff_probably_on(day: date) -> Tariff | None:
    """Return the tariff in force for acts of a day as this process last saw them; who relies on it holds it against the table."""
    return in_force(_seen(), day)


def tariffs_changed() -> None:
    """Look afresh the next time."""
    _seen.cache_clear()


def tariff_of(version: str) -> Tariff:
    """Return a published tariff. Raises NotFound."""
    body = PublishedTariff.objects.filter(version=version).values_list("body", flat=True).first()
    if body is None:
        raise NotFound(_("没有这一版积分细则。"))
    return _read(body)


def newest_file() -> str:
    """Return the text of the newest published tariff, of the house's own before the first one."""
    body = PublishedTariff.objects.order_by("-valid_from").values_list("body", flat=True).first()
    return body or DEFAULT.read_text("utf-8")


def in_force(published: Sequence[Tariff], day: date) -> Tariff | None:
    """Return which of these tariffs is in force for acts of a day."""
    begun = [tariff for tariff in published if tariff.valid_from <= day]
    return max(begun, key=lambda tariff: tariff.valid_from, default=None)


def tariffs() -> list[Tariff]:
    """Return every published tariff, the newest first."""
    return [_read(body) for body in PublishedTariff.objects.order_by("-valid_from").values_list("body", flat=True)]


def publish(text: str) -> Tariff | None:
    """Publish a tariff from its file's text; None when this very text is published already.

    Raises BadTariff naming line and key, Conflict when the version is published with other content, or when the tariff
    would begin before today or before an earlier one: rules never change for what has been done. Only the very first
    tariff may begin in the past.
    """
    tariff = read_tariff(text)
    digest = hashlib.sha256(text.encode()).hexdigest()
    known = PublishedTariff.objects.filter(version=tariff.version).first()
    if known is not None:
        if known.sha256 == digest:
            return None
        raise Conflict(
            f"version {tariff.version} was published on {known.published_on} with other content and cannot be changed: "
            "give the changed file a new version and a later valid_from"
        )
    newest = PublishedTariff.objects.order_by("-valid_from").first()
    if newest is not None and tariff.valid_from <= max(newest.valid_from, clock.today()):
        raise Conflict(
            f"valid_from {tariff.valid_from} must lie after today and after {newest.valid_from}, when {newest.version} began: "
            "rules never change for what has been done"
        )
    tariffs_changed()
    PublishedTariff.objects.create(
        version=tariff.version,
        published_on=tariff.published_on,
        valid_from=tariff.valid_from,
        body=text,
        sha256=digest,
        loaded_at=clock.now(),
    )
    return tariff


@lru_cache(maxsize=1)
def _seen() -> tuple[Tariff, ...]:
    return tuple(tariffs())
