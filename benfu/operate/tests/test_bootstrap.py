"""The first minute on a strange machine: no Python, half a Python, no network, no disk; each gets a sentence that helps."""

import subprocess
from pathlib import Path
from types import SimpleNamespace

import pytest

from benfu.operate import bootstrap
from benfu.operate.home import CHECKOUT


def run_with(folder: Path, **programs: str) -> subprocess.CompletedProcess[str]:
    """Call ./run on a machine that has only these programs (and the few that every shell script needs)."""
    for name in ("dirname", "sh"):
        (folder / name).symlink_to(f"/bin/{name}" if Path(f"/bin/{name}").exists() else f"/usr/bin/{name}")
    for name, script in programs.items():
        (folder / name).write_text(f"#!/bin/sh\n{script}\n")
        (folder / name).chmod(0o755)
    return subprocess.run(
        [str(CHECKOUT / "run")], env={"PATH": str(folder)}, capture_output=True, text=True, timeout=60
    )


def test_no_python_says_what_to_install(tmp_path: Path) -> None:
    result = run_with(tmp_path)
    assert result.returncode == 1
    assert "Python 3.11 or newer is needed and was not found" in result.stderr
    assert "apt install python3 python3-venv" in result.stderr


def test_an_old_python_counts_as_none(tmp_path: Path) -> None:
    result = run_with(tmp_path, python3="exit 1")
    assert "Python 3.11 or newer is needed" in result.stderr


def test_a_python_without_venv_says_which_part_is_missing(tmp_path: Path) -> None:
    result = run_with(tmp_path, python3='case "$2" in *ensurepip*) exit 1;; *) exit 0;; esac')
    assert result.returncode == 1
    assert "python3 is here, but it cannot make virtual environments" in result.stderr
    assert "apt install python3-venv" in result.stderr


def test_a_fitting_python_is_given_the_job(tmp_path: Path) -> None:
    result = run_with(tmp_path, python3='case "$1" in -c) exit 0;; *) echo "job: $*";; esac')
    assert result.stdout.startswith("job: -P ")
    assert result.stdout.strip().endswith("bootstrap.py run")


@pytest.mark.parametrize(
    ("output", "words"),
    [
        ("ERROR: No matching distribution found for django==5.2.19", "PIP_INDEX_URL or HTTPS_PROXY"),
        ("OSError: [Errno 28] No space left on device", "the disk filled up"),
        ("THESE PACKAGES DO NOT MATCH THE HASHES FROM THE REQUIREMENTS FILE", "not the one that was locked"),
        ("something else", "last words stand above"),
    ],
)
def test_pip_s_failures_become_sentences(output: str, words: str) -> None:
    assert words in bootstrap.pip_trouble(output, "the locked packages")


def test_a_full_disk_is_told_before_anything_is_installed(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda path: SimpleNamespace(free=50 * 2**20))
    with pytest.raises(SystemExit):
        bootstrap.enough_disk("requirements.lock")
    assert "only 50 MB are free" in capsys.readouterr().err


def test_a_changed_lock_or_a_moved_checkout_installs_anew(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("requirements.lock", "pyproject.toml"):
        (tmp_path / name).write_bytes((CHECKOUT / name).read_bytes())
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    first = bootstrap.fingerprint("requirements.lock")
    assert bootstrap.fingerprint("requirements.lock") == first
    monkeypatch.setattr(bootstrap, "VENV", tmp_path / "moved")
    moved = bootstrap.fingerprint("requirements.lock")
    (tmp_path / "requirements.lock").write_text("django==6\n")
    assert len({first, moved, bootstrap.fingerprint("requirements.lock")}) == 3


def test_a_lint_rule_in_pyproject_is_no_reason_to_install(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("requirements.lock", "pyproject.toml"):
        (tmp_path / name).write_bytes((CHECKOUT / name).read_bytes())
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    first = bootstrap.fingerprint("requirements.lock")
    with (tmp_path / "pyproject.toml").open("a") as file:
        file.write("\n[tool.other]\nx = 1\n")
    assert bootstrap.fingerprint("requirements.lock") == first
