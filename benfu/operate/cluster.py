"""The embedded PostgreSQL of one data folder: made, started, healed after a crash, stopped."""

import hashlib
import locale
import os
import shutil
import signal
import stat
import subprocess
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

import psutil
import psycopg

from benfu.operate.binaries import SHARED, Account, Binaries, account, as_account, binaries, within_reach
from benfu.operate.home import Home
from benfu.operate.processes import alive, end
from benfu.operate.words import Trouble, say

USER = NAME = "benfu"
# A Unix socket's path may hold 107 bytes on Linux and 103 on macOS; PostgreSQL appends '/.s.PGSQL.5432.lock'.
LONGEST_SOCKET_FOLDER = 103 - len("/.s.PGSQL.5432.lock")
START_S = 120
STOP_S = 30
# Durable by default; memory for a small machine. Nothing that a person typed may reach the log:
# no statements, no details (they quote values).
OPTIONS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "max_connections": "60",
    "shared_buffers": "160MB",
    "max_wal_size": "1GB",
    "min_wal_size": "160MB",
    "random_page_cost": "1.1",
    "jit": "off",
    "max_parallel_workers_per_gather": "0",
    "idle_in_transaction_session_timeout": "60s",
    "timezone": "UTC",
    "logging_collector": "on",
    "log_directory": "log",
    "log_filename": "%a.log",
    "log_truncate_on_rotation": "on",
    "log_rotation_age": "1d",
    "log_rotation_size": "0",
    "log_error_verbosity": "terse",
    "log_min_error_statement": "panic",
    "log_parameter_max_length_on_error": "0",
    "log_checkpoints": "off",
}
HASTY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


@dataclass(frozen=True)
class Cluster:
    """One database cluster: where it lies, whose programs serve it, and under which account."""

    place: Path
    programs: Binaries
    who: Account | None
    durable: bool = True

    @property
    def data(self) -> Path:
        """PostgreSQL's data directory."""
        return self.place / "data"

    @property
    def label(self) -> str:
        """A name in the title of each of its processes, by which they are known again after a crash."""
        return f"benfu-{hashlib.sha256(str(self.place).encode()).hexdigest()[:12]}"

    @property
    def sockets(self) -> Path:
        """The folder of its socket; a short one elsewhere where the own path is too long for a socket."""
        own = self.place / "run"
        if len(os.fsencode(own)) <= LONGEST_SOCKET_FOLDER:
            return own
        return Path("/tmp") / f"{self.label}-{self.who.uid if self.who else os.geteuid()}"  # noqa: S108 - see _private_folder

    def url(self, name: str = NAME) -> str:
        """Return the address of one of its databases."""
        return f"postgresql://{USER}@/{name}?host={quote(str(self.sockets), safe='/')}"


def cluster_of(home: Home, *, durable: bool = True) -> Cluster:
    """Return the cluster of a data folder, made or not. Raises Trouble if nothing here can run it."""
    who = account(home.database / "data")
    place = _place_for(home, who)
    version = place / "data" / "PG_VERSION"
    programs = binaries(int(version.read_text()) if version.exists() else None)
    return Cluster(place, within_reach(programs, who), who, durable)


def wipe(home: Home) -> None:
    """Remove a data folder's contents, the database too when it had to lie elsewhere."""
    home.wipe()
    shutil.rmtree(_elsewhere(home), ignore_errors=True)


def create(cluster: Cluster) -> None:
    """Make the cluster if it is not there yet. Raises Trouble in words."""
    if (cluster.data / "PG_VERSION").exists():
        return
    say(f"making the database (PostgreSQL {cluster.programs.major})")
    # Made aside and renamed, so that a crash in between leaves no half of a cluster.
    aside = cluster.place / "data.new"
    shutil.rmtree(aside, ignore_errors=True)
    command = [cluster.programs.program("initdb"), "-D", str(aside), "-U", USER, "--encoding=UTF8", "--no-instructions"]
    command += ["--auth-local=trust", "--auth-host=reject", "--lc-collate=C", f"--lc-ctype={_character_type()}"]
    command += ["--lc-messages=C"] + ([] if cluster.durable else ["--no-sync"])
    done = subprocess.run(command, capture_output=True, text=True, **as_account(cluster.who))
    if done.returncode:
        shutil.rmtree(aside, ignore_errors=True)
        raise Trouble(f"the database could not be made: {_in_words(done.stderr)}")
    aside.rename(cluster.data)


