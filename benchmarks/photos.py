"""What a photo costs from the phone's bytes to the thumbnails, and whether memory stays flat.

Run from the root of the checkout:  .venv/bin/python -m benchmarks.photos [--photos 200] [--runs 3] [--only instrument]

Two tables. The first is the instrument alone (`benfu.imaging`): CPU time of one core for each kind of file, median of the
runs. The second is the whole way through `platform.files` (take in, row, job, pictures, journal, fsync) on the database of
DATABASE_URL (give it one of its own) or an embedded one, in one process: CPU and time a photo, and resident memory
as the photos go by. The photos are drawn, with grain, 4000 × 3000, with EXIF and position, standing in all four ways.
"""

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from io import BytesIO
from pathlib import Path
from random import Random
from typing import TypeVar

import pillow_heif
from PIL import Image, ImageChops, ImageCms

from benfu.imaging import derive, inspect, strip
from benfu.imaging.scenes import SCENES, Stamp, photo
from benfu.imaging.scenes.camera import encode
from benfu.imaging.scenes.canvas import noise
from benfu.operate.database import running
from benfu.operate.home import Home

Result = TypeVar("Result")
TWELVE = (4000, 3000)
FORTY_EIGHT = (8000, 6000)
LIMIT_S = 0.5
KINDS = 8


def drawn(seed: int, size: tuple[int, int] = TWELVE) -> Image.Image:
    """A drawn photo with the grain of a small sensor, so that it weighs what a phone's photo weighs."""
    scene = list(SCENES)[seed % len(SCENES)]
    return ImageChops.add(photo(scene, seed, size=size), noise(Random(seed), size, 9, 1.0), offset=-128)


def as_jpeg(seed: int) -> bytes:
    """A 12-megapixel JPEG with EXIF."""
    return encode(drawn(seed), 90, Stamp((1, 6, 3, 8)[seed % 4], (120.0795, 35.9210)))


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    """An encoded picture."""
    out = BytesIO()
    image.save(out, kind, **options)
    return out.getvalue()


def samples() -> Iterator[tuple[str, bytes]]:
    """One file of each kind a phone or a person may send."""
    pillow_heif.register_heif_opener()
    image = drawn(1)
    profile = ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes()
    yield "JPEG 12 MP", as_jpeg(1)
    yield "JPEG 12 MP, colour profile", saved(image, "JPEG", quality=90, icc_profile=profile)
    yield "JPEG 12 MP, progressive", saved(image, "JPEG", quality=90, progressive=True)
    yield "JPEG 1600 px, as our page sends it", saved(image.resize((1600, 1200)), "JPEG", quality=72)
    yield "JPEG 48 MP", saved(drawn(2, FORTY_EIGHT), "JPEG", quality=80)
    yield "HEIC 12 MP", saved(image, "HEIF", quality=50)
    yield "WebP 12 MP", saved(image, "WEBP", quality=80, method=0)
    yield "PNG 3 MP screenshot", saved(photo("manhole", 3, size=(2000, 1500)), "PNG", compress_level=1)


def cpu(work: Callable[[], Result], runs: int) -> tuple[float, Result]:
    """CPU seconds of `work`, median of the runs, and its last result."""
    spent = []
    for _ in range(runs):
        started = time.process_time()
        result = work()
        spent.append(time.process_time() - started)
    return statistics.median(spent), result


def instrument(runs: int) -> None:
    """Print what each step costs for each kind of file."""
    print(
        f"{'CPU ms, one core':<36}{'MB in':>7}{'inspect':>9}{'strip':>8}{'derive':>8}{'sum':>8}   KB out: display, thumb, small"
    )
    for name, data in samples():
        seen, _ = cpu(partial(inspect, data), runs)
        cleaned, clean = cpu(partial(strip, data), runs)
        made, result = cpu(partial(derive, clean or data, with_full=clean is None), runs)
        sizes = [len(one.data) / 1024 for one in (result.display, result.thumb, result.small)]
        steps = "".join(f"{1000 * step:>8.0f}" for step in (cleaned, made, seen + cleaned + made))
        print(
            f"{name:<36}{len(data) / 2**20:>7.1f}{1000 * seen:>9.0f}{steps}   {sizes[0]:.0f}, {sizes[1]:.1f}, {sizes[2]:.1f}"
        )


def resident_mb() -> float:
    """Resident memory of this process, in MB (Linux)."""
    return int(Path("/proc/self/statm").read_text().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 2**20


@contextmanager
def place() -> Iterator[dict[str, str]]:
    """A temporary folder for the pictures, and a database: DATABASE_URL, else one started for this run."""
    with tempfile.TemporaryDirectory(prefix="benfu-photos-") as name:
        folder = Path(name)
        folder.chmod(0o755)  # the database may run under an account of its own
        settings = {"BENFU_HOME": str(folder / "data"), "BENFU_SECRET_KEY": "benchmark", "BENFU_LOG": "ERROR"}
        if url := os.environ.get("DATABASE_URL"):
            yield settings | {"DATABASE_URL": url}
            return
        with running(Home(folder / "home")) as url:
            yield settings | {"DATABASE_URL": url}


def whole_way(photos: int) -> None:
    """Run the second table in a process of its own, whose memory holds nothing else."""
    with place() as settings:
        environment = (
            {"DJANGO_SETTINGS_MODULE": "benfu.conf.settings", "BENFU_PRIVACY_KEYS": "00"} | os.environ | settings
        )
        manage = [sys.executable, "-m", "django"]
        subprocess.run([*manage, "migrate", "--verbosity=0"], check=True, env=environment)
        work = [sys.executable, "-m", "benchmarks.photos_work", str(photos)]
        subprocess.run(work, check=True, env=environment)


def main() -> None:
    """Print both tables."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--photos", type=int, default=200)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--only", choices=("instrument", "whole"))
    options = parser.parse_args()
    if options.only != "whole":
        instrument(options.runs)
    if options.only != "instrument":
        whole_way(options.photos)
    print(f"load of the machine: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")


if __name__ == "__main__":
    main()
