"""What this room tells the journal: ids only. `outlet` is a rest stop's id, `points` what the order costs."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OrderPlaced:
    """A worker reserved goods; their points are held until pick-up."""

    order: int
    person: int
    outlet: int
    points: int


@dataclass(frozen=True, slots=True)
class OrderHandedOver:
    """The keeper handed the goods over; the points are spent."""

    order: int
    person: int
    outlet: int
    points: int


@dataclass(frozen=True, slots=True)
class OrderCancelled:
    """The worker gave the order up; points and stock are free again."""

    order: int
    person: int
    outlet: int
    points: int


@dataclass(frozen=True, slots=True)
class OrderExpired:
    """Nobody came in time; points and stock are free again."""

    order: int
    person: int
    outlet: int
    points: int


@dataclass(frozen=True, slots=True)
class GoodChanged:
    """A good was added to the catalogue, changed or withdrawn."""

    good: int


@dataclass(frozen=True, slots=True)
class StockChanged:
    """A keeper took goods in, counted them or wrote them off; `kind` is a movement's, `quantity` what it did to the shelf."""

    outlet: int
    good: int
    kind: str
    quantity: int
