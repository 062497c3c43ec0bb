"""The pieces of work that `benchmarks.ledger` times, each through the public function a request would call."""

from __future__ import annotations

import argparse
import json
import multiprocessing
import random
import statistics
import time
from collections.abc import Callable
from datetime import date
from typing import Any

import django

django.setup()

from django.core.management import call_command  # noqa: E402 - Django had to be set up first
from django.db import connection, transaction  # noqa: E402

from benfu.ledger import proofs as ledger_proofs  # noqa: E402
from benfu.ledger.kinds import ISSUER, holder  # noqa: E402
from benfu.ledger.services import transfer  # noqa: E402
from benfu.platform.identity.actor import SYSTEM  # noqa: E402
from benfu.platform.lib.ids import uuid7  # noqa: E402

NEVER = date(9999, 12, 31)
PROOFS = (ledger_proofs.proofs,)


def give(rider: int, points: int) -> None:
    """Move points to a rider."""
    transfer(
        actor=SYSTEM,
        key=uuid7(),
        source=ISSUER,
        target=holder(f"person:{rider}"),
        amount=points,
        cause="benchmark",
        expires_on=NEVER,
    )


def single(rng: random.Random, riders: int) -> None:
    """Give one rider one point: one statement, one commit."""
    give(rng.randint(1, riders), 1)


WORK: dict[str, Callable[[random.Random, int], None]] = {"single": single}


def client(what: str, seed: int, riders: int, seconds: int, told: Any) -> None:
    """Work for some seconds and tell how long each call took."""
    rng, times, work = random.Random(seed), [], WORK[what]
    work(rng, riders)  # connects
    until = time.perf_counter() + seconds
    while (start := time.perf_counter()) < until:
        work(rng, riders)
        times.append(time.perf_counter() - start)
    connection.close()
    told.put(times)


def measure(what: str, clients: int, riders: int, seconds: int) -> dict[str, float]:
    """Run `clients` processes at once and return calls a second and the times in milliseconds."""
    connection.close()
    fork = multiprocessing.get_context("fork")
    told = fork.Queue()
    workers = [fork.Process(target=client, args=(what, seed, riders, seconds, told)) for seed in range(clients)]
    for worker in workers:
        worker.start()
    times = sorted(one for _ in workers for one in told.get())
    for worker in workers:
        worker.join()
    cuts = statistics.quantiles(times, n=100)
    return {"per_second": len(times) / seconds, "p50": cuts[49] * 1000, "p99": cuts[98] * 1000}


def prepare(riders: int) -> dict[str, float]:
    """Make the tables and open an account for every rider."""
    call_command("migrate", verbosity=0)
    with transaction.atomic():
        for rider in range(1, riders + 1):
            give(rider, 100)
    return {"riders": riders}


def prove() -> dict[str, float]:
    """Hold every proof against the database. Raises SystemExit naming what is broken."""
    found = [proof for one in PROOFS for proof in one()]
    if broken := [f"{proof.name}: {proof.detail}" for proof in found if not proof.ok]:
        raise SystemExit("\n".join(broken))
    return {"proofs that hold": len(found)}


def main() -> None:
    """Do one thing and print the result as JSON."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("what", choices=["prepare", "prove", *WORK])
    parser.add_argument("--seconds", type=int, default=8)
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--riders", type=int, default=10_000)
    given = parser.parse_args()
    if given.what == "prepare":
        found = prepare(given.riders)
    elif given.what == "prove":
        found = prove()
    else:
        found = measure(given.what, given.clients, given.riders, given.seconds)
    print(json.dumps(found))


if __name__ == "__main__":
    main()
