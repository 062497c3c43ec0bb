"""Rules of reports and cases that need neither database nor web."""

import hashlib
import json
import re
from collections.abc import Sequence
from datetime import date, datetime, timedelta, tzinfo

from benfu.geo.crs import in_china

MOST_WORDS = 10_000
"""Characters a report's words may have: a long complaint is kept whole."""
MOST_PHOTOS = 3
"""Photos a person may send with one report."""
LATEST = timedelta(days=7)
"""How long a report may lie on a phone and still count for the day it was made."""
CLOCK_ERROR = timedelta(minutes=5)
"""How far a phone's clock may run ahead of ours."""

_NUMBER = re.compile(r"(?:([12]\d{3})-)?0*(\d{1,18})", re.ASCII)


def act_day(taken_at: datetime | None, received_at: datetime, zone: tzinfo) -> date:
    """Return the civil day of the act: when the photo was taken, unless the phone's clock cannot be right.

    A report that lay on the phone counts for the day it was made, up to LATEST; a time in the future or longer ago counts as
    the day it came in.
    """
    plausible = taken_at is not None and received_at - LATEST <= taken_at <= received_at + CLOCK_ERROR
    moment = min(taken_at, received_at) if taken_at is not None and plausible else received_at
    return moment.astimezone(zone).date()


def fingerprint(content: Sequence[object]) -> str:
    """Return 32 hexadecimal digits that are the same for the same content of a report, given in a fixed order."""
    text = json.dumps(content, default=str, ensure_ascii=False)
    return hashlib.blake2b(text.encode(), digest_size=16).hexdigest()


def looks_swapped(lon: float, lat: float) -> bool:
    """Return whether longitude and latitude seem to have changed places: only the other way round do they lie in China."""
    return bool(in_china(lat, lon)) and not bool(in_china(lon, lat))


def parse_number(text: str) -> tuple[int | None, int] | None:
    """Return (year, id) of a case's number such as '2026-000731', (None, id) of a bare id, None of anything else."""
    match = _NUMBER.fullmatch(text.strip())
    if match is None:
        return None
    year, number = match.groups()
    return (int(year) if year else None), int(number)
