"""What must hold of areas and calendar: every area lies in a known one, outlines are sound, the year is published."""

from collections.abc import Iterator

import shapely

from benfu.platform.lib import clock
from benfu.platform.lib.proof import Proof

from .atlas import Atlas
from .levels import Level, level_of, parent_of
from .shelf import load

# The notice for a year appears in the November before it.
NOTICE_MONTH = 12


def proofs() -> Iterator[Proof]:
    """Return the proofs of this room."""
    atlas = load()
    orphans = [code for code in atlas.places if parent_of(code) and parent_of(code) not in atlas.places]
    yield Proof("territory: every area lies in a known area", not orphans, ", ".join(orphans[:5]))
    broken = [code for level in Level for code, shape in atlas.layers[level].outlines.items() if not shape.is_valid]
    yield Proof("territory: every outline is a valid polygon", not broken, ", ".join(broken[:5]))
    lost = [code for code, place in atlas.places.items() if place.centre and not _holds(atlas, code, *place.centre)]
    yield Proof("territory: every area has its centre inside its outline", not lost, ", ".join(lost[:5]))
    yield _calendar(atlas.calendar.years)


def _holds(atlas: Atlas, code: str, lon: float, lat: float) -> bool:
    """Whether a position lies in an area's outline."""
    return bool(shapely.intersects_xy(atlas.layers[level_of(code)].outlines[code], lon, lat))


def _calendar(years: frozenset[int]) -> Proof:
    """Say whether the days off of the year are known; until December the next year's need not be."""
    today = clock.today()
    missing = {today.year, today.year + 1} - years
    overdue = {year for year in missing if year == today.year or today.month >= NOTICE_MONTH}
    words = ", ".join(f"{year}: not loaded, deadlines follow the week alone" for year in sorted(missing))
    hint = f"{words}; add its holidays to a file in <BENFU_HOME>/calendars and run `benfu load`" if missing else ""
    return Proof("territory: the days off of this year (in December: of the next) are known", not overdue, hint)
