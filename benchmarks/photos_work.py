"""The second table of `benchmarks.photos`: photos through `platform.files` in one process, one after the other."""

import sys
import time
from io import BytesIO
from itertools import cycle, islice

import django

django.setup()

from benchmarks.photos import KINDS, LIMIT_S, as_jpeg, resident_mb  # noqa: E402 - Django first
from benfu.platform.files import services  # noqa: E402
from benfu.platform.files.models import StoredFile  # noqa: E402
from benfu.platform.lib.ids import uuid7  # noqa: E402


def one(data: bytes, number: int) -> float:
    """Take a photo in and make its pictures; return the CPU seconds of this process."""
    started = time.process_time()
    row = services.take_in(
        actor=services.HOUSE, file_id=uuid7(), subject=f"report:{number}", purpose="before", stream=BytesIO(data)
    )
    services.derive_picture(row.id)
    return time.process_time() - started


def main() -> None:
    """Print CPU and time a photo, and resident memory as the photos go by."""
    photos = int(sys.argv[1])
    files = [as_jpeg(seed) for seed in range(KINDS)]
    began, done_before = time.perf_counter(), StoredFile.objects.filter(state="ready").count()
    spent, memory = [], []
    for number, data in enumerate(islice(cycle(files), photos), 1):
        spent.append(one(data, number))
        if number % max(1, photos // 8) == 0:
            memory.append((number, resident_mb()))
    elapsed = time.perf_counter() - began
    made = StoredFile.objects.filter(state="ready").count() - done_before
    spent.sort()
    size = sum(map(len, files)) / len(files) / 2**20
    print(f"\n{made} of {photos} photos of 12 MP ({size:.1f} MB each) taken in, stored, and made ready by one process")
    print(
        f"  CPU a photo    median {spent[len(spent) // 2]:.3f} s, p95 {spent[int(len(spent) * 0.95)]:.3f} s, limit {LIMIT_S} s"
    )
    print(f"  time a photo   {elapsed / photos:.3f} s, that is {60 * photos / elapsed:.0f} a minute")
    print("  resident MB    " + ", ".join(f"{mb:.0f} after {number}" for number, mb in memory))


if __name__ == "__main__":
    main()
