"""What the room of rest stops tells the journal: ids and codes only."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class RestStopChanged:
    """A rest stop changed; `change` is added, details, hours, opened, closed, sockets, moved or withdrawn."""

    rest_stop: int
    change: str
