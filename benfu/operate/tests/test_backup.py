"""A backup is whole or it says so; restored, it is the same installation."""

import hashlib
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import psycopg
import pytest
from django.conf import settings

from benfu.operate import backup as backups
from benfu.operate import cluster as clusters
from benfu.operate.backup import read_manifest, write_backup
from benfu.operate.database import running
from benfu.operate.home import Home, key_print
from benfu.operate.words import Trouble


@pytest.fixture
def place() -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o711)
        yield Path(folder)
        for home in Path(folder).glob("home*"):
            clusters.stop(clusters.cluster_of(Home(home)), patience=2)


def benfu(home: Path, *words: str) -> subprocess.CompletedProcess[str]:
    ours = {
        name: value for name, value in os.environ.items() if name != "DATABASE_URL" and not name.startswith("BENFU_")
    }
    command = [sys.executable, "-m", "benfu.conf.cli", "--data", str(home), *words]
    return subprocess.run(command, env=ours, capture_output=True, text=True, timeout=300)


def done(result: subprocess.CompletedProcess[str]) -> str:
    assert result.returncode == 0, result.stdout + result.stderr
    return result.stdout


def rows(home: Path) -> list[tuple[str, int]]:
    """Return how many rows each table of the installation holds."""
    with running(Home(home)) as url, psycopg.connect(url) as connection:
        tables = [
            row[0]
            for row in connection.execute("SELECT tablename FROM pg_tables WHERE schemaname = 'public' ORDER BY 1")
        ]
        return [(table, connection.execute(f'SELECT count(*) FROM "{table}"').fetchone()[0]) for table in tables]  # type: ignore[index]


@pytest.mark.slow
def test_there_and_back_again(place: Path) -> None:
    old, new, backup = place / "home-old", place / "home-new", place / "backup"
    done(benfu(old, "manage", "migrate", "--verbosity=0"))
    done(benfu(old, "load"))
    (old / "files" / "ab").mkdir()
    (old / "files" / "ab" / "picture.jpg").write_bytes(b"\xff\xd8 not really")
    said = done(benfu(old, "backup", str(backup)))
    assert "the database and 1 files" in said
    before = rows(old)
    manifest = json.loads((backup / "manifest.json").read_text())
    assert manifest["keys"] not in (old / "secrets.env").read_text()

    # Other keys would leave the personal data shut.
    refused = benfu(new, "restore", str(backup))
    assert refused.returncode == 1
    assert "made with other privacy keys" in refused.stderr
    (new / "secrets.env").write_text((old / "secrets.env").read_text())

    said = done(benfu(new, "restore", str(backup)))
    assert "restored the database and 1 files" in said
    assert rows(new) == before
    assert (new / "files" / "ab" / "picture.jpg").read_bytes() == b"\xff\xd8 not really"

    # Not over something that is there, unless one says so.
    refused = benfu(new, "restore", str(backup))
    assert refused.returncode == 1
    assert "not empty" in refused.stderr
    (new / "files" / "later.jpg").touch()
    done(benfu(new, "restore", str(backup), "--fresh"))
    assert rows(new) == before
    assert not (new / "files" / "later.jpg").exists()

    # Not under a running installation.
    with Home(new).locked("up"):
        refused = benfu(new, "restore", str(backup), "--fresh")
    assert refused.returncode == 1
    assert "benfu is running" in refused.stderr


@pytest.fixture
def backup(tmp_path: Path) -> Path:
    """A finished backup of one picture and a dump."""
    (tmp_path / "files" / "ab").mkdir(parents=True)
    files = {"database.dump": b"PGDMP", "files/ab/picture.jpg": b"\xff\xd8"}
    for name, content in files.items():
        (tmp_path / name).write_bytes(content)
    digests = {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}
    manifest = {
        "version": "0",
        "made_at": "2026-01-31T10:00",
        "keys": key_print(",".join(settings.PRIVACY_KEYS)),
        "files": digests,
    }
    (tmp_path / "manifest.json").write_text(json.dumps(manifest))
    return tmp_path


def test_a_whole_backup_is_recognised(backup: Path) -> None:
    assert set(read_manifest(backup)["files"]) == {"database.dump", "files/ab/picture.jpg"}


