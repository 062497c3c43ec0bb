"""A day in a real district: messages of citizens come in as reports with photos, are worked off to closure, points and pick-ups.

    .venv/bin/python -m benchmarks.day                  2,000 messages, nothing is killed
    .venv/bin/python -m benchmarks.day --kills 10       web, worker and database are killed (SIGKILL) ten times
    .venv/bin/python -m benchmarks.day --messages 200   a short one

It starts a fresh installation (`benfu up`), imports the boundaries and communities of ../shared/data, cuts grid cells,
and lets scripted people act through the public API only. Everything the server acknowledged is written down and
held against the database afterwards (day_proofs.py). Without ../shared/data it says so and stops. The seed is
printed; the same seed makes the same day.
"""

import argparse
import csv
import json
import statistics
import sys
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from queue import Queue
from random import Random
from typing import Any

import psycopg

from benchmarks.client import Client
from benchmarks.day_people import HANDLER, OFFICIAL, Desk, Tally, errands, report_all
from benchmarks.day_store import keep, redeem
from benchmarks.server import Installation, installation
from benfu.imaging.scenes import SCENES, photo_file

SHARED = Path(__file__).resolve().parents[2] / "shared" / "data"
DISTRICT = "370211"
BOUNDARIES = SHARED / "boundaries" / "qingdao_huangdao_370211_towns_osm.geojson"
COMMUNITIES = SHARED / "boundaries" / "divisions_4areas_street_community.csv"
MESSAGES = SHARED / "messages" / "stream_4326.csv"
PARTS = ("web", "worker", "database")
REPORTERS, QUIET_S, LONGEST_S = 6, 3.0, 3600
PHOTO_SIZE, PHOTOS = (1600, 1200), 24


def main() -> int:
    """Live the day, print what happened, prove what must hold."""
    options = _options()
    if not BOUNDARIES.exists() or not MESSAGES.exists():
        sys.stdout.write(f"skipped: the real input is not at {SHARED}\n")
        return 0
    print(f"seed {options.seed}, {options.messages} messages, {options.workers} workers, {options.kills} kills")
    with installation(keep=options.keep) as server:
        stage = _timed("district and staff ready", lambda: _set_stage(server, options))
        day = Day(server, stage, options)
        _timed("everything reported, worked off and redeemed", day.live)
        _timed("photos still waiting then made ready", lambda: _photos_ready(server))
        day.tell()
        return _prove(server, day.tally)


def _options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=(__doc__ or "").split("\n")[0])
    parser.add_argument("--messages", type=int, default=2000)
    parser.add_argument("--workers", type=int, default=300)
    parser.add_argument(
        "--kills", type=int, default=0, help="how often web, worker or database is killed, in turn, at random moments"
    )
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--keep", action="store_true", help="keep the data folder")
    return parser.parse_args()


def _timed(what: str, work: Callable[[], Any]) -> Any:
    began = time.monotonic()
    result = work()
    print(f"{what}: {time.monotonic() - began:.0f} s", flush=True)
    return result


def _set_stage(server: Installation, options: argparse.Namespace) -> dict[str, Any]:
    source = ["--source", "© OpenStreetMap contributors, ODbL 1.0"]
    server.command("import", "areas", str(COMMUNITIES), "--under", DISTRICT)
    server.command("import", "boundaries", str(BOUNDARIES), "--parent", DISTRICT, "--level", "street", *source)
    server.command("cut-cells", DISTRICT)
    words = [DISTRICT, str(options.workers), str(options.messages), str(options.seed)]
    done = server.module("benchmarks.day_setup", *words)
    if done.returncode:
        raise SystemExit("the stage could not be set")
    return dict(json.loads(done.stdout))


def messages(count: int, seed: int) -> list[str]:
    """Return so many messages, titles and texts as citizens wrote them, in a seeded order."""
    with MESSAGES.open(encoding="utf-8-sig", newline="") as file:
        texts = [f"{row['title']}\n{row['text']}" for row in csv.DictReader(file)]
    return Random(seed).sample(texts, min(count, len(texts)))


