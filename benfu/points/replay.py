"""Pure: what a great many deeds would earn under other tariffs, all at once with numpy; the sums of `rules.evaluate`.

Prices come from `rules.price` itself, asked once for each different kind of deed. Only the caps are worked out here, because
they depend on what came before: the n-th deeds of all persons in a month are taken together, in as many rounds as the
busiest person has deeds. Deeds that no cap can touch are left out of the rounds.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

import numpy as np
from numpy.typing import NDArray

from .rules import Deed, Reason, Tariff, price

Whole = NDArray[np.int64]
REASONS = tuple(Reason)
CAPS = ("all_month", "all_day", "rule_month", "rule_day", "thing_month")
"""The caps in the order in which they cut, which is that of `rules.caps_on`."""
FEW = 64
"""Rounds of fewer deeds than this are worked out one by one."""
_FAR = 2**62


@dataclass(frozen=True, slots=True)
class Deeds:
    """Deeds in the order in which they were told, one array of whole numbers for each of their properties.

    `day` is a proleptic ordinal, `action` an index into `actions`, `thing` any number that is the same for the same kind of
    case in the same cell, `bar` an index into REASONS for what earns nothing whatever the tariff, else -1.
    """

    actions: tuple[str, ...]
    person: Whole
    day: Whole
    action: Whole
    severity: Whole
    amount: Whole
    place: Whole
    thing: Whole
    bar: Whole

    def __len__(self) -> int:
        """Return how many deeds there are."""
        return len(self.person)


@dataclass(frozen=True, slots=True)
class Replayed:
    """What each deed earns: before the caps, after them, why (an index into REASONS), and what each cap took."""

    requested: Whole
    granted: Whole
    reason: Whole
    cut: dict[str, Whole] = field(default_factory=dict)


def replay(tariffs: Sequence[Tariff], deeds: Deeds, groups: Whole | None = None) -> Replayed:
    """Return what the deeds earn if these tariffs are the published ones, each paying for acts from its first day on.

    The deeds hold whole months of every person in them: what lies before is not known, so nothing of a cap is used yet.
    `groups` are those of `groups_of`, for who replays the same deeds more than once.
    """
    begun = sorted(tariffs, key=lambda tariff: tariff.valid_from)
    tariff = np.searchsorted([one.valid_from.toordinal() for one in begun], deeds.day, side="right") - 1
    rules = np.array([[one.rule_for(action) is not None for action in deeds.actions] for one in begun], dtype=bool)
    priced = (tariff >= 0) & (deeds.bar < 0)
    if begun and deeds.actions:
        ruled = rules[tariff, deeds.action] & (tariff >= 0)
        priced &= ruled
    else:
        ruled = np.zeros(len(deeds), dtype=bool)
        priced[:] = False
    requested = np.zeros(len(deeds), dtype=np.int64)
    at = np.flatnonzero(priced)
    requested[at] = _prices(begun, deeds, tariff, at)
    granted, cut = requested.copy(), {}
    if at.size:
        known = groups_of(deeds) if groups is None else groups
        limits = _limits(begun, deeds.actions)[tariff[at], deeds.action[at]]
        cut = _cap(limits, known, at, granted)
    return Replayed(requested, granted, _reasons(deeds, tariff, ruled, granted), cut)


def codes(columns: Sequence[Whole]) -> Whole:
    """Return one small number for each row: the same for two rows if they are the same in all columns."""
    found, width = np.zeros(len(columns[0]), dtype=np.int64), 1
    for column in columns:
        part, wide = _from_zero(column)
        if width * wide >= _FAR:
            found, width = _from_zero(_small(found))
        if width * wide >= _FAR:
            part, wide = _from_zero(_small(part))
        found, width = found * wide + part, width * wide
    return _small(found)


def _small(column: Whole) -> Whole:
    return np.unique(column, return_inverse=True)[1]


def _from_zero(column: Whole) -> tuple[Whole, int]:
    """Return the column with 0 for its smallest number, and how many numbers it may hold."""
    least = int(column.min(initial=0))
    return column - least, int(column.max(initial=0)) - least + 1


def groups_of(deeds: Deeds) -> Whole:
    """Return for each deed the number of the group within which each of the five caps counts."""
    person, month = deeds.person, _months(deeds.day)
    return np.stack(
        [
            codes([person, month]),
            codes([person, deeds.day]),
            codes([person, month, deeds.action]),
            codes([person, deeds.day, deeds.action]),
            codes([person, month, deeds.action, deeds.thing]),
        ],
        axis=1,
    )


def _prices(begun: Sequence[Tariff], deeds: Deeds, tariff: Whole, at: Whole) -> Whole:
    """Return the price of each deed at `at`, asking the rule once for each different kind of deed."""
    kind = codes(
        [column[at] for column in (tariff, deeds.action, deeds.day, deeds.severity, deeds.amount, deeds.place)]
    )
    _, first = np.unique(kind, return_index=True)
    return np.array([_price(begun[tariff[one]], deeds, int(one)) for one in at[first]], dtype=np.int64)[kind]


def _price(tariff: Tariff, deeds: Deeds, one: int) -> int:
    action = deeds.actions[deeds.action[one]]
    deed = Deed(
        action,
        subject="",
        person=0,
        day=date.fromordinal(int(deeds.day[one])),
        severity=int(deeds.severity[one]),
        amount=int(deeds.amount[one]),
        place=int(deeds.place[one]),
    )
    rule = tariff.rule_for(action)
    return sum(step.points for step in price(tariff, rule, deed)) if rule else 0


def _cap(limits: Whole, groups: Whole, at: Whole, granted: Whole) -> dict[str, Whole]:
    """Cut `granted` at `at` down to what the caps leave; return what each cap took of each deed."""
    wanted, mine = granted[at], groups[at]
    binding = _binding(limits, mine, wanted)
    tight = np.flatnonzero(binding.any(axis=1))
    cut = {name: np.zeros(len(granted), dtype=np.int64) for name in CAPS}
    if not tight.size:
        return cut
    # A cap of one thing counts only deeds under tariffs that have one; the others count always.
    counts = binding[tight].copy()
    counts[:, 4] &= limits[tight, 4] > 0
    left_of = np.where(counts & (limits[tight] > 0), limits[tight], _FAR)
    small = np.stack([_small(mine[tight, slot]) for slot in range(len(CAPS))], axis=1)
    taken = _taken(small, left_of, counts.astype(np.int64), wanted[tight])
    granted[at[tight]] = wanted[tight] - taken.sum(axis=1)
    for slot, name in enumerate(CAPS):
        cut[name][at[tight]] = taken[:, slot]
    return cut


def _taken(groups: Whole, limits: Whole, counts: Whole, wanted: Whole) -> Whole:
    """Return what each of the five caps takes of each deed: many persons at once, the last few busy ones one by one."""
    used = [np.zeros(int(groups[:, slot].max()) + 1, dtype=np.int64) for slot in range(len(CAPS))]
    taken = np.zeros((len(wanted), len(CAPS)), dtype=np.int64)
    # Nothing is shared between months of a person, so the first column parts the rounds.
    rounds = _rounds(groups[:, 0])
    wide = next((number for number, turn in enumerate(rounds) if len(turn) < FEW), len(rounds))
    _in_rounds(rounds[:wide], groups, limits, counts, wanted, used, taken)
    rest = np.concatenate(rounds[wide:]) if wide < len(rounds) else np.zeros(0, dtype=np.int64)
    _one_by_one(rest, groups, limits, counts, wanted, used, taken)
    return taken


def _one_by_one(
    rows: Whole, groups: Whole, limits: Whole, counts: Whole, wanted: Whole, used: list[Whole], taken: Whole
) -> None:
    """Do the same without arrays: faster where a round holds only a few deeds."""
    so_far = [column.tolist() for column in used]
    found = []
    for given, *of_five in zip(
        wanted[rows].tolist(), groups[rows].tolist(), limits[rows].tolist(), counts[rows].tolist(), strict=True
    ):
        cuts, left = [0] * len(CAPS), given
        for slot, (group, limit) in enumerate(zip(of_five[0], of_five[1], strict=True)):
            after = min(left, max(limit - so_far[slot][group], 0))
            cuts[slot], left = left - after, after
        for slot, (group, counted) in enumerate(zip(of_five[0], of_five[2], strict=True)):
            so_far[slot][group] += left * counted
        found.append(cuts)
    if found:
        taken[rows] = found


def _in_rounds(
    rounds: Sequence[Whole], groups: Whole, limits: Whole, counts: Whole, wanted: Whole, used: list[Whole], taken: Whole
) -> None:
    """Fill in `taken`, no two deeds of one round sharing a group."""
    for turn in rounds:
        given = wanted[turn]
        for slot, so_far in enumerate(used):
            left = np.maximum(limits[turn, slot] - so_far[groups[turn, slot]], 0)
            after = np.minimum(given, left)
            taken[turn, slot] = given - after
            given = after
        for slot, so_far in enumerate(used):
            so_far[groups[turn, slot]] += given * counts[turn, slot]


def _rounds(month: Whole) -> list[Whole]:
    """Return the rows of each round: first every person's first deed of each month, then the second ones, and so on."""
    order = np.argsort(month, kind="stable")
    starts = np.flatnonzero(np.diff(month[order], prepend=-1))
    turn = np.empty(len(month), dtype=np.int64)
    turn[order] = np.arange(len(month)) - np.repeat(starts, np.diff(starts, append=len(month)))
    rows = np.argsort(turn, kind="stable")
    return np.split(rows, np.cumsum(np.bincount(turn))[:-1])


