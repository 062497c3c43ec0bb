"""Why a picture cannot be taken: one exception with a kind that rooms above turn into words."""

from enum import StrEnum


class Flaw(StrEnum):
    """What is wrong with a file that was offered as a picture."""

    EMPTY = "empty"
    """No byte at all."""
    TOO_LARGE = "too_large"
    """More bytes than `limits.MAX_BYTES`."""
    TOO_MANY_PIXELS = "too_many_pixels"
    """More pixels than `limits.MAX_PIXELS`, in a file of believable size."""
    BOMB = "bomb"
    """Small on disk, huge or endless when unpacked: made to exhaust the reader."""
    TRUNCATED = "truncated"
    """The beginning is a picture and the end is missing."""
    DAMAGED = "damaged"
    """All the bytes are there and they do not decode."""
    DISGUISED = "disguised"
    """A document, page, archive, film or programme that calls itself a picture."""
    UNSUPPORTED = "unsupported"
    """A kind of picture that is not taken (GIF, TIFF, AVIF …), or nothing known."""
    ANIMATED = "animated"
    """Several frames; only still pictures are taken."""


class BadPicture(ValueError):
    """A file was refused; `kind` says why in one word, `detail` in technical English for logs."""

    def __init__(self, kind: Flaw, detail: str = "") -> None:
        self.kind = kind
        self.detail = detail
        super().__init__(f"{kind.value}: {detail}" if detail else kind.value)
