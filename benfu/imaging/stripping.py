"""Takes everything out of a picture file that is not the picture, without touching a coded pixel."""

import zlib
from collections.abc import Callable
from typing import Final

from benfu.imaging.containers import (
    EOI,
    PNG_SIGNATURE,
    SOI,
    Piece,
    jpeg_pieces,
    png_pieces,
    webp_pieces,
)
from benfu.imaging.errors import BadPicture, Flaw
from benfu.imaging.inspection import orientation_of
from benfu.imaging.limits import MAX_ICC_BYTES
from benfu.imaging.opening import Source, opened, read_source
from benfu.imaging.sniff import Format, sniff

# Start of frame, tables, scans, restart interval and line count: what the coded picture consists of (T.81, table B.1).
_JPEG_KEPT: Final = frozenset(
    bytes((0xFF, code)) for code in (*range(0xC0, 0xD0), *range(0xD0, 0xD8), 0xDA, 0xDB, 0xDC, 0xDD, 0xDE, 0xDF)
)
_APP0, _APP2, _APP14 = b"\xff\xe0", b"\xff\xe2", b"\xff\xee"
# A JFIF head of our own: version 1.1, no density, no thumbnail. Its presence tells decoders the colour space.
_JFIF: Final = b"\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00"

_PNG_KEPT: Final = frozenset(
    (b"IHDR", b"PLTE", b"tRNS", b"IDAT", b"IEND", b"gAMA", b"cHRM", b"sRGB", b"iCCP", b"cICP", b"sBIT")
)
_WEBP_KEPT: Final = frozenset((b"VP8 ", b"VP8L", b"VP8X", b"ALPH", b"ICCP"))
_VP8X_ICC, _VP8X_EXIF, _VP8X_XMP = 0x20, 0x08, 0x04


def strip(source: Source) -> bytes | None:
    """Return the same picture without metadata, its coded pixels unchanged; None where that needs a new encoding (HEIC).

    Gone are EXIF (position, camera, times), XMP, IPTC, comments, embedded thumbnails, second pictures, film clips and
    whatever stands behind the end. Left are the coded picture, a small colour profile, and the orientation if it is
    not 1, in an EXIF block of our own that holds nothing else.

    Costs a walk over the bytes (a few ms). Raises `BadPicture` when the container is broken.
    """
    data = read_source(source)
    format_ = sniff(data)
    stripper = _STRIPPERS.get(format_)
    if stripper is None:
        return None
    with opened(data, format_) as image:
        orientation = orientation_of(image, data)
    return stripper(data, b"" if orientation == 1 else _orientation_block(orientation))


def _orientation_block(orientation: int) -> bytes:
    """A TIFF structure with one entry, tag 0x0112 (EXIF 3.0, 4.6.5), type SHORT, and no further directory."""
    return (
        b"MM\x00*\x00\x00\x00\x08\x00\x01\x01\x12\x00\x03\x00\x00\x00\x01\x00%c\x00\x00\x00\x00\x00\x00" % orientation
    )


def _strip_jpeg(data: bytes, exif: bytes) -> bytes:
    pieces = list(jpeg_pieces(data))
    profile = [p for p in pieces if p.name == _APP2 and data.startswith(b"ICC_PROFILE\x00", p.start + 4)]
    keep_profile = sum(p.end - p.start for p in profile) <= MAX_ICC_BYTES
    kept = [SOI]
    if any(p.name == _APP0 and data.startswith(b"JFIF\x00", p.start + 4) for p in pieces):
        kept.append(_JFIF)
    if exif:
        body = b"Exif\x00\x00" + exif
        kept.append(b"\xff\xe1" + (len(body) + 2).to_bytes(2, "big") + body)
    for piece in pieces:
        if piece.name in _JPEG_KEPT or _is_adobe(data, piece) or (keep_profile and piece in profile):
            kept.append(data[piece.start : piece.end])
    return b"".join((*kept, EOI))


def _is_adobe(data: bytes, piece: Piece) -> bool:
    """Adobe's own segment is twelve bytes that say how colours are coded; a longer one hides something."""
    return piece.name == _APP14 and data.startswith(b"Adobe", piece.start + 4) and piece.end - piece.start == 16


def _strip_png(data: bytes, exif: bytes) -> bytes:
    kept = [PNG_SIGNATURE]
    for piece in png_pieces(data):
        if piece.name == b"iCCP" and piece.end - piece.start > MAX_ICC_BYTES:
            continue
        if piece.name in _PNG_KEPT:
            kept.append(data[piece.start : piece.end])
        if piece.name == b"IHDR" and exif:
            body = b"eXIf" + exif
            kept.append(len(exif).to_bytes(4, "big") + body + zlib.crc32(body).to_bytes(4, "big"))
    return b"".join(kept)


def _strip_webp(data: bytes, exif: bytes) -> bytes:
    kept = [data[p.start : p.end] for p in webp_pieces(data) if p.name in _WEBP_KEPT]
    kept = [chunk for chunk in kept if chunk[:4] != b"ICCP" or len(chunk) <= MAX_ICC_BYTES]
    if not kept:
        raise BadPicture(Flaw.DAMAGED, "the WebP holds no picture data")
    if kept[0][:4] == b"VP8X":
        has_profile = any(chunk[:4] == b"ICCP" for chunk in kept)
        kept[0] = _vp8x(kept[0], has_profile=has_profile, has_exif=bool(exif))
        if exif:
            kept.append(b"EXIF" + len(exif).to_bytes(4, "little") + exif)
    body = b"".join((b"WEBP", *kept))
    return b"RIFF" + len(body).to_bytes(4, "little") + body


def _vp8x(chunk: bytes, *, has_profile: bool, has_exif: bool) -> bytes:
    """The head of an extended WebP with its flags set to what the file now holds (RFC 9649, 2.7)."""
    flags = chunk[8] & ~(_VP8X_ICC | _VP8X_EXIF | _VP8X_XMP)
    flags |= _VP8X_ICC * has_profile | _VP8X_EXIF * has_exif
    return chunk[:8] + bytes((flags,)) + chunk[9:]


_STRIPPERS: Final[dict[Format, Callable[[bytes, bytes], bytes]]] = {
    Format.JPEG: _strip_jpeg,
    Format.PNG: _strip_png,
    Format.WEBP: _strip_webp,
}