def start(cluster: Cluster) -> subprocess.Popen[bytes]:
    """Start the server and wait until it answers; heals what a crash left. Raises Trouble in words."""
    create(cluster)
    for attempt in range(5):
        heal(cluster)
        server = _launch(cluster)
        if _answers(cluster, server):
            _create_database(cluster)
            return server
        words = _last_words(cluster)
        # Backends of a killed server give their memory back a moment later.
        if "pre-existing shared memory" not in words and "already exists" not in words:
            break
        time.sleep(1 + attempt)
    raise Trouble(f"the database does not start: {_in_words(words)}")


def heal(cluster: Cluster) -> None:
    """Clear away what a crash left: processes without their server, and a lock that names a stranger's process."""
    running = processes(cluster)
    if running:
        say("clearing away processes of a database that crashed")
        end(running, [(signal.SIGQUIT, 5), (signal.SIGKILL, 5)])
    lock = cluster.data / "postmaster.pid"
    stale = [lock, cluster.sockets / ".s.PGSQL.5432.lock", cluster.sockets / ".s.PGSQL.5432"]
    # PostgreSQL removes a lock whose process is gone by itself. But the number may have been given to someone else since, or
    # belong to a dead process that nobody collects (in a container): ours are all gone by now, whoever bears it.
    if any(pid and psutil.pid_exists(pid) for pid in map(_pid_in, stale[:2])):
        for file in stale:
            file.unlink(missing_ok=True)


def server_of(cluster: Cluster) -> psutil.Process | None:
    """Return the running server process, or None."""
    pid = _pid_in(cluster.data / "postmaster.pid")
    return next((process for process in processes(cluster) if process.pid == pid), None)


def processes(cluster: Cluster) -> list[psutil.Process]:
    """Return all living processes of this cluster, whoever started them."""
    found = []
    for process in psutil.process_iter(["name", "cmdline"]):
        title = " ".join(process.info["cmdline"] or [])
        if (process.info["name"] or "").startswith("postgres") and cluster.label in title:
            found.append(process)
    return [process for process in found if alive(process)]


def stop(cluster: Cluster, *, patience: float = STOP_S) -> None:
    """Stop the server: politely, then firmly, then by force."""
    server = server_of(cluster)
    if server:
        end([server], [(signal.SIGINT, patience), (signal.SIGQUIT, 10)])
    end(processes(cluster), [(signal.SIGQUIT, 2), (signal.SIGKILL, 5)])
    if cluster.sockets.parent != cluster.place:
        with suppress(OSError):
            cluster.sockets.rmdir()


def answers(cluster: Cluster, name: str = "postgres") -> bool:
    """Return whether the server takes connections."""
    try:
        with psycopg.connect(cluster.url(name), connect_timeout=5):
            return True
    except psycopg.OperationalError:
        return False


def _place_for(home: Home, who: Account | None) -> Path:
    place = home.database
    if who is None:
        place.mkdir(parents=True, exist_ok=True, mode=0o700)
        return place
    elsewhere = _elsewhere(home)
    if not (elsewhere / "data").exists():
        if _can_use(place, who):
            return place
        # Data that lie here already must not seem lost because a folder above them was closed since.
        if (place / "data").exists():
            raise Trouble(
                f"the account {who.name} cannot reach {place} any more: a folder above it was closed (chmod o+x opens it)."
            )
    if not elsewhere.exists():
        say(f"the account {who.name} cannot reach {home.name}: the database lies in {elsewhere}")
        SHARED.mkdir(parents=True, exist_ok=True)
        SHARED.chmod(0o755)
        elsewhere.mkdir(mode=0o700)
    os.chown(elsewhere, who.uid, who.gid)
    return elsewhere


def _elsewhere(home: Home) -> Path:
    return SHARED / f"database-{hashlib.sha256(str(home.path).encode()).hexdigest()[:12]}"


