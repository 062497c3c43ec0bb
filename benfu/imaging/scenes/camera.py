"""The phone that looks at a scene: angle, light and grain of a picture, and what it writes into the file."""

from dataclasses import dataclass
from io import BytesIO
from random import Random
from typing import Final

from PIL import Image, ImageChops, ImageEnhance, ImageFilter

from benfu.imaging.scenes.canvas import noise

_STORED_AS: Final = {
    3: Image.Transpose.ROTATE_180,
    6: Image.Transpose.ROTATE_90,
    8: Image.Transpose.ROTATE_270,
}


@dataclass(frozen=True, slots=True)
class Stamp:
    """What a phone writes beside the picture: orientation 1, 3, 6 or 8, and a position (longitude, latitude)."""

    orientation: int = 1
    position: tuple[float, float] | None = None
    taken: str = "2026:05:15 09:12:00"


def look(drawing: Image.Image, chance: Random, size: tuple[int, int]) -> Image.Image:
    """Return `drawing` as seen by a hand-held phone: slightly askew, in some light, with grain; `size` in pixels."""
    seen = drawing.transform(size, Image.Transform.QUAD, _view(drawing.size, chance), Image.Resampling.BILINEAR)
    seen = _lit(seen, chance)
    softness = max(size) / 4000
    if softness > 0.5:
        seen = seen.filter(ImageFilter.BoxBlur(softness))
    return ImageChops.add(seen, noise(chance, size, chance.uniform(5, 11), 1.3), offset=-128)


def _view(size: tuple[int, int], chance: Random) -> tuple[float, ...]:
    """Four corners inside the drawing (upper left, lower left, lower right, upper right): zoom, tilt and shift."""
    width, height = size
    zoom, tilt = chance.uniform(0.012, 0.05), chance.uniform(-0.018, 0.018)
    left, top = width * zoom, height * zoom
    slant, keystone = height * tilt, width * chance.uniform(0, 0.022)
    rise = max(0.0, slant), max(0.0, -slant)
    return (
        left + keystone, top + rise[0],
        left, height - top - rise[1],
        width - left, height - top - rise[0],
        width - left - keystone, top + rise[1],
    )  # fmt: skip


def _lit(image: Image.Image, chance: Random) -> Image.Image:
    """Daylight, cloud or evening: a tint, a fall-off from one corner, a little contrast."""
    tint = chance.choice(((255, 252, 246), (246, 250, 255), (255, 240, 218), (236, 240, 250), (250, 250, 250)))
    lights = Image.linear_gradient("L").rotate(chance.choice((0, 90, 180, 270)))
    floor = chance.uniform(0.72, 0.95)
    ramp = lights.point([round(255 * (floor + (1 - floor) * v / 255)) for v in range(256)])
    shade = Image.merge("RGB", [ramp.point([round(v * part / 255) for v in range(256)]) for part in tint])
    lit = ImageChops.multiply(image, shade.resize(image.size, Image.Resampling.BILINEAR))
    return ImageEnhance.Brightness(lit).enhance(chance.uniform(0.94, 1.12))


def encode(image: Image.Image, quality: int, stamp: Stamp | None = None) -> bytes:
    """Return `image` as JPEG; with a stamp, its rows are stored as a phone held that way stores them."""
    out = BytesIO()
    if stamp is None:
        image.save(out, "JPEG", quality=quality)
        return out.getvalue()
    turn = _STORED_AS.get(stamp.orientation)
    stored = image if turn is None else image.transpose(turn)
    stored.save(out, "JPEG", quality=quality, exif=_exif(stamp), comment=b"drawn by benfu")
    return out.getvalue()


def _exif(stamp: Stamp) -> Image.Exif:
    exif = Image.Exif()
    exif[0x0112] = stamp.orientation
    exif[0x010F] = "Invented"
    exif[0x0110] = "Phone 1"
    exif[0x0132] = stamp.taken
    if stamp.position:
        longitude, latitude = stamp.position
        exif[0x8825] = {
            1: "N" if latitude >= 0 else "S",
            2: _degrees(latitude),
            3: "E" if longitude >= 0 else "W",
            4: _degrees(longitude),
        }
    return exif


def _degrees(value: float) -> tuple[float, float, float]:
    """Split an angle into degrees, minutes and seconds, as EXIF wants it."""
    minutes = abs(value) * 60
    return minutes // 60, minutes // 1 % 60, round(minutes % 1 * 60, 3)
