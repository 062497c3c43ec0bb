"""The `benfu` command speaks to people: its help helps, its mistakes are sentences."""

import os
import subprocess
import sys
from pathlib import Path

import pytest


def benfu(*words: str, **environment: str) -> subprocess.CompletedProcess[str]:
    ours = {
        name: value for name, value in os.environ.items() if name != "DATABASE_URL" and not name.startswith("BENFU_")
    }
    command = [sys.executable, "-m", "benfu.conf.cli", *words]
    return subprocess.run(command, env=ours | environment, capture_output=True, text=True, timeout=120)


def test_help_lists_every_command_with_a_line_and_examples() -> None:
    said = benfu("--help").stdout
    for name in (
        "up",
        "load",
        "demo",
        "createadmin",
        "worker",
        "check",
        "backup",
        "restore",
        "import",
        "cut-cells",
        "manage",
    ):
        assert f"\n  {name} " in said
    assert "examples:" in said
    assert "DATABASE_URL" in said


def test_without_a_command_it_shows_the_help_and_fails() -> None:
    result = benfu()
    assert result.returncode == 2
    assert "commands" in result.stdout


@pytest.mark.parametrize("name", ["load", "check", "backup", "restore", "createadmin", "cut-cells"])
def test_each_command_explains_itself_without_a_database(name: str, tmp_path: Path) -> None:
    result = benfu("--data", str(tmp_path / "none"), name, "--help")
    assert result.returncode == 0
    assert f"usage: benfu {name}" in result.stdout
    assert "--settings" not in result.stdout
    assert not (tmp_path / "none").exists()


def test_import_lists_what_can_be_imported() -> None:
    said = benfu("import", "--help").stdout
    assert "  boundaries" in said
    assert "usage: benfu import boundaries" in benfu("import", "boundaries", "--help").stdout


def test_an_unknown_import_is_told_in_a_sentence(tmp_path: Path) -> None:
    result = benfu("import", "dragons", "--help")
    assert result.returncode == 1
    assert result.stderr.startswith("benfu: there is no `benfu import dragons`")


def test_a_database_that_is_away_is_told_in_a_sentence(tmp_path: Path) -> None:
    result = benfu("--data", str(tmp_path / "home"), "check", DATABASE_URL="postgresql://x@127.0.0.1:1/y")
    assert result.returncode == 1
    assert "does not let us in" in result.stderr
    assert "Traceback" not in result.stderr
