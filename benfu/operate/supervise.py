"""Keeping programs alive: starts them, keeps their words in rotating logs, restarts what dies, stops everything."""

import json
import logging
import os
import re
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import IO

import psutil

from benfu.operate.processes import alive, end
from benfu.operate.words import say, show

LOG_BYTES = 5 * 2**20
LOG_FILES = 5
LONGEST_PAUSE_S = 30.0
# A program that lived this long was well: its next death counts as the first.
HEALTHY_S = 60.0
POLITE_S = 20.0
RECORD = "processes.json"
# How a message begins: with the time (settings.LOGGING), with our name, or with Granian's level.
FIRST_LINE = re.compile(r"\d{4}-\d\d-\d\d |benfu: |\[[A-Z]+\]")


@dataclass
class Program:
    """A program to keep alive, and how it fares."""

    name: str
    command: list[str]
    process: subprocess.Popen[str] | None = None
    started: float = 0.0
    deaths: int = 0
    due: float = 0.0

    @property
    def pause(self) -> float:
        """Seconds to wait before the next start: 1, 2, 4 … 30."""
        return min(2.0 ** max(self.deaths - 1, 0), LONGEST_PAUSE_S)


@dataclass
class Supervisor:
    """Keeps a set of programs alive until told to stop."""

    folder: Path
    logs: Path
    environment: Mapping[str, str]
    programs: list[Program] = field(default_factory=list)

    def start(self, program: Program) -> None:
        """Start a program in a process group of its own, so that Ctrl-C reaches us alone and none of its own is left behind."""
        program.process = subprocess.Popen(
            program.command,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            errors="replace",
            env=dict(self.environment),
            start_new_session=True,
        )
        program.started = time.monotonic()
        program.due = 0.0
        threading.Thread(
            target=_keep_words, args=(program.process.stdout, program.name, self.logs), daemon=True
        ).start()
        remember(self.folder, [one.process.pid for one in self.programs if one.process])

    def tend(self) -> None:
        """Look after the programs once: note who died, start who is due."""
        now = time.monotonic()
        for program in self.programs:
            if program.process is None:
                if now >= program.due:
                    self.start(program)
            elif program.process.poll() is not None:
                self._bury(program, program.process, now)

    def renew(self, program: Program) -> None:
        """Ask a web server to replace its workers without a pause, so that none keeps a connection to what is gone."""
        if program.process and program.process.poll() is None:
            _signal_group(program.process.pid, signal.SIGHUP, leader_only=True)

    def stop(self, force: threading.Event) -> None:
        """Stop all programs together: politely, then by force, at once by force if `force` is set meanwhile."""
        running = [program.process for program in self.programs if program.process]
        for process in running:
            _signal_group(process.pid, signal.SIGTERM, leader_only=True)
        until = time.monotonic() + POLITE_S
        while time.monotonic() < until and not force.is_set() and any(process.poll() is None for process in running):
            time.sleep(0.05)
        for process in running:
            _signal_group(process.pid, signal.SIGKILL)
            with suppress(subprocess.TimeoutExpired):
                process.wait(5)
        (self.folder / RECORD).unlink(missing_ok=True)

    def _bury(self, program: Program, process: subprocess.Popen[str], now: float) -> None:
        how = _how_it_ended(process.returncode)
        # A killed server leaves its own children behind; they would keep its port.
        _signal_group(process.pid, signal.SIGKILL)
        program.deaths = 1 if now - program.started > HEALTHY_S else program.deaths + 1
        program.process = None
        program.due = now + program.pause
        say(f"{program.name} ended by itself ({how}); starting it again in {program.pause:.0f} s")


def remember(folder: Path, leaders: list[int]) -> None:
    """Note which process groups are ours and since when, so that a later start knows them if we are killed."""
    notes = []
    for pid in leaders:
        with suppress(psutil.NoSuchProcess):
            notes.append({"pid": pid, "born": psutil.Process(pid).create_time()})
    (folder / RECORD).write_text(json.dumps(notes))


def clear_leftovers(folder: Path) -> None:
    """End programs of an earlier start that was killed before it could stop them."""
    record = folder / RECORD
    try:
        notes = json.loads(record.read_text())
    except (OSError, ValueError):
        return
    left = [process for note in notes for process in _group_of(note["pid"], note["born"])]
    if left:
        say(f"stopping {len(left)} processes that an earlier start left behind when it was killed")
        end(left, [(signal.SIGTERM, 5), (signal.SIGKILL, 5)])
    record.unlink(missing_ok=True)


def wait_until(ready: Callable[[], bool], stop: threading.Event, tend: Callable[[], None], seconds: float) -> bool:
    """Tend the programs until `ready` says so; return False if `stop` was set or the time is over."""
    until = time.monotonic() + seconds
    while time.monotonic() < until and not stop.is_set():
        if ready():
            return True
        tend()
        stop.wait(0.1)
    return False


def _group_of(leader: int, born: float) -> list[psutil.Process]:
    """Return what lives of a process group, unless its number was given to someone else since."""
    with suppress(psutil.NoSuchProcess):
        if abs(psutil.Process(leader).create_time() - born) > 1:
            return []
    found = []
    for process in psutil.process_iter():
        with suppress(psutil.Error, OSError):
            if os.getpgid(process.pid) == leader and process.create_time() >= born - 1 and alive(process):
                found.append(process)
    return found


def _signal_group(leader: int, kind: signal.Signals, *, leader_only: bool = False) -> None:
    with suppress(ProcessLookupError, PermissionError):
        if leader_only:
            os.kill(leader, kind)
        else:
            os.killpg(leader, kind)


def _how_it_ended(code: int) -> str:
    if code < 0:
        return f"killed by {signal.Signals(-code).name}"
    return f"exit code {code}"


def last_words(log: Path, lines: int = 20) -> str:
    """Return the end of a log."""
    try:
        return "\n".join(log.read_text(errors="replace").splitlines()[-lines:])
    except OSError:
        return ""


def _keep_words(stream: IO[str] | None, name: str, logs: Path) -> None:
    """Copy what a program says to its log; to the terminal only the first line of each message, not the traceback below it."""
    handler = RotatingFileHandler(logs / f"{name}.log", maxBytes=LOG_BYTES, backupCount=LOG_FILES, encoding="utf-8")
    for line in stream or ():
        text = line.rstrip()
        handler.emit(logging.LogRecord(name, logging.INFO, "", 0, "%s", (text,), None))
        if FIRST_LINE.match(text):
            with suppress(OSError, ValueError):
                show(f"{name:<6} | {text}")
    handler.close()
