"""Many at once on the real database: each in a thread of its own with its own connection, let go together."""

import threading
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import TypeVar

from django.db import connections

Result = TypeVar("Result")


def race(tries: Sequence[Callable[[], Result]], threads: int = 16) -> list[Result | Exception]:
    """Run all `tries` on `threads` threads that start at the same moment; return each one's result or exception, in order.

    The test needs `django_db(transaction=True)`. Connections are closed at the end.
    """
    start = threading.Barrier(min(threads, len(tries)))
    waited = threading.local()

    def run(one: Callable[[], Result]) -> Result | Exception:
        if not getattr(waited, "done", False):
            waited.done = True
            start.wait(timeout=30)
        try:
            return one()
        except Exception as error:
            return error

    with ThreadPoolExecutor(start.parties) as pool:
        results = list(pool.map(run, tries))
        together = threading.Barrier(start.parties)
        list(pool.map(lambda _: leave(together), range(start.parties)))
    return results


def leave(together: threading.Barrier) -> None:
    """Close this thread's connection once all threads are here, so that each closes its own."""
    together.wait(timeout=30)
    connections.close_all()
