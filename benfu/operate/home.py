"""The data folder of one installation: where everything lies, who holds it, and its secrets."""

import base64
import fcntl
import hashlib
import os
import secrets
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from benfu.operate.words import Trouble, say

CHECKOUT = Path(__file__).resolve().parents[2]
DEFAULT_PORT = 8000
# Left in every data folder, so that --fresh never empties a folder that is not ours.
MARK = "this-is-a-benfu-data-folder"
SECRETS = "secrets.env"
# Left where the database said that it is a demo (see `installation`).
DEMO_MARK = "demo"


@dataclass(frozen=True)
class Home:
    """A data folder; nothing of an installation lies outside it (but see `cluster.place_for`)."""

    path: Path

    @property
    def database(self) -> Path:
        """The embedded database and its socket."""
        return self.path / "database"

    @property
    def log(self) -> Path:
        """What web and worker said."""
        return self.path / "log"

    @property
    def files(self) -> Path:
        """Pictures."""
        return self.path / "files"

    @property
    def name(self) -> str:
        """The folder as people know it: relative to where they stand, if it lies below."""
        here = Path.cwd()
        return str(self.path.relative_to(here)) if self.path.is_relative_to(here) else str(self.path)

    def make(self) -> None:
        """Make the folder. Raises Trouble in words when it cannot be written."""
        try:
            self.log.mkdir(parents=True, exist_ok=True)
            self.files.mkdir(exist_ok=True)
            (self.path / MARK).touch()
            if not os.access(self.path, os.W_OK):
                raise PermissionError(13, "not writable", str(self.path))
        except PermissionError as error:
            raise Trouble(
                f"cannot write {error.filename}: it belongs to another user (was benfu started as root before?). "
                "Give it to yourself with chown, or choose another folder with --data."
            ) from error
        except OSError as error:
            raise Trouble(
                f"cannot make the data folder {self.path}: {error.strerror}. Choose another with --data."
            ) from error

    def exists(self) -> bool:
        """Return whether this folder was made by benfu."""
        return (self.path / MARK).exists()

    @contextmanager
    def locked(self, name: str, *, shared: bool = False, wait: bool = True) -> Iterator[int]:
        """Hold one of the folder's locks; the kernel frees it whatever becomes of us.

        Yields the file descriptor. Raises BlockingIOError at once if it is taken and `wait` is false.
        """
        file = os.open(self.path / f".{name}.lock", os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        try:
            mode = fcntl.LOCK_SH if shared else fcntl.LOCK_EX
            fcntl.flock(file, mode if wait else mode | fcntl.LOCK_NB)
            yield file
        finally:
            os.close(file)

    def taken(self, name: str) -> bool:
        """Return whether some process holds a lock."""
        if not self.exists():
            return False
        try:
            with self.locked(name, wait=False):
                return False
        except BlockingIOError:
            return True

    def wipe(self) -> None:
        """Remove everything but the folder itself. Raises Trouble if the folder is not ours."""
        if not self.path.exists() or not any(self.path.iterdir()):
            return
        if not self.exists():
            raise Trouble(
                f"{self.path} holds files that benfu did not make; --fresh does not touch it. Choose another --data."
            )
        for entry in self.path.iterdir():
            if entry.name.endswith(".lock"):
                continue  # held right now
            shutil.rmtree(entry) if entry.is_dir() and not entry.is_symlink() else entry.unlink()


def home_for(*, data: str | None, port: int | None) -> Home:
    """Return the data folder for `up`: --data, else BENFU_HOME, else one per port, so that two run side by side."""
    chosen = data or os.environ.get("BENFU_HOME")
    return Home(Path(chosen).expanduser().resolve() if chosen else shelf() / str(port or DEFAULT_PORT))


def shelf() -> Path:
    """Return the folder that holds the data folders: var/ in the checkout, or where one stands if installed elsewhere."""
    return (CHECKOUT if (CHECKOUT / "pyproject.toml").exists() else Path.cwd()) / "var"


def find_home(*, data: str | None, port: int | None) -> Home:
    """Return the data folder a command means. Raises Trouble if there are several and none is named."""
    if data or port or os.environ.get("BENFU_HOME"):
        return home_for(data=data, port=port)
    made = [home for home in map(Home, sorted(shelf().glob("[0-9]*"))) if home.exists()]
    running = [home for home in made if home.taken("up")]
    candidates = running or made
    if len(candidates) > 1:
        listed = ", ".join(home.name for home in candidates)
        raise Trouble(f"there are several data folders ({listed}); say which: benfu --data {candidates[0].name} …")
    return candidates[0] if candidates else home_for(data=None, port=None)


def environment(home: Home) -> dict[str, str]:
    """Return the environment of this installation: what is set wins, missing secrets come from its secrets file."""
    ours = {"BENFU_HOME": str(home.path), "DJANGO_SETTINGS_MODULE": "benfu.conf.settings", "PYTHONUTF8": "1"}
    # Only the mark says so: a line copied from a demo's environment must not put codes on the screen of a real installation.
    demo = {"BENFU_DEMO": "1" if (home.path / DEMO_MARK).exists() else ""}
    return {**_secrets(home), **os.environ, **ours, **demo}


def key_print(keys: str) -> str:
    """Return a short fingerprint of the privacy keys, by which a backup knows the keys that open it."""
    return hashlib.sha256(f"benfu-keys:{keys}".encode()).hexdigest()[:16]


def _secrets(home: Home) -> dict[str, str]:
    needed = {"BENFU_SECRET_KEY", "BENFU_PRIVACY_KEYS"}
    if needed <= {name for name in needed if os.environ.get(name)}:
        return {}
    file = home.path / SECRETS
    if not file.exists():
        home.make()
        with home.locked("secrets"):
            if not file.exists():
                _make_secrets(file)
                say(
                    f"made this installation's secrets: {home.name}/{SECRETS} (keep a copy: it opens the personal data)"
                )
    lines = [line.split("=", 1) for line in file.read_text().splitlines() if "=" in line and not line.startswith("#")]
    return {name.strip(): value.strip() for name, value in lines}


def _make_secrets(file: Path) -> None:
    key = base64.b64encode(secrets.token_bytes(32)).decode()
    text = f"BENFU_SECRET_KEY={secrets.token_urlsafe(50)}\nBENFU_PRIVACY_KEYS={key}\n"
    # Written aside and renamed: a crash in between leaves no half a key. Nobody else may read it, from the first byte on.
    aside = file.with_suffix(".new")
    with os.fdopen(os.open(aside, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w") as out:
        out.write(text)
        out.flush()
        os.fsync(out.fileno())
    aside.replace(file)
