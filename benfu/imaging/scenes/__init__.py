"""Drawn photos of hazards before and after mending, and pictures of goods, for demo, tests and benchmarks."""

from collections.abc import Callable
from random import Random
from typing import Final, Literal, TypeAlias

from PIL import Image

from benfu.imaging.scenes import pavement_hazards, road_hazards, wall_hazards
from benfu.imaging.scenes.camera import Stamp, encode, look
from benfu.imaging.scenes.canvas import WIDTH, Canvas
from benfu.imaging.scenes.goods import GOODS, good_picture

__all__ = ["GOODS", "SCENES", "Stage", "Stamp", "good_file", "good_picture", "photo", "photo_file"]

Stage: TypeAlias = Literal["before", "after"]

SCENES: Final[dict[str, Callable[..., None]]] = {
    "manhole": road_hazards.manhole,
    "dangling_wire": wall_hazards.dangling_wire,
    "fire_lane": road_hazards.fire_lane,
    "pothole": road_hazards.pothole,
    "tangled_wires": wall_hazards.tangled_wires,
    "parking": pavement_hazards.parking,
    "litter": pavement_hazards.litter,
    "other": pavement_hazards.fallen_branch,
    "nothing": pavement_hazards.plain_pavement,
}
"""What can be photographed: 井盖破损, 飞线充电, 消防通道, 路面塌陷, 乱拉电线, 乱停乱放, 垃圾堆积, 其他; and nothing at all."""


def photo(scene: str, seed: int, stage: Stage = "before", size: tuple[int, int] = (1600, 1200)) -> Image.Image:
    """Return a drawn photo of `scene` (a key of SCENES), `size` in pixels (4:3 looks best, at most 4000 × 3000).

    The same seed gives the same place at both stages, seen from slightly different angles and in different light.
    """
    canvas = Canvas(min(2.0, max(size) / WIDTH), (128, 128, 128))
    SCENES[scene](canvas, _chance(scene, seed, "place"), mended=stage == "after")
    side = _chance(scene, seed, "side").random() < 0.5
    drawing = canvas.image.transpose(Image.Transpose.FLIP_LEFT_RIGHT) if side else canvas.image
    return look(drawing, _chance(scene, seed, stage), size)


def photo_file(
    scene: str,
    seed: int,
    stage: Stage = "before",
    size: tuple[int, int] = (1600, 1200),
    *,
    quality: int = 85,
    stamp: Stamp | None = None,
) -> bytes:
    """Return `photo` as a JPEG file; with a stamp it carries EXIF as a phone writes it, position included."""
    return encode(photo(scene, seed, stage, size), quality, stamp)


def good_file(name: str, side: int = 640) -> bytes:
    """Return `good_picture` as a JPEG file."""
    return encode(good_picture(name, side), 88)


def _chance(*words: object) -> Random:
    """Seeded chance: the same words, the same drawing, on every machine."""
    return Random(":".join(str(word) for word in words))  # noqa: S311 (for drawings, not for secrets)
