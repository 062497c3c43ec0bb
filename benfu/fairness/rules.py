"""Pure: what in a stretch of reports looks like farming points. Signs, never verdicts.

Each function returns signs; a sign has a key that stays the same however often the same reports are looked at. The thresholds
are constants here; `python -m benchmarks.fairness` says what they find and what they find wrongly among invented cheats.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from itertools import pairwise

import numpy as np
from scipy.sparse import coo_matrix
from scipy.sparse.csgraph import connected_components

from benfu.geo.distances import distance_m, distances_m

ALIKE_BITS = 8
"""Pictures whose 64-bit fingerprints differ in no more bits count as the same; strangers differ in about 32."""
SAME_PLACE_M = 30.0
SAME_PLACE_TIMES = 6
"""So many reports of one kind of thing by one person within that distance in one month."""
FAST_M_S = 33.4
"""120 km/h: faster than anybody rides through a city."""
FAST_FROM_M = 800.0
"""Positions within a city err by hundreds of metres; a jump below this says nothing."""
RING_TIMES = 3
"""So often each of them must have vouched for the next one."""
RING_SHARE = 0.5
"""At least so much of all that somebody confirmed must have been for that one person."""
ROWS_AT_ONCE = 512


class Kind(StrEnum):
    """What it looks like."""

    SAME_PICTURE = "same_picture"
    SAME_PLACE = "same_place"
    TOO_FAST = "too_fast"
    VERIFYING_RING = "verifying_ring"
    CONFIRMING_RING = "confirming_ring"
    SAME_NAME = "same_name"


@dataclass(frozen=True, slots=True)
class Act:
    """One report: who, of what, where (WGS-84 degrees, give or take `accuracy_m`) and when (seconds since 1970)."""

    report: str
    case: int
    person: int
    category: str
    lon: float
    lat: float
    at: float
    accuracy_m: float = 0.0


@dataclass(frozen=True, slots=True)
class Print:
    """One picture of a report: its checksum, and how it looks (64 bits, None while that is not known)."""

    report: str
    person: int
    sha256: str
    bits: int | None
    at: float


@dataclass(frozen=True, slots=True)
class Vouched:
    """Somebody vouched for somebody else's report of a case, as verifier or by confirming it."""

    by: int
    person: int
    case: int


@dataclass(frozen=True, slots=True)
class Sign:
    """Something for a person to look at: what it looks like, whom and which reports or cases it is about, and the figures."""

    kind: Kind
    key: str
    persons: tuple[int, ...]
    reports: tuple[str, ...] = ()
    cases: tuple[int, ...] = ()
    figures: Mapping[str, float | int | str] = field(default_factory=dict)


def same_picture(prints: Sequence[Print], since: float = 0.0) -> Iterator[Sign]:
    """Yield reports from `since` on one of whose pictures came with an earlier report already, the same or nearly so."""
    rows = sorted(prints, key=lambda one: one.at)
    by_sha: dict[str, Print] = {}
    told: set[str] = set()
    for one in rows:
        first = by_sha.setdefault(one.sha256, one)
        if first.report != one.report and one.at >= since and one.report not in told:
            told.add(one.report)
            yield _picture(one, first, 0)
    for later, earlier, bits in _alike([one for one in rows if one.bits], since):
        if later.report not in told:
            told.add(later.report)
            yield _picture(later, earlier, bits)


def _alike(rows: Sequence[Print], since: float) -> Iterator[tuple[Print, Print, int]]:
    """Yield (later, earliest alike, bits apart): every pair is compared, so none is missed."""
    looks = np.array([one.bits or 0 for one in rows], dtype=np.uint64)
    begins = next((number for number, one in enumerate(rows) if one.at >= since), len(rows))
    for start in range(begins, len(rows), ROWS_AT_ONCE):
        block = looks[start : start + ROWS_AT_ONCE]
        apart = np.bitwise_count(block[:, None] ^ looks[None, : start + len(block)])
        for row, column in zip(*np.nonzero(apart <= ALIKE_BITS), strict=True):
            later, earlier = rows[start + int(row)], rows[int(column)]
            if column < start + row and later.report != earlier.report:
                yield later, earlier, int(apart[row, column])


def _picture(later: Print, earlier: Print, bits: int) -> Sign:
    persons = tuple(sorted({later.person, earlier.person}))
    return Sign(
        Kind.SAME_PICTURE,
        f"same_picture:{later.report}",
        persons,
        (earlier.report, later.report),
        figures={"bits": bits},
    )


