"""What `benfu check` holds against the stored pictures."""

from collections.abc import Iterable, Iterator, Sequence

from benfu.platform.lib.proof import Proof

from . import disk
from .models import State, StoredFile


def proofs() -> Iterable[Proof]:
    """Yield: every picture has the bytes its row promises, and none has bytes that were to go."""
    missing = list(_missing())
    yield Proof("files: each picture has its bytes", not missing, _first(missing))
    left = [row.id for row in _ended() if disk.folder_of(row.id).exists()]
    yield Proof("files: nothing is left of refused and expired pictures", not left, _first(left))


def _missing() -> Iterator[str]:
    for row in StoredFile.objects.filter(state__in=(State.RECEIVED, State.READY)).iterator():
        sizes = list(disk.SIZES) if row.state == State.READY else []
        for size in [*sizes, *([disk.ORIGINAL] if row.has_original else [])]:
            if not disk.path_of(row.id, size).is_file():
                yield f"{row.id}/{size}"


def _ended() -> Iterator[StoredFile]:
    return StoredFile.objects.filter(state__in=(State.REFUSED, State.GONE)).iterator()


def _first(found: Sequence[object]) -> str:
    return f"{len(found)}, the first: {found[0]}" if found else ""
