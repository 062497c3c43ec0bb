"""What `benfu check` asks of the machine and the installation itself; the rooms bring proofs of their own data."""

import shutil
from collections.abc import Iterable
from pathlib import Path

from django.conf import settings
from django.core import checks
from django.db import connection
from django.db.migrations.executor import MigrationExecutor

from benfu.operate.models import Installation
from benfu.operate.selectors import clock_difference_s, failed_jobs, jobs_waiting_s
from benfu.platform.journal.selectors import failed_tellings, untold_count
from benfu.platform.lib.proof import Proof

LEAST_DISK_MB = 500
MOST_CLOCK_S = 5.0
MOST_WAIT_S = 600.0
MOST_UNTOLD = 10_000


def proofs() -> Iterable[Proof]:
    """Yield what must hold for the installation to run well."""
    yield _settings()
    yield _no_demo_by_mistake()
    yield _migrations()
    yield _disk()
    yield _clock()
    yield _facts()
    yield _jobs()


def _settings() -> Proof:
    found = [str(message) for message in checks.run_checks() if message.level >= checks.WARNING]
    return Proof("the settings are sound", not found, "; ".join(found) or "nothing to say")


def _no_demo_by_mistake() -> Proof:
    mistaken = settings.DEMO and not Installation.objects.filter(demo=True).exists()
    told = "BENFU_DEMO is set, but this database is for real people: codes stand on the screen. Unset it."
    return Proof("sign-in codes are on screen in a demo only", not mistaken, told if mistaken else "they are not")


def _migrations() -> Proof:
    executor = MigrationExecutor(connection)
    steps = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return Proof(
        "the tables are up to date", not steps, f"{len(steps)} steps to go: benfu manage migrate" if steps else ""
    )


def _disk() -> Proof:
    home = Path(settings.HOME)
    free = shutil.disk_usage(home if home.exists() else home.parent).free // 2**20
    return Proof("there is room on the disk", free >= LEAST_DISK_MB, f"{free} MB free")


def _clock() -> Proof:
    ahead = clock_difference_s()
    return Proof("this clock and the database's agree", abs(ahead) <= MOST_CLOCK_S, f"{ahead:+.1f} s")


def _facts() -> Proof:
    failed, untold = failed_tellings().count(), untold_count()
    return Proof(
        "every fact was told",
        not failed and untold <= MOST_UNTOLD,
        f"{untold} waiting, {failed} failed (dead letters: see the console)",
    )


def _jobs() -> Proof:
    failed, waiting = failed_jobs(), jobs_waiting_s()
    return Proof(
        "jobs are being done", not failed and waiting <= MOST_WAIT_S, f"{failed} failed, oldest due for {waiting:.0f} s"
    )
