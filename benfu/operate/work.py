"""The background worker: tells facts to the rooms, runs jobs and what is due by the clock, in one process."""

import asyncio
import logging
import signal
import threading
from collections.abc import Coroutine

from django.db import connections
from procrastinate import App
from procrastinate.contrib.django import app as jobs

from benfu.operate.words import say
from benfu.platform.journal.drain import drain_forever

log = logging.getLogger(__name__)
# Pictures cost CPU, not waiting: one at a time, so that they never hold up messages and expiries.
HEAVY = "photos"
LIGHT_AT_ONCE = 4
LAST_JOB_S = 15


def work() -> int:
    """Work until SIGTERM or Ctrl-C; return 0 then, 1 if a part failed (whoever keeps us alive starts us again)."""
    stop = threading.Event()
    drain = threading.Thread(target=_drain, args=(stop,), name="drain")
    drain.start()
    say("the worker is at work")
    try:
        asyncio.run(_run_jobs(stop))
        return 0 if stop.is_set() else 1
    except Exception:
        log.exception("the job queue failed")
        return 1
    finally:
        stop.set()
        drain.join()


def _drain(stop: threading.Event) -> None:
    try:
        drain_forever(stop)
    finally:
        connections.close_all()


async def _run_jobs(stop: threading.Event) -> None:
    loop = asyncio.get_running_loop()
    with jobs.replace_connector(jobs.connector.get_worker_connector()) as app:  # type: ignore[attr-defined]
        async with app.open_async():
            workers = [asyncio.create_task(worker) for worker in _workers(app)]
            asked = asyncio.Event()
            for kind in (signal.SIGTERM, signal.SIGINT):
                loop.add_signal_handler(kind, asked.set)
            await _until(asked, workers)
            if asked.is_set():
                stop.set()
            for worker in workers:
                worker.cancel()
            results = await asyncio.gather(*workers, return_exceptions=True)
    for result in results:
        if isinstance(result, Exception):
            raise result


def _workers(app: App) -> list[Coroutine[None, None, None]]:
    light = sorted({task.queue for task in app.tasks.values()} - {HEAVY})
    return [_worker(app, light, LIGHT_AT_ONCE), _worker(app, [HEAVY], 1)]


async def _worker(app: App, queues: list[str], at_once: int) -> None:
    await app.run_worker_async(
        queues=queues,
        name=queues[0],
        concurrency=at_once,
        install_signal_handlers=False,
        shutdown_graceful_timeout=LAST_JOB_S,
        delete_jobs="successful",
    )


async def _until(asked: asyncio.Event, workers: list[asyncio.Task[None]]) -> None:
    """Wait for the wish to stop, or for a worker that ended by itself."""
    wish = asyncio.create_task(asked.wait())
    await asyncio.wait([wish, *workers], return_when=asyncio.FIRST_COMPLETED)
    wish.cancel()
