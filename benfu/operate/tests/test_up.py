"""`benfu up` as people use it: it comes up, stays up, starts again after every crash, goes down clean, twice side by side."""

import os
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import suppress
from functools import partial
from pathlib import Path

import psutil
import pytest

from benfu.operate import cluster as clusters
from benfu.operate.home import Home
from benfu.operate.processes import alive, wait_gone

pytestmark = pytest.mark.slow
PATIENCE_S = 120


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class Instance:
    """One `benfu up`, and what a person sees of it."""

    def __init__(self, folder: Path, port: int) -> None:
        self.home = Home(folder)
        self.port = port
        self.said = folder.parent / f"{folder.name}-{port}.log"
        self.process: psutil.Popen | None = None

    def start(self, *options: str) -> "Instance":
        command = [
            sys.executable,
            "-m",
            "benfu.conf.cli",
            "up",
            "--port",
            str(self.port),
            "--data",
            str(self.home.path),
        ]
        ours = {
            name: value
            for name, value in os.environ.items()
            if name != "DATABASE_URL" and not name.startswith("BENFU_")
        }
        with self.said.open("w") as out:
            self.process = psutil.Popen([*command, "--no-demo", *options], env=ours, stdout=out, stderr=out)
        return self

    def words(self) -> str:
        return self.said.read_text()

    def ready(self) -> "Instance":
        assert wait(lambda: "benfu is ready" in self.words() or not self.running()), self.words()
        assert self.healthy(), self.words()
        return self

    def running(self) -> bool:
        return self.process is not None and self.process.poll() is None

    def healthy(self) -> bool:
        with suppress(OSError), urllib.request.urlopen(f"http://127.0.0.1:{self.port}/health/", timeout=5) as answer:
            return bool(answer.read() == b"ok")
        return False

    def family(self) -> list[psutil.Process]:
        assert self.process is not None
        return [self.process, *psutil.Process(self.process.pid).children(recursive=True)]

    def part(self, word: str) -> psutil.Process:
        assert self.process is not None
        return next(child for child in psutil.Process(self.process.pid).children() if word in " ".join(child.cmdline()))

    def stop(self) -> int:
        assert self.process is not None
        self.process.send_signal(signal.SIGINT)
        return int(self.process.wait(60))


def wait(ready: Callable[[], bool], seconds: float = PATIENCE_S) -> bool:
    until = time.monotonic() + seconds
    while time.monotonic() < until:
        if ready():
            return True
        time.sleep(0.1)
    return False


@pytest.fixture
def instances() -> Iterator[Callable[[], Instance]]:
    made: list[Instance] = []
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o711)

        def build() -> Instance:
            made.append(Instance(Path(folder) / f"home{len(made)}", free_port()))
            return made[-1]

        yield build
        for instance in made:
            if instance.running():
                for process in reversed(instance.family()):
                    with suppress(psutil.NoSuchProcess):
                        process.kill()
            if instance.home.exists():
                clusters.stop(clusters.cluster_of(instance.home), patience=2)


def test_a_life_of_one_start(instances: Callable[[], Instance]) -> None:
    """Up, a second start refused, each part killed and back again, down, and nothing left."""
    first = instances().start().ready()
    again = Instance(first.home.path, free_port()).start()
    assert again.process is not None
    assert again.process.wait(60) == 1
    assert f"benfu already runs from {first.home.path}, at http://localhost:{first.port}/" in again.words()
    for word in ("granian", "manage work", "-D"):
        victim = first.part(word)
        victim.kill()
        assert wait(partial(came_back, first, word, victim)), first.words()
    assert wait(first.healthy)
    assert "web ended by itself (killed by SIGKILL)" in first.words()
    assert "the database ended by itself; starting it again" in first.words()
    family = first.family()
    assert len(family) > 8
    assert first.stop() == 0
    assert not any(map(alive, family))
    assert not (first.home.path / "running.json").exists()
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        probe.bind(("127.0.0.1", first.port))


def came_back(instance: Instance, word: str, victim: psutil.Process) -> bool:
    with suppress(StopIteration, psutil.Error):
        return bool(instance.part(word).pid != victim.pid)
    return False


def test_it_starts_again_after_its_keeper_or_all_of_it_was_killed(instances: Callable[[], Instance]) -> None:
    instance = instances().start().ready()
    left = instance.family()
    left[0].kill()
    left[0].wait()
    instance.start().ready()
    assert wait_gone(left, 10) == []
    assert "that an earlier start left behind when it was killed" in instance.words()
    assert "found the database still running after a crash" in instance.words()
    left = instance.family()
    for process in left:
        with suppress(psutil.NoSuchProcess):
            process.kill()
    assert wait_gone(left, 10) == []
    instance.start().ready()
    assert instance.stop() == 0


def test_a_busy_port_is_told_before_anything_is_made(instances: Callable[[], Instance]) -> None:
    instance = instances()
    with socket.socket() as busy:
        busy.bind(("127.0.0.1", instance.port))
        busy.listen()
        instance.start()
        assert instance.process is not None
        assert instance.process.wait(60) == 1
    assert f"port {instance.port} is taken by another program" in instance.words()
    assert not instance.home.path.exists()


def test_two_side_by_side_a_second_start_keeps_and_fresh_starts_over(instances: Callable[[], Instance]) -> None:
    one, two = instances().start(), instances().start()
    one.ready()
    two.ready()
    secrets = (one.home.path / "secrets.env").read_text()
    (one.home.files / "kept.jpg").touch()
    assert one.stop() == 0
    assert two.healthy()
    one.start().ready()
    assert one.stop() == 0
    assert (one.home.files / "kept.jpg").exists()
    assert (one.home.path / "secrets.env").read_text() == secrets
    one.start("--fresh").ready()
    assert one.stop() == 0
    assert not (one.home.files / "kept.jpg").exists()
    assert (one.home.path / "secrets.env").read_text() != secrets
    assert two.stop() == 0


def test_a_server_of_ones_own_serves_and_is_never_emptied(instances: Callable[[], Instance]) -> None:
    instance = instances()
    ours = {**os.environ, "DATABASE_URL": "postgresql://nobody@127.0.0.1:1/nothing"}
    command = [
        sys.executable,
        "-m",
        "benfu.conf.cli",
        "up",
        "--port",
        str(instance.port),
        "--data",
        str(instance.home.path),
    ]
    away = subprocess.run(command, env=ours, capture_output=True, text=True, timeout=60)
    assert away.returncode == 1
    assert "the server of DATABASE_URL (127.0.0.1, database nothing) does not let us in" in away.stderr
    refused = subprocess.run([*command, "--fresh"], env=ours, capture_output=True, text=True, timeout=60)
    assert refused.returncode == 1
    assert "--fresh does not empty a database on a server" in refused.stderr
