"""What the ground needs to know of an actor, so that it need not know who actors are."""

from typing import Protocol


class Acting(Protocol):
    """Anything with the account it acts under; None for nobody and for the system itself."""

    @property
    def account(self) -> int | None:
        """The account's id."""
