"""Pixels and bytes in, bytes and numbers out: is it a picture, what pages show of it, what it must not tell."""

from benfu.imaging.deriving import Derived, Rendition, derive
from benfu.imaging.errors import BadPicture, Flaw
from benfu.imaging.inspection import Picture, inspect
from benfu.imaging.likeness import distance, fingerprint
from benfu.imaging.sniff import MEDIA_TYPES, Format, sniff
from benfu.imaging.stripping import strip

__all__ = [
    "MEDIA_TYPES",
    "BadPicture",
    "Derived",
    "Flaw",
    "Format",
    "Picture",
    "Rendition",
    "derive",
    "distance",
    "fingerprint",
    "inspect",
    "sniff",
    "strip",
]
