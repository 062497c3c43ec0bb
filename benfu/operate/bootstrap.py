"""Makes the virtual environment and hands over to it: run by ./run and ./test with any Python 3.11+, standard library only."""

import fcntl
import hashlib
import os
import shutil
import subprocess
import sys
import tomllib
import venv
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NoReturn

ROOT = Path(__file__).resolve().parents[2]
VENV = ROOT / ".venv"
PYTHON = VENV / "bin" / "python"
# What a job needs installed, and what it hands over to: the arguments follow.
JOBS = {
    "run": ("requirements.lock", ["-m", "benfu.conf.cli", "up"]),
    "test": ("requirements-dev.lock", [str(ROOT / "tests" / "run.py")]),
}
HELP = {
    "run": """usage: ./run [--port N] [--host ADDRESS] [--data DIR] [--fresh] [--no-demo]

Starts benfu on this machine: environment, database, demo district, web server, background worker.

  --port N        port to listen on (8000); each port keeps its own data, so two run side by side
  --host ADDRESS  address to listen on (127.0.0.1); 0.0.0.0 lets phones on the same network in
  --data DIR      folder for database, pictures and logs (var/<port> in the checkout)
  --fresh         throw that folder's data away and start over
  --no-demo       start empty, without the invented district

DATABASE_URL=postgresql://…  uses that server (PostgreSQL 15 or newer) instead of the embedded one.
More commands, once it has started: .venv/bin/benfu --help""",
    "test": """usage: ./test [ROOM] [--fast] [-- PYTEST ARGUMENTS]

Checks everything: format, lint, types, the laws of the house, migrations, known holes, tests, journeys.

  ROOM    one room, such as cases or platform.journal
  --fast  without browser journeys and slow tests""",
}
NEEDED_MB = {"requirements.lock": 700, "requirements-dev.lock": 1500}


def say(words: str) -> None:
    """Tell the person in front of the screen what is going on."""
    print(f"benfu: {words}", flush=True)


def give_up(words: str) -> NoReturn:
    """End with a sentence that says what to do."""
    print(f"benfu: {words}", file=sys.stderr, flush=True)
    sys.exit(1)


