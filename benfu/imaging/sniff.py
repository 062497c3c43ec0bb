"""Tells what a file really is by its first bytes, whatever its name or declared type says."""

from enum import StrEnum
from typing import Final

from benfu.imaging.errors import BadPicture, Flaw


class Format(StrEnum):
    """The kinds of picture that are taken."""

    JPEG = "jpeg"
    PNG = "png"
    WEBP = "webp"
    HEIC = "heic"


MEDIA_TYPES: Final[dict[Format, str]] = {
    Format.JPEG: "image/jpeg",
    Format.PNG: "image/png",
    Format.WEBP: "image/webp",
    Format.HEIC: "image/heic",
}

_HEIC_BRANDS: Final = frozenset((b"heic", b"heix", b"heim", b"heis", b"hevc", b"hevx", b"mif1", b"msf1"))
_OTHER_PICTURE_BRANDS: Final = frozenset((b"avif", b"avis", b"crx ", b"jp2 ", b"jxl "))

# (first bytes, name): pictures that cameras of phones do not make, so nobody needs them here
_OTHER_PICTURES: Final = (
    (b"GIF8", "gif"),
    (b"BM", "bmp"),
    (b"II*\x00", "tiff"),
    (b"MM\x00*", "tiff"),
    (b"8BPS", "psd"),
    (b"\x00\x00\x01\x00", "icon"),
    (b"\x00\x00\x00\x0cjP  ", "jpeg 2000"),
    (b"\xff\x4f\xff\x51", "jpeg 2000"),
    (b"\x00\x00\x00\x0cJXL ", "jpeg xl"),
    (b"\xff\x0a", "jpeg xl"),
)

# (first bytes, name): things that are no picture at all
_NOT_PICTURES: Final = (
    (b"%PDF", "pdf"),
    (b"%!PS", "postscript"),
    (b"PK\x03\x04", "zip or office document"),
    (b"PK\x05\x06", "zip"),
    (b"MZ", "windows programme"),
    (b"\x7fELF", "linux programme"),
    (b"\xca\xfe\xba\xbe", "java class"),
    (b"\xcf\xfa\xed\xfe", "mac programme"),
    (b"dex\n", "android programme"),
    (b"\xd0\xcf\x11\xe0", "old office document"),
    (b"Rar!", "rar"),
    (b"7z\xbc\xaf\x27\x1c", "7z"),
    (b"\x1f\x8b", "gzip"),
    (b"ID3", "sound"),
    (b"OggS", "sound"),
    (b"\x1aE\xdf\xa3", "film"),
    (b"{\\rtf", "rtf"),
    (b"#!", "script"),
    (b"SQLite format 3", "database"),
)

_BYTE_ORDER_MARKS: Final = ((b"\xef\xbb\xbf", "utf-8"), (b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be"))
_HEAD: Final = 512


def sniff(data: bytes) -> Format:
    """Return the format of `data` judged by its content.

    Raises `BadPicture` of kind EMPTY, UNSUPPORTED (another kind of picture, or nothing known)
    or DISGUISED (a document, page, archive, film or programme).
    """
    if not data:
        raise BadPicture(Flaw.EMPTY)
    head = data[:_HEAD]
    if head.startswith(b"\xff\xd8\xff"):
        return Format.JPEG
    if head.startswith(b"\x89PNG\r\n\x1a\n"):
        return Format.PNG
    if head[:4] == b"RIFF" and len(head) >= 12:
        return _sniff_riff(head)
    if head[4:8] == b"ftyp":
        return _sniff_isobmff(head)
    raise _refusal(head)


def _sniff_riff(head: bytes) -> Format:
    if head[8:12] == b"WEBP":
        return Format.WEBP
    raise BadPicture(Flaw.DISGUISED, "sound or film (RIFF)")


def _sniff_isobmff(head: bytes) -> Format:
    """HEIC, AVIF and MP4 share one container: the brands in its first box tell them apart."""
    size = min(int.from_bytes(head[:4], "big"), len(head))
    major = head[8:12]
    brands = {major, *(head[at : at + 4] for at in range(16, size, 4))}
    if major in _OTHER_PICTURE_BRANDS or (brands & _OTHER_PICTURE_BRANDS and not brands & {b"heic", b"heix"}):
        raise BadPicture(Flaw.UNSUPPORTED, f"brand {major!r}")
    if major in _HEIC_BRANDS:
        return Format.HEIC
    raise BadPicture(Flaw.DISGUISED, f"film (brand {major!r})")


def _refusal(head: bytes) -> BadPicture:
    for magic, name in _OTHER_PICTURES:
        if head.startswith(magic):
            return BadPicture(Flaw.UNSUPPORTED, name)
    for magic, name in _NOT_PICTURES:
        if head.startswith(magic):
            return BadPicture(Flaw.DISGUISED, name)
    text = _as_text(head)
    if text is None:
        return BadPicture(Flaw.UNSUPPORTED, "unknown bytes")
    markup = text.lstrip().startswith("<")
    return BadPicture(Flaw.DISGUISED, "markup (SVG, HTML or XML)" if markup else "text")


def _as_text(head: bytes) -> str | None:
    """Decode `head` if it reads as text, else None. A character cut at the end of the head does not count."""
    for mark, encoding in _BYTE_ORDER_MARKS:
        if head.startswith(mark):
            return head[len(mark) :].decode(encoding, "ignore")
    if b"\x00" in head:
        return None
    for cut in range(4):
        try:
            return head[: len(head) - cut].decode("utf-8")
        except UnicodeDecodeError:
            continue
    return None
