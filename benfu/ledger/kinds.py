"""What accounts and transfers there are, and how an account is named."""

from dataclasses import dataclass
from enum import StrEnum


class AccountKind(StrEnum):
    """What an account is for.

    A guarded account keeps a stored balance that can never be overdrawn. The others are only ever credited (or, as the
    issuer, without limit), so their figure is derived from the journal and they are never a queue for writers.
    """

    ISSUER = "issuer"
    BUDGET = "budget"
    HOLDER = "holder"
    SHOP = "shop"
    BREAKAGE = "breakage"


GUARDED = frozenset({AccountKind.HOLDER, AccountKind.BUDGET})
WITH_LOTS = frozenset({AccountKind.HOLDER})


class TransferKind(StrEnum):
    """What a transfer does. `hold` and its answer (`post` or `void`) are two transfers; only `post` moves the points."""

    MOVE = "move"
    HOLD = "hold"
    POST = "post"
    VOID = "void"
    EXPIRE = "expire"
    REVERSE = "reverse"


@dataclass(frozen=True, slots=True)
class Party:
    """The name of an account: its kind and a generic subject such as 'person:3', empty where there is only one."""

    kind: AccountKind
    owner: str = ""

    def __str__(self) -> str:
        return f"{self.kind}/{self.owner}"


ISSUER = Party(AccountKind.ISSUER)
BREAKAGE = Party(AccountKind.BREAKAGE)


def holder(owner: str) -> Party:
    """Return the account of somebody who earns and spends."""
    return Party(AccountKind.HOLDER, owner)


def shop(owner: str) -> Party:
    """Return the account of a place that takes points for goods."""
    return Party(AccountKind.SHOP, owner)
