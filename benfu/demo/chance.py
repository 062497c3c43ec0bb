"""Seeded chance with the few draws that invented lives need."""

from collections.abc import Mapping, Sequence
from random import Random
from typing import TypeVar
from uuid import UUID

T = TypeVar("T")


class Chance(Random):
    """The same seed, the same fate."""

    def hit(self, share: float) -> bool:
        """Return True in `share` (0 to 1) of all cases."""
        return self.random() < share

    def one(self, weights: Mapping[T, float]) -> T:
        """Return one of the keys, each as often as its weight says."""
        return self.choices(list(weights), list(weights.values()))[0]

    def uuid(self) -> UUID:
        """Return an id such as a phone makes for what it sends."""
        return UUID(int=self.getrandbits(128), version=4)

    def some(self, pool: Sequence[T], most: int) -> list[T]:
        """Return up to `most` different ones of the pool."""
        return self.sample(pool, min(most, len(pool)))
