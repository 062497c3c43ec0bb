"""Back-testing: what the deeds of a past time would have cost under a draft, beside the tariffs that were in force."""

from collections.abc import Sequence
from dataclasses import asdict, dataclass, replace
from datetime import date, timedelta
from math import ceil
from typing import Any

import numpy as np
from django.db import connection
from numpy.typing import NDArray

from .replay import CAPS, REASONS, Deeds, Replayed, Whole, groups_of, replay
from .rules import BARS, Reason, Tariff
from .tariffs import tariffs

# Every deed ever told has a decision that holds what it was decided from; their order is that of the ids.
TOLD = """
    COPY (
        SELECT person_id::int8, day - DATE '0001-01-01' + 1, array_position(%s::text[], action), severity::int4, amount::int4,
            place::int4, coalesce(nullif(area, ''), '0')::int8, dense_rank() OVER (ORDER BY category)::int4,
            coalesce(array_position(%s::text[], CASE WHEN verifier = person_id THEN %s ELSE reason END), 0), granted::int4
        FROM points_decision WHERE day BETWEEN %s AND %s AND action = ANY(%s::text[]) ORDER BY id
    ) TO STDOUT (FORMAT binary)
"""
COLUMNS = ("person", "day", "action", "severity", "amount", "place", "area", "category", "bar", "granted")
WIDE = {"person", "area"}
# Of a binary copy: signature, flags and extension before the rows, two bytes behind them; each value has its length first.
HEAD, TAIL = 19, 2
ROW = np.dtype(
    [
        ("_fields", ">i2"),
        *(
            (name, kind)
            for one in COLUMNS
            for name, kind in ((f"_{one}", ">i4"), (one, f">i{8 if one in WIDE else 4}"))
        ),
    ]
)
ACTIONS = "SELECT DISTINCT action FROM points_decision WHERE day BETWEEN %s AND %s ORDER BY action"


@dataclass(frozen=True, slots=True)
class Past:
    """The deeds of some whole months, with the street each happened in and what was really granted for it."""

    since: date
    until: date
    deeds: Deeds
    street: Whole
    granted: Whole


@dataclass(frozen=True, slots=True)
class Part:
    """So many deeds, and the points they earned or lost."""

    deeds: int
    points: int


@dataclass(frozen=True, slots=True)
class Side:
    """What the past would have cost under one tariff (or those in force then), and how it would have been spread.

    `people` earned something; half of them got `median` points or fewer, nine in ten `ninth`, nobody more than `most`.
    `caps` says what each cap took, `nothing` how many deeds earned nothing and why.
    """

    cost: int
    people: int
    paid: int
    median: int
    ninth: int
    most: int
    actions: dict[str, Part]
    streets: dict[str, int]
    caps: dict[str, Part]
    nothing: dict[str, int]


@dataclass(frozen=True, slots=True)
class Backtest:
    """The same deeds under today's tariffs and under a draft; `more`, `less` and `same` count persons."""

    since: date
    until: date
    deeds: int
    granted: int
    today: Side
    draft: Side
    more: int
    less: int
    same: int

    def as_data(self) -> dict[str, Any]:
        """Return it as plain values, to be stored."""
        return asdict(self) | {"since": f"{self.since}", "until": f"{self.until}"}


