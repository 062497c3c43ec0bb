"""How fast reports are taken in, and how fast the list and what is near are read, with many cases stored.

Run from the root of the checkout:

    .venv/bin/python -m benchmarks.cases [--seconds 8] [--runs 3] [--connections 16] [--most 1000000] [--only create]

Uses the database of DATABASE_URL (which it fills: give it one of its own), else starts an embedded PostgreSQL with default
durability in a temporary folder. The web server is the one of `benfu up`: Granian, 2 processes of 8 threads. In each run the
product and the raw ceiling (`benchmarks.cases_raw`: the same rows by hand, nothing else) take turns, so compare them with each
other, not machines; printed are medians over the runs. A separate process sends, over connections that stay open, reports at
random places by 3,000 workers; "at 200/s" sends at fixed moments and counts from when a request was due. Beside each
rate stands the CPU
time a request took in the web server and in the database: on a busy machine it says more than the rate does.

Statements of a request are counted in `benfu/cases/tests/test_api.py` and `test_list.py`.
"""

from __future__ import annotations

import argparse
import json
import os
import secrets
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

import psutil
import psycopg

from benchmarks.ledger import instance

PRODUCT, RAW = "benfu.conf.wsgi:application", "benchmarks.cases_raw:application"
PROCESSES, THREADS = 2, 8
UP_S = 60


def module(name: str, *words: str, given: str = "") -> Any:
    """Run a module of this package and return the JSON it printed last."""
    command = [sys.executable, "-m", f"benchmarks.{name}", *words]
    done = subprocess.run(command, input=given, stdout=subprocess.PIPE, text=True, check=True)
    return json.loads(done.stdout.splitlines()[-1])


@dataclass(frozen=True)
class Web:
    """A running web server: its port and its first process."""

    port: int
    pid: int


@contextmanager
def web(application: str) -> Iterator[Web]:
    """Yield a running web server."""
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [
        *(
            sys.executable,
            "-m",
            "granian",
            "--interface",
            "wsgi",
            "--no-ws",
            "--log-level",
            "error",
            "--port",
            str(port),
        ),
        *("--host", "127.0.0.1", "--workers", str(PROCESSES), "--blocking-threads", str(THREADS)),
        *("--backpressure", "256", "--blocking-threads-idle-timeout", "600", application),
    ]
    process = subprocess.Popen(command)
    try:
        until = time.monotonic() + UP_S
        while socket.socket().connect_ex(("127.0.0.1", port)):
            if time.monotonic() > until or process.poll() is not None:
                raise SystemExit("the web server does not come up")
            time.sleep(0.1)
        yield Web(port, process.pid)
    finally:
        process.terminate()
        process.wait(30)


def load(server: Web, kind: str, keys: list[str], seconds: float, **more: float) -> dict[str, float]:
    """Send requests of a kind and return what was measured, with the CPU time a request took in the server and the database."""
    words = [f"--{name}={value}" for name, value in {"port": server.port, "seconds": seconds, **more}.items()]
    parts = {"web": server.pid, "db": postmaster()}
    before = {name: cpu_seconds(pid) for name, pid in parts.items()}
    measured: dict[str, float] = module("cases_load", kind, *words, given=json.dumps(keys))
    for name, pid in parts.items():
        measured[f"{name} cpu ms"] = 1000 * (cpu_seconds(pid) - before[name]) / max(1, measured["asked"])
    if measured["bad"]:
        print(f"  {measured['bad']:.0f} of {measured['asked']:.0f} requests were not answered well")
    return measured


def postmaster() -> int:
    """Return the process of the database if it runs on this machine, else 0."""
    with psycopg.connect(os.environ["DATABASE_URL"]) as connection:
        here = connection.info.host.startswith("/") or connection.info.host in {"localhost", "127.0.0.1"}
        return psutil.Process(connection.info.backend_pid).ppid() if here else 0


def cpu_seconds(pid: int) -> float:
    """Return the CPU time of a process and its children so far."""
    if not pid:
        return 0.0
    total = 0.0
    for process in [psutil.Process(pid), *psutil.Process(pid).children(recursive=True)]:
        with suppress(psutil.NoSuchProcess):
            spent = process.cpu_times()
            total += spent.user + spent.system + spent.children_user + spent.children_system
    return total