def _limits(begun: Sequence[Tariff], actions: Sequence[str]) -> Whole:
    """Return the five limits by tariff and action; 0 is none."""
    table = np.zeros((len(begun), len(actions), len(CAPS)), dtype=np.int64)
    for row, tariff in enumerate(begun):
        for column, action in enumerate(actions):
            rule = tariff.rule_for(action)
            own = (rule.per_month, rule.per_day, rule.per_object) if rule else (0, 0, 0)
            table[row, column] = (tariff.per_month, tariff.per_day, *own)
    return table


def _binding(limits: Whole, groups: Whole, wanted: Whole) -> Any:
    """Return which caps may cut something in the group of each deed: those that all deeds of it together would pass."""
    found = np.zeros(limits.shape, dtype=bool)
    for slot in range(len(CAPS)):
        together = np.bincount(groups[:, slot], weights=wanted)[groups[:, slot]]
        passed = (limits[:, slot] > 0) & (together > limits[:, slot])
        found[:, slot] = np.bincount(groups[:, slot], weights=passed)[groups[:, slot]] > 0
    return found


def _months(day: Whole) -> Whole:
    """Return a number for the civil month of each ordinal day."""
    since_1970 = (day - date(1970, 1, 1).toordinal()).astype("datetime64[D]")
    return since_1970.astype("datetime64[M]").astype(np.int64)


def _reasons(deeds: Deeds, tariff: Whole, ruled: Any, granted: Whole) -> Whole:
    """Return why each deed earns what it does, asked in the order of `rules.evaluate`."""
    number = {reason: REASONS.index(reason) for reason in REASONS}
    paid = np.where(granted > 0, number[Reason.PAID], number[Reason.CAP])
    found = np.where(ruled, paid, number[Reason.NO_RULE])
    found = np.where(tariff >= 0, found, number[Reason.NO_TARIFF])
    return np.where(deeds.bar >= 0, deeds.bar, found)