@dataclass
class Day:
    """The stage, the people and what they were told."""

    server: Installation
    stage: dict[str, Any]
    options: argparse.Namespace

    def __post_init__(self) -> None:
        """Draw the photos and put the messages into the queue."""
        self.tally = Tally()
        self.seconds = 0.0
        self.kills: list[str] = []
        pictures = [photo_file(list(SCENES)[n % len(SCENES)], n, "before", PHOTO_SIZE) for n in range(PHOTOS)]
        mended = [photo_file(list(SCENES)[n % len(SCENES)], n, "after", PHOTO_SIZE) for n in range(PHOTOS)]
        self.context = {
            "departments": [one["id"] for one in self.stage["departments"]],
            "pictures": mended,
            "send_back": "not_mended",
        }
        texts = messages(self.options.messages, self.options.seed)
        todo = errands(texts, self.stage["places"], pictures, self.stage["workers"], self.options.seed)
        self.queue: Queue[Any] = Queue()
        for errand in todo:
            self.queue.put(errand)

    def live(self) -> None:
        """Let everybody act until nothing is left to do."""
        began, stop = time.monotonic(), threading.Event()
        reporters = [self._start(report_all, self._client(), self.queue, self.tally) for _ in range(REPORTERS)]
        desks = [self._start(desk.work, stop) for desk in self._desks()]
        killer = self._start(self._kill, stop)
        for thread in reporters:
            thread.join()
        self._until_worked_off(began)
        stop.set()
        for thread in (*desks, killer):
            thread.join()
        self.server.wait()
        self._redeem()
        self.seconds = time.monotonic() - began

    def _desks(self) -> list[Desk]:
        officials = [token for pair in self.stage["streets"].values() for token in pair[:1]]
        handlers = [token for one in self.stage["departments"] for token in one["tokens"]]
        made = [(token, OFFICIAL) for token in officials] + [(token, HANDLER) for token in handlers]
        return [
            Desk(self._client(token), tabs, self.tally, Random(f"{self.options.seed}/{number}"), self.context)
            for number, (token, tabs) in enumerate(made)
        ]

    def _until_worked_off(self, began: float) -> None:
        """Wait until no desk has anything left, twice in a row, and every fact is told."""
        district = self._client(self.stage["streets"][DISTRICT][1])
        quiet = 0
        while quiet < 2:
            if time.monotonic() - began > LONGEST_S:
                raise SystemExit("the day does not end: something is never worked off")
            open_cases = sum(
                len(district.insist("GET", f"/api/v1/cases?tab={tab}&size=1").json["cases"])
                for tab in ("waiting", "filed", "returned", "working", "checking")
            )
            quiet = 0 if open_cases else quiet + 1
            time.sleep(QUIET_S)

    def _redeem(self) -> None:
        """Everybody who has enough points orders something; the keepers hand most of it over."""
        orders: Queue[Any] = Queue()
        share = [self.stage["workers"][n::REPORTERS] for n in range(REPORTERS)]
        threads = [
            self._start(
                redeem, self._client(), tokens, self.stage["outlets"], orders, self.tally, self.options.seed + n
            )
            for n, tokens in enumerate(share)
        ]
        for thread in threads:
            thread.join()
        keep(self._client(), orders, self.tally)

    def _kill(self, stop: threading.Event) -> None:
        """Kill a part at random moments, so many times; wait until it has come back before the next."""
        chance = Random(self.options.seed)
        for number in range(self.options.kills):
            if stop.wait(chance.uniform(4, 12)):
                break
            part = PARTS[number % len(PARTS)]
            if self.server.kill(part):
                self.kills.append(part)
            self.server.wait()

    def _start(self, work: Callable[..., Any], *given: Any) -> threading.Thread:
        thread = threading.Thread(target=work, args=given, daemon=True)
        thread.start()
        return thread

    def _client(self, token: str = "") -> Client:
        return Client("127.0.0.1", self.server.port, token)

    def tell(self) -> None:
        """Print what happened."""
        tally = self.tally
        print(f"killed: {', '.join(self.kills) or 'nothing'}")
        print(f"{len(tally.reports)} reports, {len(tally.photos)} photos")
        print(f"{len(tally.orders)} orders, {len(tally.handed_over)} handed over")
        if tally.waits_ms:
            cuts = statistics.quantiles(tally.waits_ms, n=100)
            print(
                f"a report was acknowledged after {cuts[49]:.0f} ms (median), {cuts[94]:.0f} ms (p95), retries included"
            )
        print(f"{sum(tally.answers.values()) / self.seconds:.0f} acknowledged acts a second")
        for what, count in sorted(tally.answers.items()):
            print(f"  {what:<20}{count:>7}")


def _photos_ready(server: Installation) -> None:
    """Wait until the worker has looked at every photo that came. Raises SystemExit when it never does."""
    until = time.monotonic() + LONGEST_S
    with psycopg.connect(server.environment["DATABASE_URL"], autocommit=True) as connection:
        while connection.execute("SELECT 1 FROM files_storedfile WHERE state = 'received' LIMIT 1").fetchone():
            if time.monotonic() > until:
                raise SystemExit("photos wait for ever")
            time.sleep(1)


def _prove(server: Installation, tally: Tally) -> int:
    said = {
        "reports": tally.reports,
        "photos": sorted(tally.photos),
        "orders": tally.orders,
        "handed_over": sorted(tally.handed_over),
    }
    done = server.module("benchmarks.day_proofs", given=json.dumps(said))
    print(done.stdout, end="")
    print("all proofs hold" if done.returncode == 0 else "PROOFS ARE BROKEN")
    return done.returncode


if __name__ == "__main__":
    sys.exit(main())
