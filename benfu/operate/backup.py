"""Backup and restore: the database as one dump, the pictures as files, and a manifest that proves both whole."""

import hashlib
import json
import os
import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from importlib.metadata import version
from pathlib import Path
from tempfile import TemporaryFile
from typing import Any
from urllib.parse import unquote, urlsplit, urlunsplit

from django.conf import settings
from django.db import connection

from benfu.operate.binaries import binaries
from benfu.operate.home import key_print
from benfu.operate.words import Trouble
from benfu.platform.lib import clock

DUMP = "database.dump"
FILES = "files"
MANIFEST = "manifest.json"
# The settings of a dump stand in its first lines; what looks like one further down is somebody's data.
HEAD_LINES = 40


def write_backup(folder: Path) -> dict[str, Any]:
    """Write a backup into a new or empty folder and return its manifest. Raises Trouble in words.

    The dump comes first and the pictures after it: a picture is never changed once its row exists, so each
    picture the dump names is there. The privacy keys are not in it, only their fingerprint.
    """
    if folder.exists() and any(folder.iterdir()):
        raise Trouble(f"{folder} is not empty; name a folder that does not exist yet, such as backups/2026-01-31.")
    with _closed_to_others():
        return _write(folder)


def _write(folder: Path) -> dict[str, Any]:
    folder.mkdir(parents=True, exist_ok=True)
    _need_room(folder)
    _postgres("pg_dump", ["--format=custom", "--no-owner", "--no-privileges", f"--file={folder / DUMP}"])
    files = {DUMP: _digest(folder / DUMP)}
    for source in _below(Path(settings.MEDIA_ROOT)):
        name = f"{FILES}/{source.relative_to(settings.MEDIA_ROOT)}"
        files[name] = _copy(source, folder / name)
    manifest = {
        "version": version("benfu"),
        "made_at": clock.now().isoformat(),
        "keys": key_print(",".join(settings.PRIVACY_KEYS)),
        "files": files,
    }
    # Written last: a folder without a manifest is a backup that did not finish.
    (folder / MANIFEST).write_text(json.dumps(manifest, indent=1, ensure_ascii=False))
    return manifest


def read_manifest(folder: Path) -> dict[str, Any]:
    """Return a backup's manifest after proving every file against it. Raises Trouble naming the first that differs."""
    try:
        manifest: dict[str, Any] = json.loads((folder / MANIFEST).read_text())
    except (OSError, ValueError):
        raise Trouble(f"{folder} holds no finished backup (no readable {MANIFEST}).") from None
    for name, digest in manifest["files"].items():
        file = folder / name
        if not file.is_file():
            raise Trouble(f"the backup is incomplete: {name} is missing.")
        if _digest(file) != digest:
            raise Trouble(f"the backup is damaged: {name} is not what was written.")
    if manifest["keys"] != key_print(",".join(settings.PRIVACY_KEYS)):
        raise Trouble(
            "this backup was made with other privacy keys; with the present ones its personal data would stay shut. Set "
            "BENFU_PRIVACY_KEYS to the keys of that installation (its secrets.env), then restore again."
        )
    return manifest


def restore_backup(folder: Path, manifest: dict[str, Any]) -> None:
    """Put a proved backup into the empty database and the file store. Raises Trouble; the database is then as before."""
    _replay(folder / DUMP)
    with _closed_to_others():
        for name in manifest["files"]:
            if name != DUMP:
                _copy(folder / name, Path(settings.MEDIA_ROOT) / Path(name).relative_to(FILES))


def empty_everything() -> None:
    """Throw away all tables and pictures of this installation."""
    with connection.cursor() as cursor:
        cursor.execute("DROP SCHEMA public CASCADE")
        cursor.execute("CREATE SCHEMA public")
    shutil.rmtree(settings.MEDIA_ROOT, ignore_errors=True)


def database_url() -> str:
    """Return the database's address. Raises Trouble if none is set."""
    url = os.environ.get("DATABASE_URL")
    if not url:
        raise Trouble("no database: use the `benfu` command, which finds it, or set DATABASE_URL.")
    return url


