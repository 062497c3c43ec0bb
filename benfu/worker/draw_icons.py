"""Draws the app's icons for home screens: `python -m benfu.worker.draw_icons`; the results are committed."""

from pathlib import Path

from PIL import Image, ImageDraw

from benfu.worker import ICON_SIZES

FOLDER = Path(__file__).resolve().parent / "static" / "worker"
RED, AMBER, WHITE = "#B8232F", "#FFC46B", "#FFFFFF"
UNITS = 32
FINER = 4
"""Drawn this many times larger and scaled down, for smooth edges."""
# The road's line in ui/icon.svg, sampled: two cubic curves over 32 units, drawn within the safe zone of maskable icons.
CURVES = (((7, 21.5), (10.5, 21.5), (11.5, 12.5), (16, 12.5)), ((16, 12.5), (20.5, 12.5), (21.5, 21.5), (25, 21.5)))


def draw(size: int) -> Image.Image:
    """Return the icon, `size` pixels square, filled to its edges so that any mask may cut it."""
    scale = size * FINER / UNITS
    image = Image.new("RGB", (size * FINER, size * FINER), RED)
    pen = ImageDraw.Draw(image)
    points = [_along(curve, step / 40) for curve in CURVES for step in range(41)]
    radius = 1.3 * scale
    for x, y in points:
        pen.ellipse((x * scale - radius, y * scale - radius, x * scale + radius, y * scale + radius), WHITE)
    pen.line([(x * scale, y * scale) for x, y in points], WHITE, round(radius * 2))
    pen.ellipse((13.4 * scale, 16.9 * scale, 18.6 * scale, 22.1 * scale), AMBER)
    return image.resize((size, size), Image.Resampling.LANCZOS)


def _along(curve: tuple[tuple[float, float], ...], t: float) -> tuple[float, float]:
    """Return the point of a cubic Bézier curve at `t` from 0 to 1."""
    weights = ((1 - t) ** 3, 3 * (1 - t) ** 2 * t, 3 * (1 - t) * t**2, t**3)
    x, y = (sum(w * point[axis] for w, point in zip(weights, curve, strict=True)) for axis in (0, 1))
    return x, y


if __name__ == "__main__":
    for side in ICON_SIZES:
        draw(side).save(FOLDER / f"icon-{side}.png", optimize=True)
