"""Everything ./test checks, step by step; pytest comes last, so that its closing line is the last one."""

import argparse
import json
import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryFile

from benfu.operate import translations
from benfu.operate.database import for_tests

ROOT = Path(__file__).resolve().parents[1]
TOOLS = Path(sys.executable).parent
BROWSERS = ("chromium", "chromium-browser", "google-chrome")
PACKAGES = ["chromium", "fonts-noto-cjk"]
APT_S = 900
AUDIT_S = 90


def plain(code: int, output: str) -> tuple[bool, str, str]:
    """Return of a tool's exit code and output: whether it passed, what to call that, and what to show."""
    return (True, "ok", "") if code == 0 else (False, "FAILED", output)


def audited(code: int, output: str) -> tuple[bool, str, str]:
    """Read pip-audit's answer: known holes fail, and packages it could not ask about are told, not forgotten."""
    start, end = output.find('{"dependencies"'), output.rfind("}")
    try:
        packages = json.loads(output[start : end + 1])["dependencies"] if start >= 0 else []
    except ValueError:
        packages = []
    holes = [f"{one['name']} {one['version']}: {hole['id']}" for one in packages for hole in one.get("vulns", [])]
    unasked = sum("skip_reason" in one for one in packages)
    if holes:
        return False, "FAILED", "\n".join(holes)
    if unasked == len(packages):
        return True, "LEFT OUT: the index of known holes cannot be asked from here", ""
    return True, f"ok, but {unasked} packages could not be asked about" if unasked else "ok", ""


@dataclass
class Check:
    """A tool to run, what to call it, and how to read its answer."""

    name: str
    command: list[str]
    read: Callable[[int, str], tuple[bool, str, str]] = plain
    seconds: int = 900


def say(words: str) -> None:
    """Tell what is going on."""
    print(f"test: {words}", flush=True)


def options(arguments: Sequence[str]) -> tuple[argparse.Namespace, list[str]]:
    """Return our options, and what stands behind `--` for pytest."""
    own, theirs = list(arguments), []
    if "--" in own:
        cut = own.index("--")
        own, theirs = own[:cut], own[cut + 1 :]
    parser = argparse.ArgumentParser(prog="./test")
    parser.add_argument("room", nargs="?")
    parser.add_argument("--fast", action="store_true")
    chosen = parser.parse_args(own)
    if chosen.room and not folder_of(chosen.room).is_dir():
        parser.error(
            f"there is no room {chosen.room}; rooms are the folders of benfu/, such as cases or platform.journal"
        )
    return chosen, theirs


def folder_of(room: str) -> Path:
    """Return the folder of a room named as in the house: cases, platform.journal."""
    return ROOT / "benfu" / room.replace(".", "/")


def browser() -> str | None:
    """Return a Chromium, installed now if need be and if we may; otherwise say plainly what is left out."""
    missing = [] if any(map(shutil.which, BROWSERS)) else PACKAGES[:1]
    missing += [] if any(Path("/usr/share/fonts").rglob("NotoSansCJK*")) else PACKAGES[1:]
    if missing:
        install(missing)
    found = next((path for name in BROWSERS if (path := shutil.which(name))), None)
    if not found:
        say("LEFT OUT: the journeys in a real browser, because there is no Chromium here")
    return found


