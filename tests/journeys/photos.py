"""Photos as a phone's camera makes them: large, with metadata that gives away where and with what."""

import io
from pathlib import Path

from PIL import Image, ImageDraw

GPS_IFD = 0x8825
MAKE = 0x010F


def snapshot(folder: Path, name: str = "IMG_0001.jpg", size: tuple[int, int] = (3000, 2250)) -> Path:
    """Write a photo with position and maker in its metadata, and return its path."""
    image = Image.new("RGB", size, "#6B665F")
    pen = ImageDraw.Draw(image)
    pen.ellipse((size[0] * 0.25, size[1] * 0.3, size[0] * 0.75, size[1] * 0.7), fill="#2B2825")
    exif = Image.Exif()
    exif[MAKE] = "Phone of somebody"
    exif.get_ifd(GPS_IFD).update({1: "N", 2: (35.0, 55.0, 15.6), 3: "E", 4: (120.0, 4.0, 46.2)})
    made = io.BytesIO()
    image.save(made, "JPEG", quality=90, exif=exif)
    path = folder / name
    path.write_bytes(made.getvalue())
    return path


def damaged(folder: Path, name: str = "IMG_0002.jpg") -> Path:
    """Write a file that begins like a photo and ends too soon: no browser can draw it."""
    whole = snapshot(folder, f"whole-{name}").read_bytes()
    path = folder / name
    path.write_bytes(whole[:40] + bytes(4000))
    return path
