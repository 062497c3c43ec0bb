"""What credentials tell the journal: ids and codes only."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class CredentialIssued:
    """Something got a credential: a registration its card, an appointment its certificate."""

    credential: int
    kind: str


@dataclass(frozen=True, slots=True)
class CredentialRevoked:
    """A credential holds no longer; `why` is one of `models.Why`."""

    credential: int
    kind: str
    why: str


@dataclass(frozen=True, slots=True)
class SigningKeyChanged:
    """From now on codes are made with another key; `revoked` counts the older keys whose codes hold no longer."""

    key: int
    revoked: int
