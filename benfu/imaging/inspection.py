"""Looks at an offered file and says what picture it is, or why it is none, at little cost."""

import struct
from dataclasses import dataclass
from threading import BoundedSemaphore
from typing import Final

from PIL import ExifTags, Image
from PIL.ImageFile import ImageFile

from benfu.imaging.containers import check_heic, check_jpeg, check_png, check_webp, png_pieces
from benfu.imaging.errors import BadPicture, Flaw
from benfu.imaging.limits import TEST_DECODES_AT_ONCE
from benfu.imaging.opening import Source, opened, read_source
from benfu.imaging.sniff import MEDIA_TYPES, Format, sniff

_CHECKS: Final = {
    Format.JPEG: check_jpeg,
    Format.PNG: check_png,
    Format.WEBP: check_webp,
    Format.HEIC: check_heic,
}

# How far a JPEG is scaled down while it is test-decoded: to an eighth, the coded data is read in full and only one
# value of each block is computed.
_DRAFT_SCALE: Final = 8
_turn: Final = BoundedSemaphore(TEST_DECODES_AT_ONCE)


@dataclass(frozen=True, slots=True)
class Picture:
    """What `inspect` found: `width` and `height` are those of the upright picture, in pixels.

    `orientation` is the EXIF number 1–8 by which the stored rows must be turned to stand upright.
    """

    format: Format
    media_type: str
    size: int
    width: int
    height: int
    orientation: int


def inspect(source: Source) -> Picture:
    """Return what kind of picture `source` holds, judged by content and never by name.

    A JPEG is decoded at an eighth of its size, which reads the whole file (about 40 ms for 12 megapixels). PNG, WebP
    and HEIC are checked by their structure; a flaw inside their coded data comes up in `derive`.

    Raises `BadPicture` with one of the kinds of `Flaw`.
    """
    data = read_source(source)
    format_ = sniff(data)
    _CHECKS[format_](data)
    with opened(data, format_) as image:
        if getattr(image, "is_animated", False) and format_ is not Format.HEIC:
            raise BadPicture(Flaw.ANIMATED, format_)
        width, height = image.size
        orientation = orientation_of(image, data)
        if format_ is Format.JPEG:
            with _turn:
                image.draft("L", (max(1, width // _DRAFT_SCALE), max(1, height // _DRAFT_SCALE)))
                image.load()
    if orientation >= 5:
        width, height = height, width
    return Picture(format_, MEDIA_TYPES[format_], len(data), width, height, orientation)


def orientation_of(image: ImageFile, data: bytes) -> int:
    """Return the EXIF orientation 1–8 of `image`, opened from `data`; 1 where it is missing or nonsense.

    HEIC pictures are turned by their decoder, which resets the number.
    """
    try:
        exif = _png_exif(data) if image.format == "PNG" else image.getexif()
        value = exif.get(ExifTags.Base.Orientation)
    except (OSError, SyntaxError, ValueError, KeyError, TypeError, struct.error):
        return 1
    return value if isinstance(value, int) and 1 <= value <= 8 else 1


def _png_exif(data: bytes) -> Image.Exif:
    """Read the EXIF chunk of a PNG, which may stand before or after the picture (Pillow would unpack it to look)."""
    exif = Image.Exif()
    for piece in png_pieces(data):
        if piece.name == b"eXIf":
            exif.load(data[piece.start + 8 : piece.end - 4])
    return exif
