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
_FAR = np.int64(2**62)


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


def replay(tariffs: Sequence[Tariff], deeds: Deeds) -> Replayed:
    """Return what the deeds earn if these tariffs are the published ones, each paying for acts from its first day on.

    The deeds hold whole months of every person in them: what lies before is not known, so nothing of a cap is used yet.
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
        cut = _cap(begun, deeds, tariff, at, granted)
    return Replayed(requested, granted, _reasons(deeds, tariff, ruled, granted), cut)


def codes(columns: Sequence[Whole]) -> Whole:
    """Return one small number for each row: the same for two rows if they are the same in all columns."""
    found = np.zeros(len(columns[0]), dtype=np.int64)
    for column in columns:
        _, small = np.unique(column, return_inverse=True)
        found = found * (int(small.max(initial=0)) + 1) + small
        _, found = np.unique(found, return_inverse=True)
    return found


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


def _cap(begun: Sequence[Tariff], deeds: Deeds, tariff: Whole, at: Whole, granted: Whole) -> dict[str, Whole]:
    """Cut `granted` at `at` down to what the caps leave; return what each cap took of each deed."""
    limits, groups = _limits(begun, deeds.actions)[tariff[at], deeds.action[at]], _groups(deeds, at)
    wanted = granted[at]
    binding = _binding(limits, groups, wanted)
    tight = np.flatnonzero(binding.any(axis=1))
    cut = {name: np.zeros(len(deeds), dtype=np.int64) for name in CAPS}
    if not tight.size:
        return cut
    # A cap of one thing counts only deeds under tariffs that have one; the others count always.
    counts = binding[tight].copy()
    counts[:, 4] &= limits[tight, 4] > 0
    left_of = np.where(counts & (limits[tight] > 0), limits[tight], _FAR)
    month = codes([deeds.person[at][tight], _months(deeds.day[at][tight])])
    taken = _in_rounds(_rounds(month), groups[tight], left_of, counts, wanted[tight])
    granted[at[tight]] = wanted[tight] - taken.sum(axis=1)
    for slot, name in enumerate(CAPS):
        cut[name][at[tight]] = taken[:, slot]
    return cut


def _in_rounds(rounds: Sequence[Whole], groups: Whole, limits: Whole, counts: Any, wanted: Whole) -> Whole:
    """Return what each of the five caps takes of each deed; no two deeds of one round share a group."""
    used = [np.zeros(int(groups[:, slot].max()) + 1, dtype=np.int64) for slot in range(len(CAPS))]
    taken = np.zeros((len(wanted), len(CAPS)), dtype=np.int64)
    for turn in rounds:
        given = wanted[turn]
        for slot, so_far in enumerate(used):
            left = np.maximum(limits[turn, slot] - so_far[groups[turn, slot]], 0)
            after = np.minimum(given, left)
            taken[turn, slot] = given - after
            given = after
        for slot, so_far in enumerate(used):
            so_far[groups[turn, slot]] += given * counts[turn, slot]
    return taken


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


def _groups(deeds: Deeds, at: Whole) -> Whole:
    """Return for each deed the number of the group within which each of the five caps counts."""
    person, day, action, thing = deeds.person[at], deeds.day[at], deeds.action[at], deeds.thing[at]
    in_month, in_day = codes([person, _months(day)]), codes([person, day])
    of_rule = codes([in_month, action])
    return np.stack([in_month, in_day, of_rule, codes([in_day, action]), codes([of_rule, thing])], axis=1)


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
    found = np.where(deeds.bar >= 0, deeds.bar, paid)
    found = np.where(ruled, found, number[Reason.NO_RULE])
    return np.where(tariff >= 0, found, number[Reason.NO_TARIFF])
