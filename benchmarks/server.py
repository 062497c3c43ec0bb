"""A real installation for the benchmarks: `benfu up` on a free port with a data folder of its own, and ways to kill its parts."""

import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

import psutil

from benfu.operate import cluster as clusters
from benfu.operate.addresses import healthy
from benfu.operate.home import Home, environment
from benfu.operate.supervise import RECORD

READY_S = 180
MARKS = {"web": "granian", "worker": "work"}
"""A word of the command line by which a program is known."""


@dataclass
class Installation:
    """A running installation: its folder, its port, and the process that looks after it."""

    home: Home
    port: int
    process: subprocess.Popen[bytes]

    @property
    def environment(self) -> dict[str, str]:
        """The environment in which its programs run."""
        return environment(self.home) | {"DATABASE_URL": clusters.cluster_of(self.home).url()}

    def command(self, *words: str) -> None:
        """Run a benfu command against it. Raises CalledProcessError when it fails."""
        subprocess.run([sys.executable, "-m", "benfu.conf.cli", "--data", str(self.home.path), *words], check=True)

    def module(self, name: str, *words: str, given: str = "") -> subprocess.CompletedProcess[str]:
        """Run a Python module in its environment and return what it printed."""
        return subprocess.run(
            [sys.executable, "-m", name, *words],
            env=self.environment,
            input=given,
            stdout=subprocess.PIPE,
            text=True,
            check=False,
        )

    def kill(self, part: str) -> bool:
        """Kill 'web', 'worker' or 'database' with SIGKILL, children and all; return whether it was running."""
        if part == "database":
            found = clusters.server_of(clusters.cluster_of(self.home))
            leaders = [found.pid] if found else []
        else:
            leaders = [self._pid_of(part)]
        for pid in filter(None, leaders):
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL) if part == "database" else os.killpg(pid, signal.SIGKILL)
        return any(leaders)

    def healthy(self) -> bool:
        """Whether it answers."""
        return healthy("127.0.0.1", self.port)

    def wait(self, seconds: float = READY_S) -> None:
        """Wait until it answers. Raises TimeoutError."""
        until = time.monotonic() + seconds
        while not self.healthy():
            if time.monotonic() > until or self.process.poll() is not None:
                raise TimeoutError(f"the server does not answer; see {self.home.log}")
            time.sleep(0.2)

    def _pid_of(self, name: str) -> int | None:
        with suppress(OSError, ValueError):
            for note in json.loads((self.home.path / RECORD).read_text()):
                with suppress(psutil.NoSuchProcess):
                    if MARKS[name] in psutil.Process(note["pid"]).cmdline():
                        return int(note["pid"])
        return None


@contextmanager
def installation(options: Sequence[str] = ("--no-demo",), keep: bool = False) -> Iterator[Installation]:
    """Yield a fresh running installation; its folder is removed afterwards unless told to keep it."""
    folder = Path(tempfile.mkdtemp(prefix="benfu-bench-"))
    folder.chmod(0o755)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    command = [sys.executable, "-m", "benfu.conf.cli", "up", "--data", str(folder), "--port", str(port), *options]
    surroundings = {
        name: value for name, value in os.environ.items() if not name.startswith(("DATABASE_URL", "BENFU_"))
    }
    with (folder / "up.log").open("wb") as log:
        process = subprocess.Popen(command, stdout=log, stderr=log, stdin=subprocess.DEVNULL, env=surroundings)
    made = Installation(Home(folder), port, process)
    try:
        made.wait()
        yield made
    finally:
        process.send_signal(signal.SIGTERM)
        with suppress(subprocess.TimeoutExpired):
            process.wait(40)
        process.kill()
        if keep:
            sys.stderr.write(f"kept: {folder}\n")
        else:
            shutil.rmtree(folder, ignore_errors=True)
