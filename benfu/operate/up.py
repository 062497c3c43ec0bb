"""`benfu up`: database, tables, reference data, demo, web server and worker, kept running until Ctrl-C."""

import argparse
import contextlib
import json
import os
import resource
import shutil
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from benfu.operate import cluster as clusters
from benfu.operate.addresses import addresses, healthy, need_port, network_names, url
from benfu.operate.database import check_server, take_over
from benfu.operate.home import DEFAULT_PORT, Home, environment, home_for
from benfu.operate.supervise import Program, Supervisor, clear_leftovers, last_words, remember, wait_until
from benfu.operate.words import Trouble, say, show

WORKERS = 2
THREADS = 8
# Open connections per worker, waiting ones and idle ones too (a browser keeps up to six); only threads hold the database.
CONNECTIONS = 1024
# An idle connection is closed after this, and so is one that never finishes its first line.
IDLE_MS = 20_000
NEEDED_MB = 200
READY_S = 90
RUNNING = "running.json"


@dataclass
class Stopping:
    """Set by Ctrl-C or SIGTERM: once asks to stop, twice insists."""

    asked: threading.Event = field(default_factory=threading.Event)
    insisted: threading.Event = field(default_factory=threading.Event)

    def listen(self) -> None:
        """Answer the signals that ask a program to stop."""
        for kind in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            signal.signal(kind, lambda *_: self._hear())

    def _hear(self) -> None:
        (self.insisted if self.asked.is_set() else self.asked).set()


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Describe the options of `benfu up`."""
    parser.add_argument(
        "--port", type=int, default=None, help=f"port to listen on ({DEFAULT_PORT}); each port keeps its own data"
    )
    parser.add_argument("--host", default="127.0.0.1", help="address to listen on (127.0.0.1); 0.0.0.0 lets phones in")
    parser.add_argument("--data", default=None, help="data folder (var/<port>)")
    parser.add_argument("--fresh", action="store_true", help="throw the data folder's contents away and start over")
    parser.add_argument("--no-demo", action="store_true", help="start empty, without the invented district")


def up(options: argparse.Namespace) -> int:
    """Run everything until told to stop, and return the exit code. Raises Trouble in words."""
    stopping = Stopping()
    stopping.listen()
    port = options.port or DEFAULT_PORT
    home = home_for(data=options.data, port=options.port)
    if not home.exists():
        need_port(options.host, port)  # before a folder is made for it
    home.make()
    with _only_one(home, options.host, port):
        clear_leftovers(home.path)
        need_port(options.host, port)
        if options.fresh:
            _start_over(home)
        _need_disk(home)
        with _database(home, stopping) as database:
            ours = addresses(options.host) | {"DATABASE_URL": database.url}
            if not _prepare(home, environment(home) | ours, stopping, demo=not options.no_demo):
                return 0 if stopping.asked.is_set() else 1
            # Preparing has found out whether this is a demo, which the environment tells the programs.
            return _serve(home, options.host, port, environment(home) | ours, database, stopping)


@dataclass
class Database:
    """The database while we run: a server elsewhere, or the embedded one that is tended like the programs."""

    url: str
    cluster: clusters.Cluster | None = None
    server: subprocess.Popen[bytes] | None = None

    def tend(self) -> bool:
        """Start the embedded server again if it died; return whether that was necessary."""
        if not self.cluster or not self.server or self.server.poll() is None:
            return False
        say("the database ended by itself; starting it again")
        self.server = clusters.start(self.cluster)
        return True


@contextlib.contextmanager
def _database(home: Home, stopping: Stopping) -> Iterator[Database]:
    server = os.environ.get("DATABASE_URL")
    if server:
        say(check_server(server))
        yield Database(server)
        return
    cluster = take_over(home)
    with home.locked("users", shared=True):
        say(f"starting the database in {home.name}")
        database = Database(cluster.url(), cluster, clusters.start(cluster))
        try:
            yield database
        finally:
            clusters.stop(cluster, patience=2 if stopping.insisted.is_set() else clusters.STOP_S)
            say("stopped")


def _prepare(home: Home, surroundings: dict[str, str], stopping: Stopping, *, demo: bool) -> bool:
    command = [sys.executable, "-m", "benfu.conf.cli", "manage", "prepare", *(["--demo"] if demo else [])]
    with subprocess.Popen(command, env=surroundings, stdin=subprocess.DEVNULL, start_new_session=True) as run:
        remember(home.path, [run.pid])
        while run.poll() is None and not stopping.asked.wait(0.1):
            pass
        if run.poll() is None:
            run.terminate()
        while run.poll() is None and not stopping.insisted.wait(0.1):
            pass
        if run.poll() is None:
            run.kill()
    return run.returncode == 0


def _serve(
    home: Home, host: str, port: int, surroundings: dict[str, str], database: Database, stopping: Stopping
) -> int:
    _allow_many_connections()
    web = Program("web", _web_command(host, port))
    worker = Program("worker", [sys.executable, "-m", "benfu.conf.cli", "manage", "work"])
    supervisor = Supervisor(home.path, home.log, surroundings, [web, worker])

    def tend() -> None:
        if database.tend():
            supervisor.renew(web)
        supervisor.tend()
        if not reached and web.deaths >= 3:
            show(last_words(home.log / "web.log"))
            raise Trouble(f"the web server does not start; its last words stand above and in {home.log / 'web.log'}")

    reached = False
    try:
        say("starting the web server and the worker")
        reached = wait_until(lambda: healthy(host, port), stopping.asked, tend, READY_S)
        if not reached and not stopping.asked.is_set():
            raise Trouble(f"the web server started but does not answer; see {home.log / 'web.log'}")
        if reached:
            _welcome(home, host, port, surroundings)
        while not stopping.asked.wait(0.3):
            tend()
        return 0
    finally:
        say("stopping (Ctrl-C once more: at once)")
        supervisor.stop(stopping.insisted)


def _allow_many_connections() -> None:
    """Raise the limit of open files, which is often 1,024, to what our connections need and the system allows."""
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    wanted = 4 * CONNECTIONS if hard == resource.RLIM_INFINITY else min(4 * CONNECTIONS, hard)
    if soft != resource.RLIM_INFINITY and soft < wanted:
        resource.setrlimit(resource.RLIMIT_NOFILE, (wanted, hard))


def _web_command(host: str, port: int) -> list[str]:
    numbers = {
        "--port": port,
        "--workers": WORKERS,
        "--blocking-threads": THREADS,
        "--blocking-threads-idle-timeout": 600,
        "--backpressure": CONNECTIONS,
        "--backlog": 2 * CONNECTIONS,
        "--http1-header-read-timeout": IDLE_MS,
        "--respawn-interval": 1,
        "--workers-kill-timeout": 10,
    }
    granian = [sys.executable, "-m", "granian", "--interface", "wsgi", "--no-ws", "--respawn-failed-workers"]
    options = [word for name, number in numbers.items() for word in (name, str(number))]
    return [*granian, "--log-level", "error", "--host", host, *options, "benfu.conf.wsgi:application"]


@contextlib.contextmanager
def _only_one(home: Home, host: str, port: int) -> Iterator[None]:
    with contextlib.ExitStack() as stack:
        try:
            stack.enter_context(home.locked("up", wait=False))
        except BlockingIOError:
            raise Trouble(_already_running(home)) from None
        note = home.path / RUNNING
        note.write_text(json.dumps({"pid": os.getpid(), "address": url(host, port)}))
        stack.callback(note.unlink, missing_ok=True)
        yield


def _already_running(home: Home) -> str:
    found = _note(home)
    return (
        f"benfu already runs from {home.name}, at {found.get('address', 'its address')} (process {found.get('pid', '?')}). "
        "Open that, stop it with Ctrl-C where it was started, or start a second one with its own data: ./run --port 8001"
    )


def _note(home: Home) -> dict[str, object]:
    try:
        return dict(json.loads((home.path / RUNNING).read_text()))
    except (OSError, ValueError):
        return {}


def _need_disk(home: Home) -> None:
    free = shutil.disk_usage(home.path).free // 2**20
    if free < NEEDED_MB:
        raise Trouble(
            f"only {free} MB of disk are free at {home.path}, {NEEDED_MB} are needed. Free some space and start again."
        )


def _start_over(home: Home) -> None:
    if os.environ.get("DATABASE_URL"):
        raise Trouble(
            "--fresh does not empty a database on a server. Drop and create it there yourself, or unset DATABASE_URL to use the "
            "embedded database."
        )
    say(f"starting over: everything in {home.name} is thrown away")
    clusters.stop(take_over(home))
    clusters.wipe(home)
    home.make()


def _welcome(home: Home, host: str, port: int, surroundings: dict[str, str]) -> None:
    lines = ["", f"  benfu is ready:  {url(host, port)}"]
    lines += [f"  on the network:  http://{name}:{port}/" for name in network_names(host)]
    if surroundings.get("BENFU_DEMO") == "1":
        command = [sys.executable, "-m", "benfu.conf.cli", "manage", "demo_logins"]
        done = subprocess.run(command, env=surroundings, capture_output=True, text=True, timeout=60)
        lines += ["", done.stdout.rstrip()]
    show("\n".join([*lines, "", f"  data: {home.name}   logs: {_shown(home.log)}   stop: Ctrl-C", ""]))


def _shown(path: Path) -> str:
    here = Path.cwd()
    return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)
