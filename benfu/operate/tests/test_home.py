"""A data folder: found without thinking, never confused with a stranger's, its secrets made once and for one's own eyes."""

import os
import stat
from pathlib import Path

import pytest

from benfu.operate import home as homes
from benfu.operate.home import Home, environment, find_home, home_for
from benfu.operate.words import Trouble


@pytest.fixture
def shelf(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    for name in ("BENFU_HOME", "BENFU_SECRET_KEY", "BENFU_PRIVACY_KEYS", "BENFU_DEMO"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr(homes, "shelf", lambda: tmp_path)
    return tmp_path


def test_each_port_has_its_own_folder(shelf: Path) -> None:
    assert home_for(data=None, port=None).path == shelf / "8000"
    assert home_for(data=None, port=8001).path == shelf / "8001"
    assert home_for(data=str(shelf / "mine"), port=8001).path == shelf / "mine"


def test_a_command_finds_the_only_folder(shelf: Path) -> None:
    Home(shelf / "9000").make()
    assert find_home(data=None, port=None).path == shelf / "9000"


def test_a_command_asks_when_there_are_several(shelf: Path) -> None:
    Home(shelf / "8000").make()
    Home(shelf / "8001").make()
    with pytest.raises(Trouble, match="several data folders"):
        find_home(data=None, port=None)
    assert find_home(data=None, port=8001).path == shelf / "8001"


def test_a_command_means_the_folder_that_is_running(shelf: Path) -> None:
    running = Home(shelf / "8001")
    Home(shelf / "8000").make()
    running.make()
    with running.locked("up"):
        assert find_home(data=None, port=None).path == running.path


def test_secrets_are_made_once_and_for_the_owner_only(shelf: Path) -> None:
    home = Home(shelf / "8000")
    first, second = environment(home), environment(home)
    assert first["BENFU_SECRET_KEY"] == second["BENFU_SECRET_KEY"]
    assert len(first["BENFU_SECRET_KEY"]) > 50
    assert first["BENFU_PRIVACY_KEYS"] != environment(Home(shelf / "8001"))["BENFU_PRIVACY_KEYS"]
    assert stat.S_IMODE((home.path / "secrets.env").stat().st_mode) == 0o600


def test_secrets_of_the_environment_win(shelf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BENFU_SECRET_KEY", "mine")
    monkeypatch.setenv("BENFU_PRIVACY_KEYS", "mine too")
    home = Home(shelf / "8000")
    assert environment(home)["BENFU_SECRET_KEY"] == "mine"
    assert not (home.path / "secrets.env").exists()


def test_a_folder_that_is_not_ours_is_never_emptied(tmp_path: Path) -> None:
    (tmp_path / "thesis.txt").write_text("years of work")
    with pytest.raises(Trouble, match="did not make"):
        Home(tmp_path).wipe()
    assert (tmp_path / "thesis.txt").read_text() == "years of work"


def test_our_own_folder_is_emptied(tmp_path: Path) -> None:
    home = Home(tmp_path / "8000")
    home.make()
    (home.files / "a.jpg").touch()
    home.wipe()
    assert list(home.path.iterdir()) == []


@pytest.mark.skipif(os.geteuid() == 0, reason="root may write everywhere")
def test_a_closed_folder_is_told_in_words(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(Trouble, match="another user"):
        Home(tmp_path / "8000").make()


def test_only_the_data_folder_says_that_it_is_a_demo(shelf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    home = Home(shelf / "8000")
    monkeypatch.setenv("BENFU_DEMO", "1")
    assert environment(home)["BENFU_DEMO"] == ""
    (home.path / homes.DEMO_MARK).touch()
    assert environment(home)["BENFU_DEMO"] == "1"
