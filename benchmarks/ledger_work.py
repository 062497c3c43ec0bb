"""The pieces of work that `benchmarks.ledger` times, each through the public function a request would call."""

from __future__ import annotations

import argparse
import json
import multiprocessing
import random
import statistics
import time
from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from typing import Any

import django

django.setup()

from django.core.management import call_command  # noqa: E402 - Django had to be set up first
from django.db import connection, transaction  # noqa: E402

from benfu.ledger import proofs as ledger_proofs  # noqa: E402
from benfu.ledger.batches import Move  # noqa: E402
from benfu.ledger.kinds import ISSUER, holder  # noqa: E402
from benfu.ledger.services import transfer, transfer_many  # noqa: E402
from benfu.people.models import Person  # noqa: E402
from benfu.platform.identity.actor import SYSTEM, Actor  # noqa: E402
from benfu.platform.identity.models import Account  # noqa: E402
from benfu.platform.lib import clock  # noqa: E402
from benfu.platform.lib.ids import uuid7  # noqa: E402
from benfu.points import proofs as points_proofs  # noqa: E402
from benfu.points.loaders import load as load_tariff  # noqa: E402
from benfu.points.rules import Deed  # noqa: E402
from benfu.points.services import award as award_points  # noqa: E402
from benfu.rest_stops.hours import ALWAYS, to_data  # noqa: E402
from benfu.rest_stops.models import RestStop  # noqa: E402
from benfu.store import proofs as store_proofs  # noqa: E402
from benfu.store.errors import OverLimit  # noqa: E402
from benfu.store.models import Good  # noqa: E402
from benfu.store.services import Wish, place_order, receive_stock  # noqa: E402

NEVER = date(9999, 12, 31)
AREA = "990101001001001"
OUTLETS = GOODS = 20
BATCH = 1000
SIZES = {"batch": BATCH}
POSTERS = {"batch": 2}
"""How many posters a queue of batches has; single calls come by all clients."""
# The points given here have no decision behind them, so what compares the two is left out.
UNCAUSED = "points: each point issued has one cause"
PROOFS = (ledger_proofs.proofs, points_proofs.proofs, store_proofs.proofs)


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


def award(rng: random.Random, riders: int) -> None:
    """Decide on one verified report and pay it: tariff, caps, key, transfer, balance, lot, decision, fact."""
    day = clock.today() - timedelta(days=rng.randint(0, 300))
    deed = Deed("first_report", f"report:{uuid7()}", rng.randint(1, riders), day, case=1, category="manhole")
    award_points(actor=SYSTEM, deed=deed, area=AREA)


def order(rng: random.Random, riders: int) -> None:
    """Order one piece: hold, lots, limits, order, code, stock, fact. Who has three waiting is refused, which counts too."""
    rider = rng.randint(1, riders)
    buyer = Actor(account=rider, person=rider)
    with suppress(OverLimit):
        place_order(actor=buyer, key=uuid7(), outlet=rng.randint(1, OUTLETS), wishes=[Wish(rng.randint(1, GOODS))])


def batch(rng: random.Random, riders: int) -> None:
    """Give a thousand riders one point each in one call."""
    moves = [
        Move(uuid7(), ISSUER, holder(f"person:{rng.randint(1, riders)}"), 1, "benchmark", NEVER) for _ in range(BATCH)
    ]
    transfer_many(actor=SYSTEM, moves=moves)


WORK: dict[str, Callable[[random.Random, int], None]] = {
    "single": single,
    "award": award,
    "order": order,
    "batch": batch,
}


def client(what: str, seed: int, riders: int, seconds: int, told: Any) -> None:
    """Work for some seconds and tell how long each call took."""
    rng, times, work = random.Random(f"{what}:{seed}:{time.time_ns()}"), [], WORK[what]
    work(rng, riders)  # connects
    until = time.perf_counter() + seconds
    while (start := time.perf_counter()) < until:
        work(rng, riders)
        times.append(time.perf_counter() - start)
    connection.close()
    told.put(times)


def measure(what: str, clients: int, riders: int, seconds: int) -> dict[str, float]:
    """Run `clients` processes at once and return transfers (or calls) a second and a call's times in milliseconds."""
    clients = POSTERS.get(what, clients)
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
    return {"per_second": len(times) * SIZES.get(what, 1) / seconds, "p50": cuts[49] * 1000, "p99": cuts[98] * 1000}


@transaction.atomic
def prepare(riders: int) -> dict[str, float]:
    """Make people with points, and outlets with goods."""
    now = clock.now()
    Account.objects.bulk_create(Account(id=n, login=f"rider-{n}") for n in range(1, riders + 1))
    Person.objects.bulk_create(
        Person(id=n, account_id=n, name=f"骑手{n}", created_at=now) for n in range(1, riders + 1)
    )
    for rider in range(1, riders + 1):
        give(rider, 1000)
    load_tariff(lambda words: None)
    for n in range(1, OUTLETS + 1):
        hours = to_data(ALWAYS)
        RestStop.objects.create(
            id=n, kind="outlet", name=f"网点{n}", position=(120.08, 35.92), area=AREA, hours=hours, created_at=now
        )
    for n in range(1, GOODS + 1):
        Good.objects.create(id=n, name=f"商品{n}", price=1, created_at=now)
        for outlet in range(1, OUTLETS + 1):
            receive_stock(actor=SYSTEM, key=uuid7(), outlet=outlet, good=n, quantity=100_000)
    return {"riders": riders}


def prove() -> dict[str, float]:
    """Hold every proof against the database. Raises SystemExit naming what is broken."""
    found = [proof for one in PROOFS for proof in one() if proof.name != UNCAUSED]
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
        call_command("migrate", verbosity=0)
        found = prepare(given.riders)
    elif given.what == "prove":
        found = prove()
    else:
        found = measure(given.what, given.clients, given.riders, given.seconds)
    print(json.dumps(found))


if __name__ == "__main__":
    main()
