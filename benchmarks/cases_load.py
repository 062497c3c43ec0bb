"""Sends requests and measures them: as many as will go over some connections, or so many a second. Prints JSON.

Run by benchmarks.cases as a process of its own, so that measuring costs the server's processes nothing but the machine.
"""

import argparse
import asyncio
import json
import random
import statistics
import sys
import time
import uuid
from collections.abc import Callable, Iterator

from benchmarks.cases_ground import CELL_LAT, CELL_LON, COLUMNS, ROWS, SOUTH, WEST

Make = Callable[[], bytes]


def report(keys: list[str], chance: random.Random) -> bytes:
    """Return the request of one report at a place anywhere in the district."""
    body = json.dumps(
        {
            "id": str(uuid.UUID(int=chance.getrandbits(128), version=4)),
            "category": "manhole",
            "lon": round(WEST + chance.random() * COLUMNS * CELL_LON, 6),
            "lat": round(SOUTH + chance.random() * ROWS * CELL_LAT, 6),
            "accuracy_m": 12.5,
            "taken_at": "2026-11-23T12:00:00+08:00",
            "words": "井盖碎了半块，晚上骑车很危险",
            "danger": False,
            "joins": None,
        }
    ).encode()
    head = f"POST /api/v1/reports HTTP/1.1\r\nHost: localhost\r\nAuthorization: Bearer {chance.choice(keys)}\r\n"
    return f"{head}Content-Type: application/json\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body


def near(keys: list[str], chance: random.Random) -> bytes:
    """Return the request for what is near a place anywhere in the district."""
    lon, lat = WEST + chance.random() * COLUMNS * CELL_LON, SOUTH + chance.random() * ROWS * CELL_LAT
    path = f"/api/v1/cases/nearby?lon={lon:.6f}&lat={lat:.6f}&category=manhole"
    return _get(path, f"Authorization: Bearer {chance.choice(keys)}")


def cases(keys: list[str], chance: random.Random) -> bytes:
    """Return the request for the first page of a tab over the API."""
    tab = chance.choice(("waiting", "filed", "working", "checking"))
    return _get(f"/api/v1/cases?tab={tab}", f"Authorization: Bearer {keys[0]}")


def page(keys: list[str], chance: random.Random) -> bytes:
    """Return the request for the staff's page of a tab."""
    tab = chance.choice(("waiting", "filed", "working", "checking"))
    return _get(f"/c/cases/?tab={tab}", f"Cookie: sessionid={keys[0]}")


def _get(path: str, header: str) -> bytes:
    return f"GET {path} HTTP/1.1\r\nHost: localhost\r\n{header}\r\n\r\n".encode()


KINDS = {"report": report, "near": near, "cases": cases, "page": page}


async def ask(reader: asyncio.StreamReader, writer: asyncio.StreamWriter, request: bytes) -> int:
    """Send one request, read its answer whole, and return its status."""
    writer.write(request)
    head = await reader.readuntil(b"\r\n\r\n")
    lines = head.lower().split(b"\r\n")
    length = next((int(line.partition(b":")[2]) for line in lines if line.startswith(b"content-length:")), None)
    if length is None:
        await _chunks(reader)
    elif length:
        await reader.readexactly(length)
    return int(head[9:12])


async def _chunks(reader: asyncio.StreamReader) -> None:
    while size := int(await reader.readuntil(b"\r\n"), 16):
        await reader.readexactly(size + 2)
    await reader.readexactly(2)


async def as_many_as_go(port: int, make: Make, connections: int, seconds: float) -> list[tuple[float, int]]:
    """Keep every connection busy; return (seconds taken, status) of each request."""
    until = time.perf_counter() + seconds
    taken: list[tuple[float, int]] = []

    async def caller() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", port)
        while (start := time.perf_counter()) < until:
            status = await ask(reader, writer, make())
            taken.append((time.perf_counter() - start, status))
        writer.close()

    await asyncio.gather(*(caller() for _ in range(connections)))
    return taken


async def so_many_a_second(
    port: int, make: Make, rate: float, seconds: float, connections: int
) -> list[tuple[float, int]]:
    """Send at fixed moments, whether answers come or not; a request counts from when it was due."""
    taken: list[tuple[float, int]] = []
    idle: asyncio.Queue[tuple[asyncio.StreamReader, asyncio.StreamWriter]] = asyncio.Queue()
    for _ in range(connections):
        idle.put_nowait(await asyncio.open_connection("127.0.0.1", port))

    async def one(due: float) -> None:
        pair = await idle.get()
        status = await ask(pair[0], pair[1], make())
        taken.append((time.perf_counter() - due, status))
        idle.put_nowait(pair)

    start, asked = time.perf_counter(), []
    for number in range(int(rate * seconds)):
        due = start + number / rate
        await asyncio.sleep(max(0.0, due - time.perf_counter()))
        asked.append(asyncio.create_task(one(due)))
    await asyncio.gather(*asked)
    return taken


def summary(taken: list[tuple[float, int]], seconds: float, good: set[int]) -> dict[str, float]:
    """Return the rate of good answers and the percentiles in milliseconds."""
    times = sorted(1000 * one for one, status in taken if status in good)
    bad = len(taken) - len(times)
    cuts = statistics.quantiles(times, n=100) if len(times) > 1 else [0.0] * 99
    return {
        "rate": len(times) / seconds,
        "p50": cuts[49],
        "p95": cuts[94],
        "p99": cuts[98],
        "bad": bad,
        "asked": len(taken),
    }


def requests(kind: str, keys: list[str], seed: int) -> Iterator[bytes]:
    """Yield requests of a kind without end."""
    chance = random.Random(seed)
    while True:
        yield KINDS[kind](keys, chance)


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("kind", choices=sorted(KINDS))
    parser.add_argument("--port", type=int, required=True)
    parser.add_argument("--seconds", type=float, default=8)
    parser.add_argument("--connections", type=int, default=16)
    parser.add_argument("--rate", type=float, default=0, help="requests a second; 0: as many as go")
    parser.add_argument("--seed", type=int, default=1)
    asked = parser.parse_args()
    endless = requests(asked.kind, json.loads(sys.stdin.read()), asked.seed)
    make: Make = lambda: next(endless)  # noqa: E731
    if asked.rate:
        work = so_many_a_second(asked.port, make, asked.rate, asked.seconds, asked.connections)
    else:
        work = as_many_as_go(asked.port, make, asked.connections, asked.seconds)
    started = time.perf_counter()
    taken = asyncio.run(work)
    print(json.dumps(summary(taken, time.perf_counter() - started, {200, 201})))


main()
