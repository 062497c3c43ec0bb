"""Programs are kept alive, with growing pauses; what they say is kept; nothing of them is left behind."""

import sys
import threading
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from benfu.operate.processes import alive
from benfu.operate.supervise import Program, Supervisor, clear_leftovers, last_words, wait_until

FOREVER = "import time\nprint('benfu: at work', flush=True)\ntime.sleep(600)"
WITH_CHILD = f"import subprocess, sys, time\nsubprocess.Popen([sys.executable, '-c', {FOREVER!r}])\ntime.sleep(600)"
DEAF = "import signal, time\nsignal.signal(signal.SIGTERM, signal.SIG_IGN)\nprint('benfu: deaf', flush=True)\ntime.sleep(600)"


@pytest.fixture
def supervise(tmp_path: Path) -> Iterator[Callable[..., Supervisor]]:
    made: list[Supervisor] = []

    def build(*codes: str) -> Supervisor:
        programs = [Program(f"p{number}", [sys.executable, "-c", code]) for number, code in enumerate(codes)]
        made.append(Supervisor(tmp_path, tmp_path, {}, programs))
        return made[-1]

    yield build
    force = threading.Event()
    force.set()
    for supervisor in made:
        supervisor.stop(force)


def tend_until(supervisor: Supervisor, ready: Callable[[], bool]) -> bool:
    return wait_until(ready, threading.Event(), supervisor.tend, 20)


def group(leader: int) -> list[psutil.Process]:
    parent = psutil.Process(leader)
    return [parent, *parent.children(recursive=True)]


def test_a_program_that_dies_is_started_again(
    supervise: Callable[..., Supervisor], capsys: pytest.CaptureFixture[str]
) -> None:
    supervisor = supervise(FOREVER)
    supervisor.tend()
    program = supervisor.programs[0]
    assert program.process
    first = program.process.pid
    program.process.kill()
    assert tend_until(supervisor, lambda: bool(program.process and program.process.pid != first))
    assert "p0 ended by itself (killed by SIGKILL); starting it again in 1 s" in capsys.readouterr().out


def test_pauses_grow_and_have_an_end() -> None:
    pauses = []
    for deaths in range(1, 9):
        pauses.append(Program("p", [], deaths=deaths).pause)
    assert pauses == [1, 2, 4, 8, 16, 30, 30, 30]


def test_children_of_a_killed_program_do_not_outlive_it(supervise: Callable[..., Supervisor]) -> None:
    supervisor = supervise(WITH_CHILD)
    supervisor.tend()
    process = supervisor.programs[0].process
    assert process
    assert tend_until(supervisor, lambda: len(group(process.pid)) == 2)
    family = group(process.pid)
    process.kill()
    assert tend_until(supervisor, lambda: not any(map(alive, family)))


def test_stopping_is_polite_first_and_forceful_then(supervise: Callable[..., Supervisor], tmp_path: Path) -> None:
    supervisor = supervise(DEAF)
    supervisor.tend()
    process = supervisor.programs[0].process
    assert process
    assert tend_until(supervisor, lambda: "deaf" in last_words(tmp_path / "p0.log"))
    force = threading.Event()
    threading.Timer(0.3, force.set).start()
    begun = time.monotonic()
    supervisor.stop(force)
    assert process.poll() == -9
    assert time.monotonic() - begun < 10


def test_a_later_start_clears_what_a_killed_one_left(supervise: Callable[..., Supervisor], tmp_path: Path) -> None:
    supervisor = supervise(WITH_CHILD)
    supervisor.tend()
    process = supervisor.programs[0].process
    assert process
    assert tend_until(supervisor, lambda: len(group(process.pid)) == 2)
    family = group(process.pid)
    clear_leftovers(tmp_path)
    assert not any(map(alive, family))


def test_a_number_given_to_someone_else_since_is_left_alone(tmp_path: Path) -> None:
    bystander = psutil.Popen([sys.executable, "-c", "import time; time.sleep(600)"], start_new_session=True)
    try:
        (tmp_path / "processes.json").write_text(
            f'[{{"pid": {bystander.pid}, "born": {bystander.create_time() - 3600}}}]'
        )
        clear_leftovers(tmp_path)
        assert bystander.is_running()
    finally:
        bystander.kill()
        bystander.wait()


def test_the_log_has_all_and_the_terminal_the_first_lines(
    supervise: Callable[..., Supervisor], tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    supervisor = supervise(
        "print('2026-01-31 10:00:00 ERROR it broke\\nTraceback (most recent call last):\\n  secret line')"
    )
    supervisor.tend()
    assert tend_until(supervisor, lambda: "secret line" in last_words(tmp_path / "p0.log"))
    shown = capsys.readouterr().out
    assert "p0     | 2026-01-31 10:00:00 ERROR it broke" in shown
    assert "secret line" not in shown
