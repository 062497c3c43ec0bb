"""A sheet to draw on in its own coordinates, with soft shadows and grain, so that scenes are lists of shapes."""

from collections.abc import Sequence
from math import cos, pi, sin
from random import Random
from typing import TypeAlias

from PIL import Image, ImageChops, ImageDraw, ImageFilter

Point: TypeAlias = tuple[float, float]
Colour: TypeAlias = tuple[int, int, int]

WIDTH, HEIGHT = 800.0, 600.0
"""The coordinates of a scene, whatever its size in pixels."""


class Canvas:
    """A drawing of `width` × `height` units on a picture of `scale` pixels a unit."""

    def __init__(self, scale: float, ground: Colour, width: float = WIDTH, height: float = HEIGHT) -> None:
        self.scale = scale
        self.width, self.height = width, height
        self.image = Image.new("RGB", (round(width * scale), round(height * scale)), ground)
        self._pen = ImageDraw.Draw(self.image)

    def _px(self, points: Sequence[Point]) -> list[Point]:
        return [(x * self.scale, y * self.scale) for x, y in points]

    def _thick(self, width: float) -> int:
        return max(1, round(width * self.scale))

    def poly(self, points: Sequence[Point], fill: Colour) -> None:
        """Fill a polygon."""
        self._pen.polygon(self._px(points), fill=fill)

    def line(self, points: Sequence[Point], fill: Colour, width: float = 2) -> None:
        """Draw a line through `points` with round joints and ends."""
        pixels, thick = self._px(points), self._thick(width)
        self._pen.line(pixels, fill=fill, width=thick, joint="curve")
        r = (thick - 1) / 2
        for x, y in (pixels[0], pixels[-1]):
            self._pen.ellipse((x - r, y - r, x + r, y + r), fill=fill)

    def rect(self, box: tuple[float, float, float, float], fill: Colour, radius: float = 0) -> None:
        """Fill a rectangle (left, top, right, bottom), its corners rounded by `radius`."""
        left, top, right, bottom = (value * self.scale for value in box)
        self._pen.rounded_rectangle((left, top, right - 1, bottom - 1), radius * self.scale, fill=fill)

    def ellipse(self, centre: Point, rx: float, ry: float, fill: Colour) -> None:
        """Fill an ellipse around `centre`."""
        self._pen.ellipse(self._around(centre, rx, ry), fill=fill)

    def ring(self, centre: Point, rx: float, ry: float, fill: Colour, width: float) -> None:
        """Draw the outline of an ellipse, `width` units thick, inwards."""
        self._pen.ellipse(self._around(centre, rx, ry), outline=fill, width=self._thick(width))

    def arc(
        self, centre: Point, rx: float, ry: float, degrees: tuple[float, float], fill: Colour, width: float
    ) -> None:
        """Draw a part of an ellipse, from one angle to the other, clockwise from three o'clock."""
        self._pen.arc(self._around(centre, rx, ry), *degrees, fill=fill, width=self._thick(width))

    def _around(self, centre: Point, rx: float, ry: float) -> tuple[float, float, float, float]:
        s = self.scale
        return (centre[0] - rx) * s, (centre[1] - ry) * s, (centre[0] + rx) * s, (centre[1] + ry) * s

    def shadow(self, points: Sequence[Point], blur: float = 8, depth: float = 0.4) -> None:
        """Darken a polygon with soft edges: `depth` 1 is black."""
        box = self._box(points, blur * 3)
        # drawn and blurred at a quarter of the size: shadows have no detail, and this is sixteen times cheaper
        size = max(1, (box[2] - box[0]) // 4), max(1, (box[3] - box[1]) // 4)
        mask = Image.new("L", size, 0)
        outline = [((x - box[0]) / 4, (y - box[1]) / 4) for x, y in self._px(points)]
        ImageDraw.Draw(mask).polygon(outline, fill=round(255 * depth))
        soft = mask.filter(ImageFilter.GaussianBlur(blur * self.scale / 4))
        soft = soft.resize((box[2] - box[0], box[3] - box[1]), Image.Resampling.BILINEAR)
        self.image.paste((12, 14, 20), box, soft)

    def oval_shadow(self, centre: Point, rx: float, ry: float, blur: float = 8, depth: float = 0.4) -> None:
        """Darken an ellipse with soft edges."""
        self.shadow(oval(centre, rx, ry), blur, depth)

    def grain(self, chance: Random, strength: float, size: float = 1.0, area: Sequence[Point] | None = None) -> None:
        """Roughen the drawing, or the polygon `area` of it: `strength` in levels, `size` of a grain in units."""
        corners = [(0.0, 0.0), (self.width, self.height)]
        box = self._box(area or corners, 0)
        part = self.image.crop(box)
        noisy = ImageChops.add(part, noise(chance, part.size, strength, size * self.scale), offset=-128)
        if area is None:
            self.image.paste(noisy, box)
            return
        mask = Image.new("L", part.size, 0)
        ImageDraw.Draw(mask).polygon([(x - box[0], y - box[1]) for x, y in self._px(area)], fill=255)
        self.image.paste(noisy, box, mask)

    def _box(self, points: Sequence[Point], margin: float) -> tuple[int, int, int, int]:
        """The pixels around `points` that lie on the drawing, with `margin` units to spare; at least one pixel."""
        pixels = self._px(points)
        xs, ys, spare = [x for x, _ in pixels], [y for _, y in pixels], margin * self.scale
        width, height = self.image.size
        left, top = min(max(0, round(min(xs) - spare)), width - 1), min(max(0, round(min(ys) - spare)), height - 1)
        right, bottom = min(width, round(max(xs) + spare)), min(height, round(max(ys) + spare))
        return left, top, max(left + 1, right), max(top + 1, bottom)

    def shade(self, box: tuple[float, float, float, float], top: float, bottom: float) -> None:
        """Multiply the light within a box, from the factor `top` down to the factor `bottom` (1 leaves it as it is)."""
        left, upper, right, lower = (round(value * self.scale) for value in box)
        part = self.image.crop((left, upper, right, lower))
        ramp = Image.linear_gradient("L").resize(part.size)
        light = ramp.point([round(255 * min(1.0, top + (bottom - top) * v / 255)) for v in range(256)])
        self.image.paste(ImageChops.multiply(part, Image.merge("RGB", (light, light, light))), (left, upper))


def noise(chance: Random, size: tuple[int, int], strength: float, grain: float) -> Image.Image:
    """Return grey noise around 128, `strength` levels wide, with grains of `grain` pixels, as an RGB picture."""
    width, height = max(2, round(size[0] / grain)), max(2, round(size[1] / grain))
    grey = Image.frombytes("L", (width, height), chance.randbytes(width * height))
    grey = grey.point([round(128 + (v - 127.5) / 127.5 * strength) for v in range(256)])
    if grey.size != size:
        grey = grey.resize(size, Image.Resampling.BILINEAR)
    return Image.merge("RGB", (grey, grey, grey))


def oval(centre: Point, rx: float, ry: float, steps: int = 40) -> list[Point]:
    """Return the points of an ellipse."""
    turns = (2 * pi * i / steps for i in range(steps))
    return [(centre[0] + rx * cos(t), centre[1] + ry * sin(t)) for t in turns]


def blob(chance: Random, centre: Point, rx: float, ry: float, rough: float = 0.25, steps: int = 18) -> list[Point]:
    """Return the points of an ellipse whose edge wanders in and out by the share `rough`."""
    points = []
    for i in range(steps):
        t, r = 2 * pi * i / steps, 1 + chance.uniform(-rough, rough)
        points.append((centre[0] + rx * r * cos(t), centre[1] + ry * r * sin(t)))
    return points


def bezier(a: Point, b: Point, c: Point, d: Point, steps: int = 24) -> list[Point]:
    """Return points on the cubic curve from `a` to `d`, drawn towards `b` and `c`."""
    points = []
    for i in range(steps + 1):
        t = i / steps
        s = 1 - t
        wa, wb, wc, wd = s**3, 3 * s * s * t, 3 * s * t * t, t**3
        points.append((wa * a[0] + wb * b[0] + wc * c[0] + wd * d[0], wa * a[1] + wb * b[1] + wc * c[1] + wd * d[1]))
    return points


def sagging(a: Point, b: Point, sag: float) -> list[Point]:
    """Return points of a cable that hangs between `a` and `b`, `sag` units below the straight line."""
    return bezier(
        a, (a[0] + (b[0] - a[0]) * 0.25, a[1] + sag * 1.3), (a[0] + (b[0] - a[0]) * 0.75, b[1] + sag * 1.3), b
    )


def mix(one: Colour, other: Colour, share: float) -> Colour:
    """Return a colour between two: `share` 0 is `one`, 1 is `other`."""
    r, g, b = (round(x + (y - x) * share) for x, y in zip(one, other, strict=True))
    return r, g, b


def varied(chance: Random, colour: Colour, by: int = 10) -> Colour:
    """Return `colour` a little lighter or darker."""
    shift = chance.randint(-by, by)
    r, g, b = (min(255, max(0, value + shift)) for value in colour)
    return r, g, b