def last_quarter(today: date) -> tuple[date, date]:
    """Return the first and the last day of the last whole quarter before a day."""
    begins = date(today.year, (today.month - 1) // 3 * 3 + 1, 1)
    until = begins - timedelta(days=1)
    return date(until.year, until.month - 2, 1), until


def whole_months(since: date, until: date) -> tuple[date, date]:
    """Return the first day of the first month and the last day of the last one: caps of a month need all of it."""
    after = date(until.year + until.month // 12, until.month % 12 + 1, 1)
    return since.replace(day=1), after - timedelta(days=1)


def past(since: date, until: date) -> Past:
    """Return the deeds that were told of the months from `since` to `until`, in two statements for any number."""
    since, until = whole_months(since, until)
    with connection.cursor() as cursor:
        cursor.execute(ACTIONS, [since, until])
        actions = [action for (action,) in cursor.fetchall()]
        bars = sorted(BARS)
        given = [actions, bars, Reason.OWN_VERIFICATION, since, until, actions]
        with cursor.copy(TOLD, given) as copy:
            rows = np.frombuffer(b"".join(map(bytes, copy))[HEAD:-TAIL], dtype=ROW)
    of = {name: rows[name].astype(np.int64) for name in COLUMNS}
    bar = np.array([-1, *(REASONS.index(Reason(one)) for one in bars)], dtype=np.int64)[of["bar"]]
    deeds = Deeds(
        actions=tuple(actions),
        action=of["action"] - 1,
        thing=of["area"] * 1000 + of["category"],
        bar=bar,
        **{name: of[name] for name in ("person", "day", "severity", "amount", "place")},
    )
    return Past(since, until, deeds, _streets(of["area"]), of["granted"])


def backtest(draft: Tariff, since: date, until: date) -> Backtest:
    """Return what the deeds of the whole months from `since` to `until` cost under a draft and under the published tariffs."""
    found = past(since, until)
    return compare(found, tariffs(), draft)


def compare(found: Past, published: Sequence[Tariff], draft: Tariff) -> Backtest:
    """Return the deeds of the past under the tariffs in force then and under a draft, as if it had been in force all along."""
    groups = groups_of(found.deeds)
    now = replay(published, found.deeds, groups)
    then = replay([replace(draft, published_on=found.since, valid_from=found.since)], found.deeds, groups)
    people, number = np.unique(found.deeds.person, return_inverse=True)
    today, other = (_by_person(one, number, len(people)) for one in (now, then))
    return Backtest(
        since=found.since,
        until=found.until,
        deeds=len(found.deeds),
        granted=int(found.granted.sum()),
        today=_side(found, now, today),
        draft=_side(found, then, other),
        more=int((other > today).sum()),
        less=int((other < today).sum()),
        same=int((other == today).sum()),
    )


def _side(found: Past, replayed: Replayed, earned: Whole) -> Side:
    granted, deeds = replayed.granted, found.deeds
    some = np.sort(earned[earned > 0])
    # The smallest number of points that so large a share of them does not exceed.
    middle, ninth = (int(some[ceil(part * len(some)) - 1]) if len(some) else 0 for part in (0.5, 0.9))
    streets, street = np.unique(found.street, return_inverse=True)
    by_street = np.bincount(street, weights=granted, minlength=len(streets)).astype(np.int64)
    paid = granted > 0
    counts = np.bincount(replayed.reason, minlength=len(REASONS))
    return Side(
        cost=int(granted.sum()),
        people=len(some),
        paid=int(paid.sum()),
        median=middle,
        ninth=ninth,
        most=int(some[-1]) if len(some) else 0,
        actions={
            action: _part(paid & (deeds.action == number), granted) for number, action in enumerate(deeds.actions)
        },
        streets={f"{code}": int(points) for code, points in zip(streets, by_street, strict=True) if points},
        caps={name: _part(replayed.cut[name] > 0, replayed.cut[name]) for name in CAPS if name in replayed.cut},
        nothing={one: int(counts[at]) for at, one in enumerate(REASONS) if counts[at] and one != Reason.PAID},
    )


def _part(chosen: NDArray[np.bool_], points: Whole) -> Part:
    return Part(int(chosen.sum()), int(points[chosen].sum()))


def _by_person(replayed: Replayed, number: Whole, people: int) -> Whole:
    return np.bincount(number, weights=replayed.granted, minlength=people).astype(np.int64)


def _streets(area: Whole) -> Whole:
    """Return the nine digits of the street (the district's own six where it is no street's)."""
    found = area.copy()
    for digits in (12, 15):
        found = np.where(area >= 10 ** (digits - 1), area // 10 ** (digits - 9), found)
    return found