def install(packages: list[str]) -> None:
    """Install Debian packages if we may, and say what happens."""
    sudo = [] if os.geteuid() == 0 else ["sudo", "-n"]
    if not shutil.which("apt-get") or (sudo and subprocess.call([*sudo, "true"], stderr=subprocess.DEVNULL)):
        say(f"may not install {' and '.join(packages)} here (needs apt, and root or sudo without a password)")
        return
    say(f"installing {' and '.join(packages)}")
    apt = [*sudo, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    for command in ([*apt, "update"], [*apt, "install", "-y", "--no-install-recommends", *packages]):
        try:
            failed = subprocess.run(command, capture_output=True, text=True, timeout=APT_S).stderr
        except subprocess.TimeoutExpired:
            failed = "it took too long"
    if failed:
        say(f"apt says: {failed.strip().splitlines()[-1]}")


def checks(chosen: argparse.Namespace) -> list[Check]:
    """Return the checks that need no test to run."""
    where = [str(folder_of(chosen.room).relative_to(ROOT))] if chosen.room else ["."]
    django = [sys.executable, "-m", "django"]
    label = [chosen.room.split(".")[-1]] if chosen.room and (folder_of(chosen.room) / "models.py").exists() else []
    found = [
        Check("format", [tool("ruff"), "format", "--check", "--output-format=concise", *where]),
        Check("lint", [tool("ruff"), "check", "--output-format=concise", *where]),
        Check("layers", [tool("lint-imports"), "--no-cache"]),
        Check("migrations", [*django, "makemigrations", "--check", "--dry-run", *label]),
        Check("types", [tool("mypy"), *(where if chosen.room else [])]),
    ]
    if not chosen.room and not chosen.fast:
        audit = [tool("pip-audit"), "--requirement", "requirements.lock", "--require-hashes", "--disable-pip"]
        audit += ["--progress-spinner=off", "--format=json"]
        found.append(Check("known holes", audit, read=audited, seconds=AUDIT_S))
    return found


def tool(name: str) -> str:
    """Return the path of a tool of this environment."""
    return str(TOOLS / name)


def passes(check: Check, environment: dict[str, str]) -> bool:
    """Run one check, show what it says if it fails, and return whether it passed."""
    begun = time.monotonic()
    try:
        done = subprocess.run(
            check.command,
            cwd=ROOT,
            env=environment,
            capture_output=True,
            text=True,
            timeout=check.seconds,
            stdin=subprocess.DEVNULL,
        )
        passed, verdict, shown = check.read(done.returncode, done.stdout + done.stderr)
    except subprocess.TimeoutExpired:
        passed, verdict, shown = check.read(1, "timed out")
    if shown:
        print(shown.strip(), flush=True)
    say(f"{check.name}: {verdict} ({time.monotonic() - begun:.1f} s)")
    return passed


def pytest_runs(chosen: argparse.Namespace, theirs: list[str], chromium: str | None) -> list[list[str]]:
    """Return the calls of pytest that together run everything; the journeys go beside the rest, each with a core."""
    pytest = [sys.executable, "-m", "pytest"]
    if chosen.room:
        pytest += [str(folder_of(chosen.room)), "tests/laws"]
    rest = "not journey and not slow" if chosen.fast else "not journey"
    with_browser = chromium and not chosen.fast
    if chosen.room or theirs:
        return [[*pytest, *([] if with_browser else ["-m", rest]), *theirs]]
    return [*([[*pytest, "-m", "journey"]] if with_browser else []), [*pytest, "-m", rest]]


def tests_pass(runs: list[list[str]], environment: dict[str, str]) -> bool:
    """Run all at once, each on a database of its own; show the last as it goes, and then what the others said."""
    *aside, watched = runs
    failed = False
    with ExitStack() as stack:
        quiet = []
        for number, command in enumerate(aside):
            said = stack.enter_context(TemporaryFile("w+"))
            own = environment | {"BENFU_TEST_DB": f"test_benfu_{number}"}
            process = subprocess.Popen(
                command, cwd=ROOT, env=own, stdin=subprocess.DEVNULL, stdout=said, stderr=subprocess.STDOUT
            )
            stack.callback(process.terminate)
            quiet.append((process, said))
        failed |= subprocess.call(watched, cwd=ROOT, env=environment, stdin=subprocess.DEVNULL) != 0
        for process, said in quiet:
            failed |= process.wait() != 0
            said.seek(0)
            print(said.read(), flush=True)
    return not failed


def main() -> int:
    """Run everything and return the exit code."""
    # Whoever ends us politely gets the database stopped as well.
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(143))
    chosen, theirs = options(sys.argv[1:])
    translations.compile_all(ROOT / "benfu")
    chromium = None if chosen.fast else browser()
    with for_tests() as url:
        environment = {
            **os.environ,
            "DATABASE_URL": url,
            "DJANGO_SETTINGS_MODULE": "benfu.conf.settings",
            "PYTHONUTF8": "1",
        }
        environment.setdefault("BENFU_SECRET_KEY", "only-for-tests")
        if chosen.room:
            environment["BENFU_LAWS_ROOM"] = chosen.room
        if chromium:
            environment["BENFU_CHROMIUM"] = chromium
        failed = [check.name for check in checks(chosen) if not passes(check, environment)]
        if failed:
            say(f"FAILED so far, see above: {', '.join(failed)}; now the tests")
        passed = tests_pass(pytest_runs(chosen, theirs, chromium), environment)
    return 0 if passed and not failed else 1


if __name__ == "__main__":
    sys.exit(main())
