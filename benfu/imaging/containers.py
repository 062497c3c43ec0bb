"""Walks the containers of picture files byte by byte: are they complete, and what do they carry beside the picture."""

import re
import zlib
from collections.abc import Iterator
from typing import Final, NamedTuple

from benfu.imaging.errors import BadPicture, Flaw
from benfu.imaging.limits import MAX_SCANS


class Piece(NamedTuple):
    """One JPEG segment, PNG chunk, RIFF chunk or ISO box: its name and where it stands (end excluded)."""

    name: bytes
    start: int
    end: int


SOI: Final = b"\xff\xd8"
EOI: Final = b"\xff\xd9"
SOS: Final = b"\xff\xda"
PNG_SIGNATURE: Final = b"\x89PNG\r\n\x1a\n"

# Markers without a length: TEM and the restarts.
_BARE_MARKERS: Final = frozenset(b"\x01\xd0\xd1\xd2\xd3\xd4\xd5\xd6\xd7")
# What ends the coded data of a scan: a marker that is neither a stuffed zero, nor a restart, nor fill.
_NEXT_MARKER: Final = re.compile(rb"\xff[\x01-\xcf\xd8-\xfe]")


def jpeg_pieces(data: bytes) -> Iterator[Piece]:
    """Yield the segments of a JPEG after its start mark; a scan's piece includes its coded data (ITU-T T.81, B.1).

    The end mark comes last; what stands behind it is not looked at.
    Raises `BadPicture` TRUNCATED when the end mark is missing or a segment is cut, DAMAGED when markers are.
    """
    at, size = 2, len(data)
    while at + 1 < size:
        if data[at] != 0xFF:
            raise BadPicture(Flaw.DAMAGED, f"no JPEG marker at byte {at}")
        code = data[at + 1]
        if code == 0xFF:  # fill
            at += 1
            continue
        name = data[at : at + 2]
        if name == EOI:
            yield Piece(name, at, at + 2)
            return
        end = at + 2 if code in _BARE_MARKERS else _segment_end(data, at)
        if name == SOS:
            marker = _NEXT_MARKER.search(data, end)
            end = marker.start() if marker else size
        yield Piece(name, at, end)
        at = end
    raise BadPicture(Flaw.TRUNCATED, "the JPEG has no end mark")


def _segment_end(data: bytes, at: int) -> int:
    length = int.from_bytes(data[at + 2 : at + 4], "big")
    if at + 2 + length > len(data):
        raise BadPicture(Flaw.TRUNCATED, "a JPEG segment runs over the end")
    if length < 2:
        raise BadPicture(Flaw.DAMAGED, "a JPEG segment without length")
    return at + 2 + length


def png_pieces(data: bytes) -> Iterator[Piece]:
    """Yield the chunks of a PNG up to its end chunk, each checked against its sum (PNG 3rd edition, 5.3).

    Raises `BadPicture` TRUNCATED when the end is missing, DAMAGED when a sum is wrong.
    """
    at, size = len(PNG_SIGNATURE), len(data)
    view = memoryview(data)
    while at + 12 <= size:
        end = at + 12 + int.from_bytes(view[at : at + 4], "big")
        if end > size:
            break
        name = data[at + 4 : at + 8]
        if zlib.crc32(view[at + 4 : end - 4]) != int.from_bytes(view[end - 4 : end], "big"):
            raise BadPicture(Flaw.DAMAGED, f"wrong sum in PNG chunk {name!r}")
        yield Piece(name, at, end)
        if name == b"IEND":
            return
        at = end
    raise BadPicture(Flaw.TRUNCATED, "the PNG has no end")


def webp_pieces(data: bytes) -> Iterator[Piece]:
    """Yield the chunks of a WebP (RIFF: name, length, data, padded to an even length).

    Raises `BadPicture` TRUNCATED when the file is shorter than it says.
    """
    total = 8 + int.from_bytes(data[4:8], "little")
    if total > len(data):
        raise BadPicture(Flaw.TRUNCATED, "the WebP is shorter than it says")
    at = 12
    while at + 8 <= total:
        length = int.from_bytes(data[at + 4 : at + 8], "little")
        end = at + 8 + length + (length & 1)
        if at + 8 + length > total:
            raise BadPicture(Flaw.TRUNCATED, "a WebP chunk runs over the end")
        yield Piece(data[at : at + 4], at, min(end, total))
        at = end


def iso_boxes(data: bytes) -> Iterator[Piece]:
    """Yield the top-level boxes of a HEIC (ISO/IEC 14496-12, 4.2). Raises `BadPicture` TRUNCATED or DAMAGED."""
    at, size = 0, len(data)
    while at + 8 <= size:
        length = int.from_bytes(data[at : at + 4], "big")
        header = 8
        if length == 1:
            length, header = int.from_bytes(data[at + 8 : at + 16], "big"), 16
        elif length == 0:
            length = size - at
        if length < header:
            raise BadPicture(Flaw.DAMAGED, "a HEIC box without length")
        if at + length > size:
            raise BadPicture(Flaw.TRUNCATED, "a HEIC box runs over the end")
        yield Piece(data[at + 4 : at + 8], at, at + length)
        at += length


def check_jpeg(data: bytes) -> None:
    """Raise `BadPicture` if the segments of a JPEG are cut short or it has more scans than any camera writes."""
    scans = 0
    for piece in jpeg_pieces(data):
        scans += piece.name == SOS
        if scans > MAX_SCANS:
            raise BadPicture(Flaw.BOMB, "endless scans")
    if not scans:
        raise BadPicture(Flaw.TRUNCATED, "the JPEG holds no picture data")


def check_png(data: bytes) -> None:
    """Raise `BadPicture` if a PNG is cut short, damaged or animated."""
    names = {piece.name for piece in png_pieces(data)}
    if b"acTL" in names:
        raise BadPicture(Flaw.ANIMATED, "APNG")
    if b"IDAT" not in names:
        raise BadPicture(Flaw.DAMAGED, "the PNG holds no picture data")


def check_webp(data: bytes) -> None:
    """Raise `BadPicture` if a WebP is cut short, empty or animated."""
    names = {piece.name for piece in webp_pieces(data)}
    if names & {b"ANIM", b"ANMF"}:
        raise BadPicture(Flaw.ANIMATED, "WebP")
    if not names & {b"VP8 ", b"VP8L"}:
        raise BadPicture(Flaw.DAMAGED, "the WebP holds no picture data")


def check_heic(data: bytes) -> None:
    """Raise `BadPicture` if a HEIC is cut short or has no picture description."""
    if b"meta" not in {piece.name for piece in iso_boxes(data)}:
        raise BadPicture(Flaw.DAMAGED, "the HEIC describes no picture")