def _can_use(place: Path, who: Account) -> bool:
    place.mkdir(parents=True, exist_ok=True, mode=0o700)
    os.chown(place, who.uid, who.gid)
    probe = subprocess.run(["/bin/sh", "-c", 'cd "$1"', "sh", str(place)], capture_output=True, **as_account(who))
    return not probe.returncode


def _private_folder(cluster: Cluster) -> None:
    folder, owner = cluster.sockets, cluster.who.uid if cluster.who else os.geteuid()
    if not folder.exists():
        folder.mkdir(mode=0o700)
        if cluster.who:
            os.chown(folder, owner, cluster.who.gid)
    found = folder.lstat()
    # In /tmp anyone may have made a folder of this name before us: trust it only if it is the account's own and closed.
    if not stat.S_ISDIR(found.st_mode) or found.st_uid != owner:
        raise Trouble(
            f"{folder} belongs to someone else; the database needs it. Remove it, or choose a shorter --data."
        )
    folder.chmod(0o700)


def _character_type() -> str:
    # Search in Chinese text needs to know what a letter is, which the bare C locale does not.
    before = locale.setlocale(locale.LC_CTYPE)
    for name in ("C.UTF-8", "C.utf8", "en_US.UTF-8"):
        try:
            locale.setlocale(locale.LC_CTYPE, name)
        except locale.Error:
            continue
        locale.setlocale(locale.LC_CTYPE, before)
        return name
    return "C"


def _launch(cluster: Cluster) -> subprocess.Popen[bytes]:
    _private_folder(cluster)
    options = {**OPTIONS, **({} if cluster.durable else HASTY)}
    options |= {"unix_socket_directories": str(cluster.sockets), "cluster_name": cluster.label}
    command = [cluster.programs.program("postgres"), "-D", str(cluster.data)]
    for name, value in options.items():
        command += ["-c", f"{name}={value}"]
    with (cluster.place / "start.log").open("wb") as log:
        return subprocess.Popen(
            command, stdin=subprocess.DEVNULL, stdout=log, stderr=log, start_new_session=True, **as_account(cluster.who)
        )


def _answers(cluster: Cluster, server: subprocess.Popen[bytes]) -> bool:
    begun = time.monotonic()
    told = False
    while server.poll() is None:
        if answers(cluster):
            return True
        waited = time.monotonic() - begun
        if waited > 5 and not told:
            say("the database is recovering from a crash; this may take a minute")
            told = True
        if waited > START_S:
            end([psutil.Process(server.pid)], [(signal.SIGQUIT, 10), (signal.SIGKILL, 5)])
            return False
        time.sleep(0.05)
    return False


def _create_database(cluster: Cluster) -> None:
    with psycopg.connect(cluster.url("postgres"), autocommit=True) as connection:
        if not connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [NAME]).fetchone():
            connection.execute(f"CREATE DATABASE {NAME}")


def _pid_in(file: Path) -> int | None:
    try:
        return abs(int(file.read_text().splitlines()[0]))
    except (OSError, ValueError, IndexError):
        return None


def _last_words(cluster: Cluster) -> str:
    early = (cluster.place / "start.log").read_text(errors="replace")
    if _serious(early):
        return early
    logs = sorted((cluster.data / "log").glob("*.log"), key=lambda file: file.stat().st_mtime)
    return logs[-1].read_text(errors="replace")[-4000:] if logs else early


def _in_words(output: str) -> str:
    if "No space left on device" in output:
        return "the disk is full. Free some space where the data folder lies (at least 200 MB) and start again."
    if "Permission denied" in output:
        return f"files belong to another user. {_line(output)}"
    if "incompatible" in output:
        return f"its files are of another version of PostgreSQL. {_line(output)}"
    return _line(output) or "it gave no reason."


def _line(output: str) -> str:
    lines = [line.strip() for line in output.splitlines() if line.strip()]
    return (_serious(output) or lines or [""])[-1]


def _serious(output: str) -> list[str]:
    return [line.strip() for line in output.splitlines() if any(word in line for word in ("FATAL", "PANIC", "error:"))]
