"""docs/howto/add-a-points-rule.md, followed word by word in a copy of the checkout: the rule pays, once, and says why."""

import shutil
from pathlib import Path

import pytest

from .test_add_a_room import COPIED, ROOT, follow, run


@pytest.mark.slow
def test_the_page_makes_a_rule_that_pays(tmp_path: Path) -> None:
    for name in COPIED:
        source = ROOT / name
        ignored = shutil.ignore_patterns("__pycache__", "journeys", "howto")
        shutil.copytree(source, tmp_path / name, ignore=ignored) if source.is_dir() else shutil.copy(source, tmp_path)
    commands = follow((ROOT / "docs/howto/add-a-points-rule.md").read_text("utf-8"), tmp_path)
    assert [command.split()[0] for command in commands] == ["benfu", "benfu", "benfu", "./test"]
    tests = ["test_registration_points.py", "test_rules.py", "test_publishing.py"]
    run(tmp_path, "-m", "pytest", "-q", "-p", "no:cacheprovider", *(f"benfu/points/tests/{one}" for one in tests))
    run(tmp_path, "-m", "pytest", "-q", "-p", "no:cacheprovider", "tests/laws/test_4_purity.py")
