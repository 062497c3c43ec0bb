"""Who lives and works in the demo, as the players of the story hold them."""

from dataclasses import dataclass, field
from datetime import datetime

from benfu.platform.identity.actor import Actor


@dataclass
class Worker:
    """A worker of the story; `actor` is there once they have registered. `share` says how often they report."""

    name: str
    phone: str
    trade: str
    company: str
    community: str
    share: float
    joins_at: datetime
    part_time: bool = False
    actor: Actor | None = None

    def own(self) -> Actor:
        """Return who they act as. Raises RuntimeError before they have registered."""
        if self.actor is None:
            raise RuntimeError("not registered yet: the story is told out of order")
        return self.actor


@dataclass(frozen=True, slots=True)
class Good:
    """Something in the store: its id, its name and its price in points."""

    id: int
    name: str
    price: int


@dataclass
class Crew:
    """Everybody and everything the story needs, by the keys of the data files and by area code."""

    admin: Actor
    community: dict[str, list[Actor]] = field(default_factory=dict)
    members: dict[str, list[Actor]] = field(default_factory=dict)
    departments: dict[str, int] = field(default_factory=dict)
    handlers: dict[str, list[Actor]] = field(default_factory=dict)
    stops: dict[str, int] = field(default_factory=dict)
    outlets: list[str] = field(default_factory=list)
    keepers: dict[str, Actor] = field(default_factory=dict)
    goods: list[Good] = field(default_factory=list)
    workers: list[Worker] = field(default_factory=list)
    staff: list[Actor] = field(default_factory=list)

    def member_for(self, cell: str) -> Actor | None:
        """Return the grid member of a cell, None where there is none."""
        return next((actors[0] for area, actors in self.members.items() if cell.startswith(area)), None)

    def worker(self, name: str) -> Worker:
        """Return the worker of a name."""
        return next(one for one in self.workers if one.name == name)
