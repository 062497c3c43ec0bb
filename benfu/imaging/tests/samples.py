"""Picture files made for the tests: good ones in every format, and bad ones of every kind."""

import struct
import zlib
from io import BytesIO
from random import Random
from typing import Final

import pillow_heif
from PIL import Image, ImageDraw
from PIL.PngImagePlugin import PngInfo

SECRETS: Final = (b"SecretMaker", b"secret comment", b"secret xmp", b"secret text", b"GPS", b"2026:05:01", b"trailer")
"""Words that stand in the metadata of `with_metadata` and must be gone afterwards."""

_CORNERS: Final = ("red", "lime", "blue", "yellow")


def scenery(width: int = 640, height: int = 480, seed: int = 1) -> Image.Image:
    """A picture with soft random shapes, like a photo to an encoder, and different for each seed."""
    random = Random(seed)
    image = Image.frombytes("RGB", (16, 12), random.randbytes(16 * 12 * 3)).resize(
        (width, height), Image.Resampling.BICUBIC
    )
    pen = ImageDraw.Draw(image)
    for _ in range(12):
        x, y, r = random.randrange(width), random.randrange(height), random.randrange(8, max(9, width // 8))
        pen.ellipse((x - r, y - r, x + r, y + r), fill=tuple(random.randbytes(3)))
    return image


def corners(width: int = 320, height: int = 240) -> Image.Image:
    """Four coloured quarters: red, green / blue, yellow. Tells which way is up."""
    image = Image.new("RGB", (width, height))
    pen = ImageDraw.Draw(image)
    for index, colour in enumerate(_CORNERS):
        x, y = index % 2 * width // 2, index // 2 * height // 2
        pen.rectangle((x, y, x + width // 2, y + height // 2), fill=colour)
    return image


def corner_colours(data: bytes) -> list[str]:
    """Name the colours of the four quarters of an encoded picture, from top left to bottom right."""
    image = Image.open(BytesIO(data)).convert("RGB")
    names = []
    for across, down in ((1, 1), (3, 1), (1, 3), (3, 3)):
        at = image.getpixel((image.width * across // 4, image.height * down // 4))
        assert isinstance(at, tuple)
        names.append(min(_CORNERS, key=lambda name: _gap(at, name)))
    return names


def _gap(pixel: tuple[int, ...], name: str) -> int:
    known = {"red": (255, 0, 0), "lime": (0, 255, 0), "blue": (0, 0, 255), "yellow": (255, 255, 0)}[name]
    return sum(abs(a - b) for a, b in zip(pixel, known, strict=True))


def encode(image: Image.Image, format_: str = "JPEG", **options: object) -> bytes:
    """Return `image` as file bytes."""
    if format_ == "HEIF":
        pillow_heif.register_heif_opener(thumbnails=False, depth_images=False, aux_images=False, decode_threads=1)
    out = BytesIO()
    image.save(out, format_, **options)
    return out.getvalue()


def exif(orientation: int = 1) -> Image.Exif:
    """EXIF as a phone writes it: maker, time, position, orientation."""
    block = Image.Exif()
    block[0x0112] = orientation
    block[0x010F] = "SecretMaker"
    block[0x0132] = "2026:05:01 08:00:00"
    block[0x9286] = b"ASCII\0\0\0GPS 36.07"
    block[0x8825] = {1: "N", 2: (36.0, 4.0, 12.5), 3: "E", 4: (120.0, 22.0, 5.0)}
    return block


def with_metadata(format_: str, orientation: int = 1) -> bytes:
    """A picture of `format_` (as Pillow calls it) that carries everything it can carry beside the pixels."""
    image = corners()
    xmp = b"<x:xmpmeta xmlns:x='adobe:ns:meta/'>secret xmp GPS</x:xmpmeta>"
    if format_ == "JPEG":
        data = encode(image, "JPEG", exif=exif(orientation), comment=b"secret comment", xmp=xmp, quality=90)
        iptc = b"Photoshop 3.0\x008BIM\x04\x04secret text"
        return data[:2] + b"\xff\xed" + struct.pack(">H", len(iptc) + 2) + iptc + data[2:] + b"trailer GPS"
    if format_ == "PNG":
        text = PngInfo()
        text.add_text("Comment", "secret comment")
        text.add_itxt("XML:com.adobe.xmp", xmp.decode())
        return encode(image, "PNG", pnginfo=text, exif=exif(orientation)) + b"trailer GPS"
    return encode(image, format_, exif=exif(orientation).tobytes(), xmp=xmp, quality=90)


def png_chunk(name: bytes, body: bytes) -> bytes:
    """One PNG chunk with its right sum."""
    return struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))


def png_bomb(edge: int = 30_000) -> bytes:
    """A few hundred bytes of PNG that claim `edge` × `edge` pixels."""
    head = struct.pack(">IIBBBBB", edge, edge, 8, 2, 0, 0, 0)
    rows = zlib.compress(bytes(200_000), 9)
    chunks = png_chunk(b"IHDR", head) + png_chunk(b"IDAT", rows) + png_chunk(b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + chunks


def png_text_bomb() -> bytes:
    """A small PNG whose compressed comment unpacks to 80 MB."""
    good = encode(corners(8, 8), "PNG")
    bomb = png_chunk(b"zTXt", b"Comment\x00\x00" + zlib.compress(bytes(80_000_000), 9))
    return good[:33] + bomb + good[33:]


def jpeg_bomb() -> bytes:
    """A small JPEG whose frame header claims 65,000 × 65,000 pixels."""
    data = bytearray(encode(corners(64, 64)))
    frame = data.index(b"\xff\xc0")
    data[frame + 5 : frame + 9] = struct.pack(">HH", 65_000, 65_000)
    return bytes(data)


def endless_scans() -> bytes:
    """A progressive JPEG that repeats its last scan five hundred times."""
    data = encode(corners(64, 64), progressive=True)
    last = data.rindex(b"\xff\xda")
    return data[:-2] + data[last:-2] * 500 + b"\xff\xd9"


SVG: Final = b'<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
HTML: Final = b"<!doctype html><html><body><script>alert(1)</script></body></html>"
