"""Drawn photos: a few dozen distinct ones, each drawn when first wanted and used again."""

from dataclasses import dataclass, field
from io import BytesIO
from typing import Literal

from PIL import Image, ImageEnhance

from benfu.imaging.scenes import photo_file

Stage = Literal["before", "after"]
SIZE = (800, 600)
"""Pixels: enough for every page, and drawn in a twentieth of a second."""
NOTHING = "nothing"
"""A scene without any problem in it."""


@dataclass
class Album:
    """Photos of each scene at so many different places."""

    places: int
    _drawn: dict[tuple[str, int, str, bool], bytes] = field(default_factory=dict)

    def photo(self, scene: str, place: int, stage: Stage = "before", *, other_angle: bool = False) -> bytes:
        """Return a JPEG of a scene at a place, before or after it was mended; from another angle it is a little different."""
        key = (scene, place % self.places, stage, other_angle)
        if key not in self._drawn:
            drawn = photo_file(scene, key[1], stage, SIZE)
            self._drawn[key] = _another_angle(drawn) if other_angle else drawn
        return self._drawn[key]


def _another_angle(photo: bytes) -> bytes:
    """Return the photo as somebody else would have taken it: nearer, tilted, in other light."""
    with Image.open(BytesIO(photo)) as first:
        tilted = first.rotate(-4, Image.Resampling.BICUBIC)
    wide, high = tilted.size
    near = tilted.crop((wide // 9, high // 8, wide - wide // 14, high - high // 14)).resize(
        SIZE, Image.Resampling.BICUBIC
    )
    out = BytesIO()
    ImageEnhance.Brightness(near).enhance(0.88).save(out, "JPEG", quality=82)
    return out.getvalue()
