"""How long a back-test of a draft takes over 1,000,000 deeds of a quarter, from the database to both sides' sums.

Run from the root of the checkout:  .venv/bin/python -m benchmarks.backtest [--deeds 1000000] [--riders 10000] [--runs 3]

Uses the database of DATABASE_URL (which it fills: give it one of its own), else an embedded PostgreSQL in a temporary folder.
Riders are drawn by Zipf (a few do very much, most little), so that caps are met; every decision is stored with its inputs as the
award path stores it, but none is paid (there is no ledger behind them). Takes the best and the median of the runs; then works
out a sample of riders one deed after another with the rules themselves and counts the differences. The seed is printed.
"""

from __future__ import annotations

import argparse
import json
import os
import secrets
import statistics
import subprocess
import sys

from benchmarks.ledger import instance


def main() -> None:
    """Start a database where there is none, and measure in a process of its own."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--deeds", type=int, default=1_000_000)
    parser.add_argument("--riders", type=int, default=10_000)
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--seed", type=int, default=7)
    options = parser.parse_args()
    print(f"load average at the start: {os.getloadavg()[0]:.1f} on {os.cpu_count()} cores; seed {options.seed}")
    with instance() as url:
        os.environ.setdefault("BENFU_SECRET_KEY", secrets.token_hex(32))
        os.environ.setdefault("BENFU_PRIVACY_KEYS", "YmVuY2htYXJrLWJlbmNobWFyay1iZW5jaG1hcmstMTI=")
        os.environ |= {"DATABASE_URL": url, "DJANGO_SETTINGS_MODULE": "benfu.conf.settings", "BENFU_LOG": "ERROR"}
        command = [
            sys.executable,
            "-m",
            "benchmarks.backtest_work",
            *(str(number) for number in vars(options).values()),
        ]
        out = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout
    found = json.loads(out.splitlines()[-1])
    print(f"{found['deeds']:,} deeds of {found['riders']:,} riders, the busiest {found['busiest']:,}")
    for name in ("read", "replay", "whole"):
        times = found[name]
        print(f"{name:<8} best {min(times):6.2f} s   median {statistics.median(times):6.2f} s")
    print(f"memory at its peak: {found['megabytes']:,} MB")
    print(
        f"today {found['today']:,} points, draft {found['draft']:,}; deeds cut by caps under the draft: {found['cut']:,}"
    )
    print(f"{found['sample']:,} deeds of a sample worked out one by one: {found['differences']} differences")


if __name__ == "__main__":
    main()
