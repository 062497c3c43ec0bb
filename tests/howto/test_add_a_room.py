"""docs/howto/add-a-room.md, followed word by word in a copy of the checkout: the room stands, and in its place."""

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
BLOCK = re.compile(r"^```(\w+) ?([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINE = re.compile(r'(after|instead of) (".+"|`.+`), in (\S+)')
COPIED = ("benfu", "tests", "docs", "conftest.py", "pyproject.toml")


def follow(guide: str, copy: Path) -> list[str]:
    """Do what the page says in a copy of the checkout; return the commands it wants run."""
    commands: list[str] = []
    for kind, where, text in BLOCK.findall(guide):
        if kind == "file":
            (copy / where).parent.mkdir(parents=True, exist_ok=True)
            (copy / where).write_text(text)
        elif kind == "line":
            change_line(copy, where, text)
        elif kind == "run":
            commands += text.splitlines()
    return commands


def change_line(copy: Path, where: str, text: str) -> None:
    """Add a line after the one that holds a text, or replace that line."""
    found = LINE.search(where)
    assert found, where
    how, mark, file = found.groups()
    lines = (copy / file).read_text().splitlines(keepends=True)
    place = next(number for number, line in enumerate(lines) if mark.strip("`") in line)
    lines[place : place + 1] = [text] if how == "instead of" else [lines[place], text]
    (copy / file).write_text("".join(lines))


@pytest.mark.slow
def test_the_page_makes_a_room_that_stands(tmp_path: Path) -> None:
    for name in COPIED:
        source = ROOT / name
        ignored = shutil.ignore_patterns("__pycache__", "journeys", "howto")
        shutil.copytree(source, tmp_path / name, ignore=ignored) if source.is_dir() else shutil.copy(source, tmp_path)
    (tmp_path / "docs" / "howto").mkdir(exist_ok=True)
    commands = follow((ROOT / "docs/howto/add-a-room.md").read_text(), tmp_path)
    assert commands == ["benfu manage makemigrations umbrellas", "./test umbrellas"]
    run(tmp_path, "-m", "django", "makemigrations", "umbrellas", "--skip-checks")
    run(tmp_path, "-m", "pytest", "-q", "-p", "no:cacheprovider", "benfu/umbrellas")
    run(tmp_path, "-c", "from importlinter.cli import lint_imports_command; lint_imports_command()", "--no-cache")
    run(tmp_path, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/laws/test_1_downwards.py")


def run(copy: Path, *words: str) -> None:
    """Run Python in the copy, against a test database of its own."""
    environment = os.environ | {"PYTHONPATH": str(copy), "BENFU_TEST_DB": f"test_umbrellas_{os.getpid()}"}
    done = subprocess.run(
        [sys.executable, *words], cwd=copy, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, f"{' '.join(words)}\n{done.stdout[-3000:]}\n{done.stderr[-2000:]}"
