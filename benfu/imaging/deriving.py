"""Makes the pictures that pages show from one that was taken in: upright, small, in sRGB, free of metadata."""

from dataclasses import dataclass
from io import BytesIO
from typing import Final

from PIL import Image, ImageCms
from PIL.ImageFile import ImageFile

from benfu.imaging import limits
from benfu.imaging.inspection import orientation_of
from benfu.imaging.likeness import fingerprint
from benfu.imaging.opening import Source, opened, read_source
from benfu.imaging.sniff import sniff

_TURNS: Final = {
    2: Image.Transpose.FLIP_LEFT_RIGHT,
    3: Image.Transpose.ROTATE_180,
    4: Image.Transpose.FLIP_TOP_BOTTOM,
    5: Image.Transpose.TRANSPOSE,
    6: Image.Transpose.ROTATE_270,
    7: Image.Transpose.TRANSVERSE,
    8: Image.Transpose.ROTATE_90,
}
_SRGB: Final = ImageCms.createProfile("sRGB")


@dataclass(frozen=True, slots=True)
class Rendition:
    """One encoded picture, its type, and its width and height in pixels."""

    data: bytes
    media_type: str
    width: int
    height: int


@dataclass(frozen=True, slots=True)
class Derived:
    """All that is made of one picture; `fingerprint` is its perceptual hash (64 bits).

    `display` is a JPEG, `thumb` and `small` are WebP; `full`, when asked for, is a JPEG of the size that came in.
    """

    display: Rendition
    thumb: Rendition
    small: Rendition
    fingerprint: int
    full: Rendition | None = None


def derive(source: Source, *, with_full: bool = False) -> Derived:
    """Return the renditions of `source`, longest edges 1600, 480 and 240 pixels, never larger than the picture itself.

    Orientation is applied, colours are converted to sRGB, transparency is laid on white, and no metadata is left.
    `with_full` adds a new encoding at full size, for formats from which `strip` cannot take the metadata.

    Raises `BadPicture` when the picture does not decode.
    """
    data = read_source(source)
    format_ = sniff(data)
    with opened(data, format_) as image:
        edge = max(image.size) if with_full else limits.DISPLAY_EDGE
        upright = _upright(image, edge, orientation_of(image, data))
    full = _jpeg(upright, limits.ORIGINAL_QUALITY) if with_full else None
    display = _fitted(upright, limits.DISPLAY_EDGE)
    thumb = _fitted(display, limits.THUMB_EDGE)
    small = _fitted(thumb, limits.SMALL_EDGE)
    return Derived(
        display=_jpeg(display, limits.DISPLAY_QUALITY),
        thumb=_webp(thumb),
        small=_webp(small),
        fingerprint=fingerprint(small),
        full=full,
    )


def _upright(image: ImageFile, edge: int, orientation: int) -> Image.Image:
    """Decode `image` no larger than needed, and return it upright in sRGB with its edges at most `edge`."""
    profile = image.info.get("icc_profile")
    # A JPEG decoder can leave out detail while it decodes: to a half, quarter or eighth, still above the wanted size.
    image.draft(None, _fit(image.size, edge))
    image.load()
    plain = _fitted(_opaque(image), edge)
    if profile:
        plain = _in_srgb(plain, profile)
    if plain.mode != "RGB":
        plain = plain.convert("RGB")
    turn = _TURNS.get(orientation)
    if turn is not None:
        plain = plain.transpose(turn)
    return plain


def _opaque(image: Image.Image) -> Image.Image:
    """Return `image` in a mode without transparency, palette or more than 8 bits a channel."""
    mode = image.mode
    if mode in ("RGBA", "RGBa", "LA") or "transparency" in image.info:
        layer = image.convert("RGBA")
        ground = Image.new("RGB", layer.size, "white")
        ground.paste(layer, mask=layer.getchannel("A"))
        return ground
    if mode.startswith("I") or mode == "F":
        return _eight_bits(image)
    if mode in ("1", "P"):
        return image.convert("L" if mode == "1" else "RGB")
    return image


def _eight_bits(image: Image.Image) -> Image.Image:
    """Scale 16-bit greys to 8 bits; a plain conversion would clip everything above 255 to white."""
    return image.convert("I").point(lambda value: value * (1 / 257)).convert("L")


def _in_srgb(image: Image.Image, profile: bytes) -> Image.Image:
    """Convert by the embedded profile; a profile that is broken or made for other channels is passed over."""
    try:
        return ImageCms.profileToProfile(image, BytesIO(profile), _SRGB, outputMode="RGB") or image
    except (ImageCms.PyCMSError, OSError, ValueError):
        return image


def _fit(size: tuple[int, int], edge: int) -> tuple[int, int]:
    """The size within a square of `edge` with the same proportions; never larger than `size`, never below 1."""
    scale = min(1.0, edge / max(size))
    return max(1, round(size[0] * scale)), max(1, round(size[1] * scale))


def _fitted(image: Image.Image, edge: int) -> Image.Image:
    size = _fit(image.size, edge)
    if size == image.size:
        return image
    return image.resize(size, Image.Resampling.LANCZOS, reducing_gap=2.0)


def _jpeg(image: Image.Image, quality: int) -> Rendition:
    return _encoded(image, "JPEG", "image/jpeg", quality=quality)


def _webp(image: Image.Image) -> Rendition:
    return _encoded(image, "WEBP", "image/webp", quality=limits.THUMB_QUALITY, method=4)


def _encoded(image: Image.Image, format_: str, media_type: str, **options: int) -> Rendition:
    # A fresh dictionary: Pillow would write a comment or a profile that it finds there.
    image.info = {}
    out = BytesIO()
    image.save(out, format_, **options)
    return Rendition(out.getvalue(), media_type, image.width, image.height)
