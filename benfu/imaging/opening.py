"""Opens picture bytes with the right decoder: limits are checked before a pixel is unpacked, errors have one shape."""

import struct
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from io import BytesIO
from pathlib import Path
from typing import BinaryIO, Final, TypeAlias

from PIL.Image import DecompressionBombError
from PIL.ImageFile import ImageFile
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.WebPImagePlugin import WebPImageFile
from pillow_heif import options as heif_options
from pillow_heif.as_plugin import HeifImageFile

from benfu.imaging.errors import BadPicture, Flaw
from benfu.imaging.limits import BOMB_PIXELS_PER_BYTE, MAX_BYTES, MAX_PIXELS
from benfu.imaging.sniff import Format

Source: TypeAlias = bytes | Path | BinaryIO

# Only the picture itself: an embedded thumbnail may show something else, depth maps and masks are of no use.
# One thread, because several pictures are worked on side by side already.
heif_options.THUMBNAILS = False
heif_options.DEPTH_IMAGES = False
heif_options.AUX_IMAGES = False
heif_options.DECODE_THREADS = 1

# The decoder classes are called directly: nothing is registered with Pillow, no other decoder can be reached, and
# the extra pictures some phones append to a JPEG (MPO) are not looked at.
_DECODERS: Final[dict[Format, Callable[[BytesIO], ImageFile]]] = {
    Format.JPEG: JpegImageFile,
    Format.PNG: PngImageFile,
    Format.WEBP: WebPImageFile,
    Format.HEIC: HeifImageFile,
}

# What Pillow and its decoders raise on broken input.
_BOMB_ERRORS: Final = (DecompressionBombError, MemoryError)
_DECODE_ERRORS: Final = (
    *_BOMB_ERRORS,
    OSError,
    SyntaxError,
    ValueError,
    EOFError,
    RuntimeError,
    LookupError,
    TypeError,
    ArithmeticError,
    struct.error,
)


def read_source(source: Source) -> bytes:
    """Return all bytes of `source` (bytes, a path, or a file open for reading at its current position).

    Raises `BadPicture` TOO_LARGE above MAX_BYTES, having read no more than one byte beyond it.
    """
    if isinstance(source, bytes):
        data = source
    elif isinstance(source, Path):
        with source.open("rb") as file:
            data = file.read(MAX_BYTES + 1)
    else:
        data = source.read(MAX_BYTES + 1)
    if len(data) > MAX_BYTES:
        raise BadPicture(Flaw.TOO_LARGE, f"more than {MAX_BYTES} bytes")
    return data


@contextmanager
def opened(data: bytes, format_: Format) -> Iterator[ImageFile]:
    """Open `data` as `format_`, check its size in pixels and hand out the picture, not yet unpacked.

    Raises `BadPicture`; so does any decoding error inside the block (TRUNCATED or DAMAGED).
    """
    try:
        with _DECODERS[format_](BytesIO(data)) as image:
            _check_pixels(image, len(data))
            yield image
    except BadPicture:
        raise
    except _DECODE_ERRORS as error:
        raise _as_bad_picture(error) from error


def _check_pixels(image: ImageFile, size: int) -> None:
    pixels = image.width * image.height
    if pixels > MAX_PIXELS:
        kind = Flaw.BOMB if pixels > size * BOMB_PIXELS_PER_BYTE else Flaw.TOO_MANY_PIXELS
        raise BadPicture(kind, f"{image.width} × {image.height} pixels in {size} bytes")


def _as_bad_picture(error: Exception) -> BadPicture:
    words = str(error)
    if "truncated" in words.lower() or isinstance(error, EOFError):
        return BadPicture(Flaw.TRUNCATED, words)
    if "too large" in words.lower() or isinstance(error, _BOMB_ERRORS):
        return BadPicture(Flaw.BOMB, words)
    return BadPicture(Flaw.DAMAGED, words)
