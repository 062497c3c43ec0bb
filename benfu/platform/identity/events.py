"""What happens to accounts; ids and codes only."""

from dataclasses import dataclass


@dataclass(frozen=True)
class AccountOpened:
    """An account came to be; `by` is 'phone' or 'staff'."""

    account: int
    by: str


@dataclass(frozen=True)
class SignedIn:
    """Somebody signed in; `strength` says how (strength.Strength), `door` where: 'browser' or 'api'."""

    account: int
    strength: str
    door: str


@dataclass(frozen=True)
class SignInFailed:
    """Somebody failed to sign in to this account; `step` is 'password' or 'second_factor'."""

    account: int
    step: str


@dataclass(frozen=True)
class SignedOutEverywhere:
    """All sessions and tokens of an account ended, but perhaps the one it was asked from."""

    account: int


@dataclass(frozen=True)
class PasswordChanged:
    """An account has a new password; `by_other` when somebody else gave it."""

    account: int
    by_other: bool


@dataclass(frozen=True)
class SecondFactorSet:
    """A second factor was set up or replaced."""

    account: int


@dataclass(frozen=True)
class SecondFactorRemoved:
    """A lost second factor was taken away by somebody responsible, or by its owner."""

    account: int


@dataclass(frozen=True)
class RecoveryCodeUsed:
    """A recovery code stood in for the second factor; `left` are still there."""

    account: int
    left: int


@dataclass(frozen=True)
class PhoneCodeRead:
    """A member of staff read a phone code out to the person in front of them."""

    code: str


@dataclass(frozen=True)
class TokenMade:
    """An API token was made."""

    account: int
    token: int


@dataclass(frozen=True)
class TokenRevoked:
    """An API token was ended by its owner."""

    account: int
    token: int


@dataclass(frozen=True)
class LoginMoved:
    """Somebody's login moved into the account of their own phone; the account it left is closed."""

    account: int
    was: int
