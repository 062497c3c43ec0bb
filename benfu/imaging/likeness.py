"""A 64-bit fingerprint of how a picture looks, and how far two of them are apart."""

from functools import cache
from math import cos, pi
from statistics import median
from typing import Final

from PIL import Image

_GRID: Final = 32
_KEPT: Final = 8


def fingerprint(image: Image.Image) -> int:
    """Return the perceptual hash of an upright picture: 64 bits, the first row's bits highest.

    The picture is reduced to 32 × 32 greys; of its discrete cosine transform (DCT-II) the 8 × 8 lowest frequencies
    without the constant row and column are kept; each bit says whether one is above their median
    (C. Zauner, "Implementation and Benchmarking of Perceptual Image Hash Functions", 2010, section 3.2.1).
    Scaling, re-encoding and light change few bits; a uniform picture gives 0.
    """
    grey = image.convert("L").resize((_GRID, _GRID), Image.Resampling.BOX)
    pixels = grey.tobytes()
    rows = [pixels[at : at + _GRID] for at in range(0, _GRID * _GRID, _GRID)]
    waves = _waves()
    half = [[sum(p * w for p, w in zip(row, wave, strict=True)) for wave in waves] for row in rows]
    columns = list(zip(*half, strict=True))
    # rounded, so that the noise of floating-point sums does not decide about the bits of a plain wall
    low = [round(sum(p * w for p, w in zip(col, wave, strict=True)), 3) for wave in waves for col in columns]
    middle = median(low)
    bits = 0
    for value in low:
        bits = bits << 1 | (value > middle)
    return bits


@cache
def _waves() -> tuple[tuple[float, ...], ...]:
    """The cosine waves 1–8 of the transform over 32 samples."""
    return tuple(tuple(cos(pi * k * (2 * n + 1) / (2 * _GRID)) for n in range(_GRID)) for k in range(1, _KEPT + 1))


def distance(one: int, other: int) -> int:
    """Return in how many of 64 bits two fingerprints differ: 0 the same look, about 32 strangers."""
    return (one ^ other).bit_count()
