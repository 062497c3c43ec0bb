"""What the ground needs to know of an actor, so that it need not know who actors are."""

from typing import Protocol


class Acting(Protocol):
    """Anything with the account it acts under; None for nobody and for the system itself."""

    @property
    def account(self) -> int | None:
        """The account's id."""


class Somebody(Acting, Protocol):
    """An account and, where one has registered, the person behind it."""

    @property
    def person(self) -> int | None:
        """The person's id."""