def same_place(acts: Iterable[Act]) -> Iterator[Sign]:
    """Yield persons who report the same kind of thing at the same place again and again within 30 days."""
    groups: dict[tuple[int, str], list[Act]] = defaultdict(list)
    for act in acts:
        groups[act.person, act.category].append(act)
    for (person, category), found in sorted(groups.items()):
        left = sorted(found, key=lambda act: act.at)
        while len(left) >= SAME_PLACE_TIMES:
            first, near = left[0], _near(left)
            if len(near) >= SAME_PLACE_TIMES:
                yield Sign(
                    Kind.SAME_PLACE,
                    f"same_place:{person}:{category}:{first.report}",
                    (person,),
                    tuple(act.report for act in near),
                    tuple(act.case for act in near),
                    {"times": len(near), "metres": SAME_PLACE_M, "days": round((near[-1].at - first.at) / 86_400)},
                )
            left = [act for act in left if act not in near] if len(near) >= SAME_PLACE_TIMES else left[1:]


def _near(left: Sequence[Act]) -> list[Act]:
    """Return the acts within reach of the first one, in place and time."""
    first = left[0]
    metres = distances_m(first.lon, first.lat, [act.lon for act in left], [act.lat for act in left])
    month = 30 * 86_400
    return [act for act, away in zip(left, metres, strict=True) if away <= SAME_PLACE_M and act.at - first.at <= month]


def too_fast(acts: Iterable[Act]) -> Iterator[Sign]:
    """Yield pairs of reports of one person that lie so far apart that nobody could have gone from one to the other."""
    of_person: dict[int, list[Act]] = defaultdict(list)
    for act in acts:
        of_person[act.person].append(act)
    for person, found in sorted(of_person.items()):
        for before, after in pairwise(sorted(found, key=lambda act: (act.at, act.report))):
            errors = before.accuracy_m + after.accuracy_m
            metres = distance_m(before.lon, before.lat, after.lon, after.lat) - errors
            seconds = after.at - before.at
            if metres > FAST_FROM_M and metres > FAST_M_S * seconds:
                figures = {"metres": round(metres), "seconds": round(seconds)}
                yield Sign(
                    Kind.TOO_FAST,
                    f"too_fast:{after.report}",
                    (person,),
                    (before.report, after.report),
                    (before.case, after.case),
                    figures,
                )


def rings(vouched: Iterable[Vouched], kind: Kind) -> Iterator[Sign]:
    """Yield groups in which each vouches for the next, round and round: strongly connected parts of who vouched for whom.

    For confirming, somebody counts only if much of what they confirm is one person's: neighbours meet the same potholes.
    """
    cases: dict[tuple[int, int], list[int]] = defaultdict(list)
    of_all: dict[int, int] = defaultdict(int)
    for one in vouched:
        if one.by != one.person:
            cases[one.by, one.person].append(one.case)
            of_all[one.by] += 1
    share = RING_SHARE if kind == Kind.CONFIRMING_RING else 0.0
    strong = {pair: of for pair, of in cases.items() if len(of) >= RING_TIMES and len(of) >= share * of_all[pair[0]]}
    for group in _round_and_round(strong):
        inside = sorted({case for (one, other), of in strong.items() if {one, other} <= group for case in of})
        key = "-".join(map(str, sorted(group)))
        yield Sign(kind, f"{kind}:{key}", tuple(sorted(group)), cases=tuple(inside), figures={"times": len(inside)})


def _round_and_round(edges: Iterable[tuple[int, int]]) -> list[set[int]]:
    pairs = sorted(edges)
    people = sorted({one for pair in pairs for one in pair})
    number = {person: at for at, person in enumerate(people)}
    if not people:
        return []
    rows, columns = [number[one] for one, _ in pairs], [number[other] for _, other in pairs]
    graph = coo_matrix((np.ones(len(pairs)), (rows, columns)), shape=(len(people), len(people)))
    _, labels = connected_components(graph, directed=True, connection="strong")
    groups: dict[int, set[int]] = defaultdict(set)
    for person, label in zip(people, labels, strict=True):
        groups[int(label)].add(person)
    return [group for group in groups.values() if len(group) > 1]


def same_name(vouched: Iterable[Vouched], names: Mapping[int, str]) -> Iterator[Sign]:
    """Yield verifiers who vouched for somebody of their own name: perhaps one human being with two accounts."""
    cases: dict[tuple[int, int], set[int]] = defaultdict(set)
    for one in vouched:
        if one.by != one.person and names.get(one.by) and names.get(one.by) == names.get(one.person):
            cases[one.by, one.person].add(one.case)
    for (by, person), of in sorted(cases.items()):
        pair = tuple(sorted((by, person)))
        yield Sign(
            Kind.SAME_NAME, f"same_name:{pair[0]}-{pair[1]}", pair, cases=tuple(sorted(of)), figures={"times": len(of)}
        )
