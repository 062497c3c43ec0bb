"""How fast points move, beside pgbench TPC-B on the same instance in the same run (R).

Run from the root of the checkout:  .venv/bin/python -m benchmarks.ledger [--seconds 8] [--runs 3] [--clients 8] [--riders 10000]

Uses the database of DATABASE_URL (which it fills: give it one of its own), else starts an embedded PostgreSQL with default
durability in a temporary folder. Takes turns: pgbench, then each kind of work of `benchmarks.ledger_work` through its public
function, by `--clients` processes of one connection each, riders drawn uniformly. Prints medians over the runs and the
ratio to R, then holds every proof against what was written. Judge ratios, not machines.
"""

from __future__ import annotations

import argparse
import json
import os
import re
import secrets
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from benfu.operate.binaries import binaries
from benfu.operate.database import running
from benfu.operate.home import Home

WORK = ("single", "award", "order", "batch")


@contextmanager
def instance() -> Iterator[str]:
    """Yield the address of a durable PostgreSQL: DATABASE_URL, else one started for this run."""
    if url := os.environ.get("DATABASE_URL"):
        yield url
        return
    folder = Path(tempfile.mkdtemp(prefix="benfu-ledger-"))
    folder.chmod(0o755)  # the database may run under an account of its own
    try:
        with running(Home(folder / "home")) as url:
            yield url
    finally:
        shutil.rmtree(folder, ignore_errors=True)


def pgbench() -> str:
    """Return the program, from where the server's own are, else from the path."""
    beside = Path(binaries().program("pgbench"))
    found = str(beside) if beside.exists() else shutil.which("pgbench")
    if not found:
        raise SystemExit("pgbench is missing: Debian's package postgresql-contrib has it")
    return found


def tpc_b(url: str, clients: int, seconds: int) -> float:
    """Return R: TPC-B transactions a second, prepared, at the same number of connections."""
    command = [pgbench(), "-n", "-M", "prepared", "-c", str(clients), "-j", "2", "-T", str(seconds), url]
    out = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    found = re.search(r"tps = ([\d.]+)", out)
    if not found:
        raise SystemExit(out)
    return float(found[1])


def ours(what: str, *more: str) -> dict[str, float]:
    """Run `benchmarks.ledger_work` and return what it measured."""
    command = [sys.executable, "-m", "benchmarks.ledger_work", what, *more]
    out = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    measured: dict[str, float] = json.loads(out.splitlines()[-1])
    return measured


def main() -> None:
    """Measure and print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seconds", type=int, default=8)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--clients", type=int, default=8)
    parser.add_argument("--riders", type=int, default=10_000)
    options = parser.parse_args()
    with instance() as url:
        os.environ.setdefault("BENFU_SECRET_KEY", secrets.token_hex(32))
        os.environ.setdefault("BENFU_PRIVACY_KEYS", "YmVuY2htYXJrLWJlbmNobWFyay1iZW5jaG1hcmstMTI=")
        os.environ |= {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "benfu.conf.settings", "BENFU_LOG": "ERROR"}
        print(f"load average at the start: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores")
        subprocess.run([pgbench(), "-i", "-q", "-s", "10", url], check=True, capture_output=True)
        print(ours("prepare", "--riders", str(options.riders)))
        rows: dict[str, list[dict[str, float]]] = defaultdict(list)
        more = [f"--{name}={getattr(options, name)}" for name in ("seconds", "clients", "riders")]
        for _ in range(options.runs):
            rows["pgbench TPC-B (R)"].append({"per_second": tpc_b(url, options.clients, options.seconds)})
            for what in WORK:
                rows[what].append(ours(what, *more))
        print_table(rows)
        print(ours("prove"))


def print_table(rows: dict[str, list[dict[str, float]]]) -> None:
    """Print medians over the runs."""
    middle = {
        name: {key: statistics.median(run[key] for run in runs) for key in runs[0]} for name, runs in rows.items()
    }
    r = middle["pgbench TPC-B (R)"]["per_second"]
    print(f"{'work':<20}{'per second':>12}{'× R':>8}{'p50 ms':>9}{'p99 ms':>9}")
    for name, row in middle.items():
        times = "".join(f"{row[key]:9.1f}" if key in row else f"{'':>9}" for key in ("p50", "p99"))
        print(f"{name:<20}{row['per_second']:12,.0f}{row['per_second'] / r:8.2f}{times}")


if __name__ == "__main__":
    main()
