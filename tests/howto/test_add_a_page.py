"""docs/howto/add-a-page.md, followed word by word after the room it continues: the page works, and axe finds nothing."""

import shutil
from pathlib import Path

import pytest

from tests.journeys.conftest import chromium_path

from .test_add_a_room import COPIED, ROOT, follow, run


@pytest.mark.slow
def test_the_page_makes_a_page_that_works(tmp_path: Path) -> None:
    ignored = shutil.ignore_patterns("__pycache__")
    for name in COPIED:
        source = ROOT / name
        shutil.copytree(source, tmp_path / name, ignore=ignored) if source.is_dir() else shutil.copy(source, tmp_path)
    follow((ROOT / "docs/howto/add-a-room.md").read_text(), tmp_path)
    commands = follow((ROOT / "docs/howto/add-a-page.md").read_text(), tmp_path)
    assert [command.split()[0] for command in commands] == ["./test", "BENFU_SHOTS=shots"]
    run(tmp_path, "-m", "django", "makemigrations", "umbrellas", "--skip-checks")
    run(tmp_path, "-m", "pytest", "-q", "-p", "no:cacheprovider", "benfu/umbrellas", "benfu/ui/tests/test_files.py")
    run(tmp_path, "-m", "ruff", "check", "--no-cache", "benfu/umbrellas")
    if chromium_path():
        run(tmp_path, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/journeys/test_pages.py", "-k", "umbrella")