def create(stage: dict[str, Any], options: argparse.Namespace) -> None:
    """Print the rate of reports, product and raw in turn, and the latency at 200 a second."""
    rows: dict[str, list[dict[str, float]]] = {}
    for number in range(options.runs):
        for name, application in (("raw ceiling", RAW), ("create report", PRODUCT)):
            with web(application) as server:
                load(server, "report", stage["workers"], 2, connections=options.connections, seed=secrets.randbits(40))
                for label, rate in ((name, 0), (f"{name} at 200/s", 200)):
                    found = load(
                        *(server, "report", stage["workers"], options.seconds),
                        connections=options.connections,
                        rate=rate,
                        seed=secrets.randbits(40),
                    )
                    rows.setdefault(label, []).append(found)
        print(f"run {number + 1} done, load average {os.getloadavg()[0]:.1f}")
    table({name: middle(found) for name, found in rows.items()})


def read(stage: dict[str, Any], options: argparse.Namespace, stored: int) -> None:
    """Print how the list and what is near are read with so many cases stored."""
    module("cases_fill", "fill", str(stored), *(str(stage[name]) for name in ("department", "handler", "verifier")))
    rows: dict[str, dict[str, float]] = {
        f"list of 50, {stored:,}, in process": module("cases_fill", "list", "200", str(stage["account"])),
        f"near by, {stored:,}, in process": module("cases_fill", "near", "1000"),
    }
    kinds = {"cases": [stage["staff"]], "page": [stage["session"]], "near": stage["workers"]}
    with web(PRODUCT) as server:
        for kind, keys in kinds.items():
            load(server, kind, keys, 2, connections=1)
            found = [load(server, kind, keys, options.seconds, connections=1) for _ in range(options.runs)]
            rows[f"GET {kind}, {stored:,}, one at a time"] = middle(found)
    table(rows)


def middle(runs: list[dict[str, float]]) -> dict[str, float]:
    """Return the medians over runs."""
    return {name: statistics.median(run[name] for run in runs) for name in runs[0]}


def table(rows: dict[str, dict[str, float]]) -> None:
    """Print one row a measurement; times in milliseconds."""
    print(f"{'':<42}{'per second':>11}{'p50':>8}{'p95':>8}{'p99':>8}  also")
    for name, row in rows.items():
        cells = "".join(f"{row[key]:8.1f}" if key in row else f"{'':>8}" for key in ("p50", "p95", "p99"))
        rate = f"{row['rate']:11,.0f}" if "rate" in row else f"{'':>11}"
        known = {"rate", "p50", "p95", "p99", "bad", "asked"}
        also = ", ".join(f"{key} {value:.2f}" for key, value in row.items() if key not in known)
        print(f"{name:<42}{rate}{cells}  {also}")
    print()


def main() -> None:
    """Set the stage, measure, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=float, default=8)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--connections", type=int, default=16)
    parser.add_argument("--most", type=int, default=1_000_000)
    parser.add_argument("--only", choices=["create", "read"], default="")
    options = parser.parse_args()
    with instance() as url, tempfile.TemporaryDirectory(prefix="benfu-cases-") as home:
        os.environ |= {
            "DATABASE_URL": url,
            "BENFU_HOME": home,
            "BENFU_LOG": "ERROR",
            # 64 workers make what a city does; the count itself is part of what is measured.
            "BENFU_REPORTS_AN_HOUR": "1000000",
            "BENFU_SECRET_KEY": secrets.token_hex(32),
            "BENFU_PRIVACY_KEYS": "YmVuY2htYXJrLWJlbmNobWFyay1iZW5jaG1hcmstMTI=",
            "DJANGO_SETTINGS_MODULE": "benfu.conf.settings",
        }
        print(f"load average at the start: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
        stage = module("cases_setup")
        os.environ["RAW_PERSON"] = str(stage["verifier"])
        if options.only != "read":
            create(stage, options)
        if options.only != "create":
            for stored in sorted({min(100_000, options.most), options.most}):
                read(stage, options, stored)


if __name__ == "__main__":
    main()