@contextmanager
def alone() -> Iterator[None]:
    """Hold the environment's lock, so that two starts at once do not install into each other. Raises OSError."""
    with (ROOT / ".venv.lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            say("another start is installing; waiting for it")
            fcntl.flock(lock, fcntl.LOCK_EX)
        yield


def fingerprint(lock: str) -> str:
    """Return what the installed packages depend on: the lock, the package's own description, this Python and this place."""
    digest = hashlib.sha256((ROOT / lock).read_bytes())
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    # Scripts in a virtual environment carry its path: a moved checkout needs a new one.
    digest.update(f"{project.get('scripts')} {sys.version_info[:2]} {VENV}".encode())
    return digest.hexdigest()


def stamp(lock: str) -> Path:
    """Return the file that remembers what was installed for `lock`."""
    return VENV / f".installed-{lock}"


def installed(lock: str) -> bool:
    """Return whether the environment already holds what `lock` asks for."""
    file = stamp(lock)
    return PYTHON.exists() and file.exists() and file.read_text().strip() == fingerprint(lock)


def enough_disk(lock: str) -> None:
    """Give up before the disk is full instead of in the middle."""
    free = shutil.disk_usage(ROOT).free // 2**20
    if free < NEEDED_MB[lock]:
        give_up(
            f"installing needs about {NEEDED_MB[lock]} MB of disk, but only {free} MB are free at {ROOT}. "
            "Free some space and start again."
        )


def make_environment() -> None:
    """Make .venv, or make it anew when it is half-made or was moved."""
    works = PYTHON.exists() and not subprocess.call(
        [PYTHON, "-m", "pip", "--version"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    same_python = (
        works
        and f"{sys.version_info[0]}.{sys.version_info[1]}"
        == subprocess.check_output(
            [PYTHON, "-c", "import sys; print('%d.%d' % sys.version_info[:2])"], text=True
        ).strip()
    )
    if same_python:
        return
    say("making the virtual environment in .venv")
    venv.EnvBuilder(with_pip=True, clear=True, symlinks=True).create(VENV)


def pip(arguments: list[str], what: str) -> None:
    """Run pip, showing one line for each package it fetches; give up with its last words if it fails."""
    command = [str(PYTHON), "-m", "pip", "--disable-pip-version-check", "install", "--no-input", *arguments]
    environment = {
        **os.environ,
        "PYTHONUTF8": "1",
        "PIP_NO_WARN_SCRIPT_LOCATION": "1",
        "PIP_ROOT_USER_ACTION": "ignore",
    }
    last: list[str] = []
    count = 0
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True, env=environment, cwd=ROOT
    ) as run:
        for line in run.stdout or ():
            last = [*last[-11:], line.rstrip()]
            if line.startswith(("Collecting ", "Processing ")):
                count += 1
                print(f"  {count:3} {Path(line.split()[1]).name}", flush=True)
    if run.returncode:
        print("\n".join(last), file=sys.stderr)
        give_up(pip_trouble("\n".join(last), what))


def pip_trouble(output: str, what: str) -> str:
    """Return a sentence for a failed installation, by what pip said last."""
    if "No space left" in output:
        return f"the disk filled up while installing {what}. Free some space and start again."
    if "DO NOT MATCH THE HASHES" in output:
        return (
            f"a package of {what} is not the one that was locked. Nothing was installed from it; tell the maintainers."
        )
    if "No matching distribution" in output or "Could not find a version" in output:
        return (
            f"{what} could not be found. Without a way to the package index nothing can be installed: check the network, or "
            "name your mirror or proxy with PIP_INDEX_URL or HTTPS_PROXY, and start again. "
            f"(If the network is fine: this Python is {sys.version.split()[0]}; try BENFU_PYTHON=python3.12.)"
        )
    return f"{what} could not be installed; pip's last words stand above. Put that right and start again."


def install(lock: str) -> None:
    """Install the locked packages by hash and the package itself without any network, once."""
    enough_disk(lock)
    make_environment()
    packages = sum("==" in line and not line.startswith(" ") for line in (ROOT / lock).read_text().splitlines())
    say(f"installing some {packages} locked packages (once; a minute or two)")
    pip(["--require-hashes", "-r", str(ROOT / lock)], "the locked packages")
    pip(["--no-deps", "--no-index", "--no-build-isolation", "--editable", str(ROOT)], "benfu itself")
    stamp(lock).write_text(fingerprint(lock) + "\n")


def ensure_installed(lock: str) -> None:
    """Make the environment fit `lock`; quick when it does already."""
    if installed(lock):
        return
    try:
        with alone():
            if not installed(lock):
                install(lock)
    except PermissionError as error:
        give_up(
            f"cannot write {error.filename or VENV}. If another user (root?) made it, remove {VENV} as that user, "
            "or work in a copy of your own."
        )
    except OSError as error:
        give_up(f"the virtual environment could not be made: {error}. Put that right and start again.")
    except subprocess.CalledProcessError as error:
        give_up(f"the virtual environment could not be made: {error}. On Debian and Ubuntu: apt install python3-venv")


def main() -> None:
    """Install what the job needs and become the job."""
    job, arguments = sys.argv[1], sys.argv[2:]
    if {"-h", "--help"} & set(arguments):
        print(HELP[job])
        return
    lock, command = JOBS[job]
    try:
        ensure_installed(lock)
    except KeyboardInterrupt:
        give_up("stopped while installing; start again to go on.")
    os.environ["PYTHONUTF8"] = "1"
    os.execv(PYTHON, [str(PYTHON), *command, *arguments])  # noqa: S606 - the job takes this process over


if __name__ == "__main__":
    main()
