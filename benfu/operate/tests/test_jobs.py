"""A job whose worker was killed is done again; a finished one is forgotten after a while."""

import asyncio
from collections.abc import Coroutine
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from procrastinate import App
from procrastinate.contrib.django import app as jobs
from procrastinate.contrib.django.models import ProcrastinateJob

from benfu.operate import selectors, work
from benfu.platform.lib import clock

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def empty_queue() -> None:
    """Tables of the library are not emptied between tests on real transactions."""
    execute("TRUNCATE procrastinate_jobs, procrastinate_workers CASCADE")


def run_once(queue: str) -> None:
    """Let a real worker do what waits in a queue, as `benfu worker` would."""

    async def once() -> None:
        with jobs.replace_connector(jobs.connector.get_worker_connector()) as app:  # type: ignore[attr-defined]
            async with app.open_async():
                await app.run_worker_async(queues=[queue], wait=False, install_signal_handlers=False)

    beside(once())


def beside(work: Coroutine[Any, Any, None]) -> None:
    """Run it to its end in a thread of its own: a browser's driver may keep an event loop in this one."""
    with ThreadPoolExecutor(1) as thread:
        thread.submit(asyncio.run, work).result()


def status(job: int) -> str:
    return str(ProcrastinateJob.objects.values_list("status", flat=True).get(id=job))


def execute(statement: str, *values: Any) -> None:
    with connection.cursor() as cursor:
        cursor.execute(statement, list(values))


def in_hand_of_a_worker(last_seen: timedelta) -> int:
    """Queue a job, and let a worker that was last seen so long ago have it in hand."""
    job = jobs.configure_task("operate.forget_jobs", queue="elsewhere", lock=None).defer(timestamp=0)
    seen = clock.now() - last_seen
    execute("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (%s)", seen)
    execute(
        "UPDATE procrastinate_jobs SET status = 'doing', worker_id = (SELECT max(id) FROM procrastinate_workers) WHERE id = %s",
        job,
    )
    return job


def test_what_a_killed_worker_had_in_hand_is_queued_again() -> None:
    lost, held = in_hand_of_a_worker(timedelta(minutes=5)), in_hand_of_a_worker(timedelta(seconds=1))
    jobs.configure_task("operate.rescue_jobs").defer(timestamp=0)
    run_once("upkeep")
    assert (status(lost), status(held)) == ("todo", "doing")


def test_failed_jobs_and_waiting_ones_are_counted() -> None:
    job = jobs.configure_task("operate.forget_jobs", queue="elsewhere").defer(timestamp=0)
    assert selectors.failed_jobs() == 0
    assert 0 <= selectors.jobs_waiting_s() < 60
    execute("UPDATE procrastinate_jobs SET status = 'doing' WHERE id = %s", job)
    execute("UPDATE procrastinate_jobs SET status = 'failed' WHERE id = %s", job)
    assert selectors.failed_jobs() == 1
    assert selectors.jobs_waiting_s() == 0


def test_every_queue_has_a_worker(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[str] = []

    async def note(app: App, **options: Any) -> None:
        asked.extend(options["queues"])

    monkeypatch.setattr(App, "run_worker_async", note)
    for worker in work._workers(jobs):
        beside(worker)
    assert set(asked) >= {task.queue for task in jobs.tasks.values()}
    assert asked.count("photos") == 1