def test_a_damaged_backup_is_refused_by_the_name_of_the_file(backup: Path) -> None:
    (backup / "files" / "ab" / "picture.jpg").write_bytes(b"\xff\xd9")
    with pytest.raises(Trouble, match=r"damaged: files/ab/picture\.jpg"):
        read_manifest(backup)


def test_an_incomplete_backup_is_refused_by_the_name_of_the_file(backup: Path) -> None:
    (backup / "database.dump").unlink()
    with pytest.raises(Trouble, match=r"incomplete: database\.dump"):
        read_manifest(backup)


def test_an_unfinished_backup_is_refused(backup: Path) -> None:
    (backup / "manifest.json").unlink()
    with pytest.raises(Trouble, match="no finished backup"):
        read_manifest(backup)


def test_a_backup_never_mixes_with_another(backup: Path) -> None:
    with pytest.raises(Trouble, match="not empty"):
        write_backup(backup)


def test_a_full_disk_is_told_before_the_backup_begins(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda path: SimpleNamespace(free=5 * 2**20))
    with pytest.raises(Trouble, match="only 5 MB are free"):
        write_backup(tmp_path / "new")


def test_a_backup_is_for_the_account_that_made_it_only(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[list[str], dict[str, str]]] = []

    def run(command: list[str], *, env: dict[str, str], **more: object) -> SimpleNamespace:
        asked.append((command, env))
        next(Path(word.partition("=")[2]) for word in command if word.startswith("--file=")).write_bytes(b"dump")
        return SimpleNamespace(returncode=0)

    monkeypatch.setenv("DATABASE_URL", "postgresql://benfu:s%40cret@db.example:5433/benfu?sslmode=require")
    monkeypatch.setattr(backups, "binaries", lambda: SimpleNamespace(program=lambda name: name))
    monkeypatch.setattr(subprocess, "run", run)
    monkeypatch.setattr(settings, "MEDIA_ROOT", tmp_path / "files")
    (tmp_path / "files").mkdir()
    (tmp_path / "files" / "picture.jpg").write_bytes(b"x")
    folder = tmp_path / "there already"
    folder.mkdir(mode=0o755)
    write_backup(folder)
    made = [file for file in folder.rglob("*") if file.is_file()]
    assert len(made) == 3
    assert all(file.stat().st_mode & 0o077 == 0 for file in made)
    ((command, env),) = asked
    assert "--dbname=postgresql://benfu@db.example:5433/benfu?sslmode=require" in command
    assert not any("cret" in word for word in command), "everybody on the machine reads command lines"
    assert env["PGPASSWORD"] == "s@cret"


def replay(monkeypatch: pytest.MonkeyPatch, folder: Path, *, reader: str, writer: str) -> None:
    """Replay a dump with these shell scripts in place of pg_restore and psql."""
    for name, script in (("pg_restore", reader), ("psql", writer)):
        (folder / name).write_text(f"#!/bin/sh\n{script}\n")
        (folder / name).chmod(0o755)
    monkeypatch.setenv("DATABASE_URL", "postgresql://benfu@db.example/benfu")
    monkeypatch.setattr(backups, "binaries", lambda: SimpleNamespace(program=lambda name: str(folder / name)))
    backups._replay(folder / "database.dump")


def test_a_setting_that_old_servers_refuse_is_left_out_and_data_like_it_is_not(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    line = "SET transaction_timeout = 0;"
    reader = f'echo "{line}"; for n in $(seq 60); do echo "row $n"; done; echo "{line}"'
    replay(monkeypatch, tmp_path, reader=reader, writer=f"cat > {tmp_path}/taken")
    assert (tmp_path / "taken").read_text().splitlines() == [*(f"row {n}" for n in range(1, 61)), line]


def test_half_a_dump_is_never_committed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    writer = f"cat > /dev/null; touch {tmp_path}/committed"
    with pytest.raises(Trouble, match="pg_restore failed: the file is torn"):
        replay(monkeypatch, tmp_path, reader="echo row; echo the file is torn >&2; exit 1", writer=writer)
    assert not (tmp_path / "committed").exists()


def test_a_refusal_of_the_server_is_told_and_ends_the_reading(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(Trouble, match="psql failed: no such table"):
        replay(monkeypatch, tmp_path, reader="yes row", writer="read line; echo no such table >&2; exit 3")
