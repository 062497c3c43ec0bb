"""What happens to pictures; told under the subject they belong to."""

from dataclasses import dataclass


@dataclass(frozen=True)
class PictureReady:
    """The pictures that pages show have been made."""

    file: str
    purpose: str


@dataclass(frozen=True)
class PictureRefused:
    """A picture looked whole when it came in and could not be decoded; `reason` is an `imaging.Flaw` or 'lost'."""

    file: str
    purpose: str
    reason: str


@dataclass(frozen=True)
class PictureRemoved:
    """A picture's bytes were thrown away; `reason` is 'expired' or 'discarded'."""

    file: str
    purpose: str
    reason: str