@contextmanager
def _closed_to_others() -> Iterator[None]:
    """Make files and folders that only this account can read: names and places of people are in them."""
    before = os.umask(0o077)
    try:
        yield
    finally:
        os.umask(before)


def without_password(url: str) -> tuple[str, dict[str, str]]:
    """Return a database's address without its password, and the password as libpq reads it from the environment.

    What stands on a command line can be read by everybody on the machine.
    """
    parts = urlsplit(url)
    if not parts.password:
        return url, {}
    netloc = parts.netloc.replace(f":{parts.password}@", "@", 1)
    return urlunsplit(parts._replace(netloc=netloc)), {"PGPASSWORD": unquote(parts.password)}


def _postgres(program: str, arguments: list[str]) -> None:
    address, secret = without_password(database_url())
    command = [binaries().program(program), f"--dbname={address}", *arguments]
    done = subprocess.run(command, capture_output=True, text=True, env={**os.environ, **secret})
    if done.returncode:
        raise _failed(program, done.stderr)


def _replay(dump: Path) -> None:
    """Write a dump into the database in one transaction, through psql. Raises Trouble with the first thing either says.

    Not by pg_restore alone: from version 17 on it begins with a setting that older servers refuse.
    """
    address, secret = without_password(database_url())
    programs = binaries()
    reading = [programs.program("pg_restore"), "--no-owner", "--no-privileges", "--file=-", str(dump)]
    writing = [programs.program("psql"), "--no-psqlrc", "--quiet", "--single-transaction", "--set=ON_ERROR_STOP=1"]
    writing += ["--output=/dev/null", f"--dbname={address}"]
    with TemporaryFile() as read_said, TemporaryFile() as write_said:
        with (
            subprocess.Popen(reading, stdout=subprocess.PIPE, stderr=read_said) as reader,
            subprocess.Popen(writing, stdin=subprocess.PIPE, stderr=write_said, env={**os.environ, **secret}) as writer,
        ):
            whole = _pour(reader, writer)
        if not whole:
            # Whoever ended by an error of its own is to blame; the other one was cut off.
            program, said = ("psql", write_said) if writer.returncode > 0 else ("pg_restore", read_said)
            said.seek(0)
            raise _failed(program, said.read().decode(errors="replace"))


def _pour(reader: subprocess.Popen[bytes], writer: subprocess.Popen[bytes]) -> bool:
    """Copy the script over, without what old servers refuse; return whether it arrived whole and was taken.

    If the reading fails half-way, the writer is killed before it can commit half of a dump.
    """
    if reader.stdout is None or writer.stdin is None:
        raise TypeError("both programs need a pipe")
    with suppress(BrokenPipeError):
        for number, line in enumerate(reader.stdout):
            if number > HEAD_LINES or not line.startswith(b"SET transaction_timeout"):
                writer.stdin.write(line)
        writer.stdin.flush()
    reader.stdout.close()
    if reader.wait():
        writer.kill()
    with suppress(BrokenPipeError):
        writer.stdin.close()
    return writer.wait() == 0 and reader.returncode == 0


def _failed(program: str, said: str) -> Trouble:
    return Trouble(f"{program} failed: {(said.strip().splitlines() or ['no reason given'])[0]}")


def _need_room(folder: Path) -> None:
    needed = sum(file.stat().st_size for file in _below(Path(settings.MEDIA_ROOT))) // 2**20 + 100
    free = shutil.disk_usage(folder).free // 2**20
    if free < needed:
        raise Trouble(f"the backup needs about {needed} MB, but only {free} MB are free at {folder}.")


def _below(folder: Path) -> Iterator[Path]:
    yield from sorted(file for file in folder.rglob("*") if file.is_file())


def _copy(source: Path, target: Path) -> str:
    """Copy a file and return its SHA-256."""
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(source, target)
    return _digest(target)


def _digest(file: Path) -> str:
    with file.open("rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()
