"""Where the bytes lie: one folder for each picture below settings.MEDIA_ROOT, written whole or not at all.

pictures/<last two digits>/<two before>/<id>/{original, display.jpg, thumb.webp, small.webp}; the last digits of an
id are random, so the folders fill evenly. What is being written lies in incoming/ until it is complete. Nothing
here is served by a web server, and only the account that runs benfu can read it.
"""

import os
import secrets
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Final
from uuid import UUID

from django.conf import settings

ORIGINAL: Final = "original"
SIZES: Final[dict[str, str]] = {"display": "display.jpg", "thumb": "thumb.webp", "small": "small.webp"}
"""The sizes that pages show, and the names of their files."""


def folder_of(file_id: UUID) -> Path:
    """Return the folder of a picture, which need not exist."""
    name = file_id.hex
    return _pictures() / name[-2:] / name[-4:-2] / name


def path_of(file_id: UUID, size: str) -> Path:
    """Return where one size of a picture lies ('original' or one of SIZES). Raises KeyError for another name."""
    return folder_of(file_id) / (ORIGINAL if size == ORIGINAL else SIZES[size])


def write(file_id: UUID, parts: dict[str, bytes]) -> None:
    """Write sizes of a picture, each replaced at once; when this returns they outlast a loss of power."""
    incoming, folder = Path(settings.MEDIA_ROOT) / "incoming", folder_of(file_id)
    for needed in (incoming, *reversed(folder.parents[:3]), folder):
        needed.mkdir(parents=True, exist_ok=True, mode=0o700)
    for size, data in parts.items():
        aside = incoming / secrets.token_hex(16)
        with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        aside.replace(path_of(file_id, size))
    _settle(folder)


def _settle(folder: Path) -> None:
    """Make the names in a folder, and its own name in the shards above, outlast a loss of power."""
    for place in (folder, *folder.parents[:3]):
        handle = os.open(place, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


def read(file_id: UUID, size: str) -> bytes:
    """Return the bytes of one size. Raises FileNotFoundError."""
    return path_of(file_id, size).read_bytes()


def remove(file_id: UUID) -> None:
    """Throw away all sizes of a picture, if there are any."""
    shutil.rmtree(folder_of(file_id), ignore_errors=True)


def remove_original(file_id: UUID) -> None:
    """Throw away the original of a picture, if it is there."""
    path_of(file_id, ORIGINAL).unlink(missing_ok=True)


def stored(before: float) -> Iterator[UUID]:
    """Yield the ids of all pictures on disk whose folder was last changed before a moment (seconds since 1970)."""
    for folder in _pictures().glob("??/??/*"):
        try:
            if folder.stat().st_mtime < before:
                yield UUID(folder.name)
        except (FileNotFoundError, ValueError):
            continue  # removed meanwhile, or not ours


def clear_incoming(before: float) -> int:
    """Remove what was begun before a moment and never finished; return how many files that were."""
    count = 0
    for leftover in (Path(settings.MEDIA_ROOT) / "incoming").glob("*"):
        try:
            if leftover.stat().st_mtime < before:
                leftover.unlink()
                count += 1
        except FileNotFoundError:
            continue  # finished meanwhile
    return count


def _pictures() -> Path:
    return Path(settings.MEDIA_ROOT) / "pictures"
