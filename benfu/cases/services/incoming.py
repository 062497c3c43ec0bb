"""What comes in with a report, checked and brought into the form it is kept in."""

import math
from dataclasses import dataclass, fields
from datetime import date, datetime
from operator import attrgetter
from uuid import UUID

from django.utils import timezone
from django.utils.translation import gettext as _

from benfu.cases import categories, rules
from benfu.cases.models import Category, Severity
from benfu.geo import crs as systems
from benfu.platform.lib.errors import Invalid
from benfu.platform.lib.text import clean, clean_lines
from benfu.territory import selectors as territory

Position = tuple[float, float]
MOST_ADDRESS = 256
"""Characters of a place in words (GB/T 47678.5, 事发位置)."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Incoming:
    """A report as the phone sent it; `lon` and `lat` are degrees in the system `crs` names."""

    report: UUID
    category: str
    lon: float
    lat: float
    crs: str = "WGS84"
    accuracy_m: float | None = None
    taken_at: datetime | None = None
    words: str = ""
    danger: bool = False
    address: str = ""
    joins: int | None = None


CONTENT = attrgetter(*(field.name for field in fields(Incoming) if field.name != "report"))
"""Reads what makes up a report, in the order of its fields."""


@dataclass(frozen=True, slots=True)
class Checked:
    """A report that can be kept: the position in WGS-84, the area it lies in, the fingerprint of what was sent."""

    report: UUID
    category: Category
    severity: int
    position: Position
    crs: str
    area: str
    accuracy_m: float | None
    taken_at: datetime | None
    received_at: datetime
    reported_on: date
    words: str
    danger: bool
    address: str
    fingerprint: str


def check(sent: Incoming, received_at: datetime) -> Checked:
    """Return what to keep of a report. Raises Invalid with a sentence for each field that cannot be taken."""
    position, crs = _position(sent)
    category = categories.category(sent.category)
    taken_at = _aware(sent.taken_at)
    return Checked(
        report=sent.report,
        category=category,
        severity=Severity.URGENT if sent.danger else category.severity,
        position=position,
        crs=crs,
        area=territory.locate(*position).area,
        accuracy_m=_accuracy(sent.accuracy_m),
        taken_at=taken_at,
        received_at=received_at,
        reported_on=rules.act_day(taken_at, received_at, timezone.get_current_timezone()),
        words=_short("words", clean_lines(sent.words), rules.MOST_WORDS),
        danger=sent.danger,
        address=_short("address", clean(sent.address), MOST_ADDRESS),
        fingerprint=rules.fingerprint(CONTENT(sent)),
    )


def _position(sent: Incoming) -> tuple[Position, str]:
    try:
        system = systems.parse_crs(sent.crs)
        if rules.looks_swapped(sent.lon, sent.lat):
            raise _wrong("lat", _("经度和纬度好像写反了：经度在前，纬度在后。"))
        return systems.normalise(sent.lon, sent.lat, system), system.value
    except systems.UnknownCrs:
        raise _wrong("crs", _("不认识这个坐标系，可用的有 WGS84、CGCS2000、GCJ02、BD09。")) from None
    except systems.PositionOutOfRange:
        raise _wrong("lon", _("这不是一个有效的位置：经度在 -180 到 180 之间，纬度在 -90 到 90 之间。")) from None


def _accuracy(metres: float | None) -> float | None:
    """Return a plausible accuracy in metres; phones without one send none, a negative or an endless one."""
    return metres if metres is not None and math.isfinite(metres) and 0 <= metres <= 100_000 else None


def _aware(moment: datetime | None) -> datetime | None:
    """Return a time with its zone; one sent without is the district's own, and one of no year a phone can know is none.

    The first and last years of the calendar lie outside it in another zone: kept, such a row could not be read again.
    """
    if moment is None or not 2000 <= moment.year <= 2100:
        return None
    return timezone.make_aware(moment) if timezone.is_naive(moment) else moment


def _short(field: str, text: str, most: int) -> str:
    if len(text) > most:
        raise _wrong(
            field, _("最多 %(most)s 个字，现在有 %(count)s 个，请删短一些。") % {"most": most, "count": len(text)}
        )
    return text


def _wrong(field: str, words: str) -> Invalid:
    return Invalid(words, {field: words})
