"""Whether a database is a demo is decided when it is made, and cannot be changed by starting it differently."""

from pathlib import Path

import pytest
from django.conf import settings
from django.core.management import call_command

from benfu.operate import installation, proofs
from benfu.operate.models import Installation

pytestmark = pytest.mark.django_db


@pytest.fixture
def home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.setattr(settings, "HOME", tmp_path)
    return tmp_path


def test_a_new_database_becomes_what_it_is_asked_to_be(home: Path) -> None:
    assert installation.decide(demo=True)
    assert (home / "demo").exists()


def test_a_real_database_never_becomes_a_demo(home: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert not installation.decide(demo=False)
    assert not installation.decide(demo=True)
    assert not (home / "demo").exists()
    assert "demo mode stays off" in capsys.readouterr().out


def test_a_demo_stays_one(home: Path) -> None:
    installation.decide(demo=True)
    assert installation.decide(demo=False)


def test_a_mark_left_over_from_another_database_is_removed(home: Path) -> None:
    (home / "demo").touch()
    assert not installation.decide(demo=False)
    assert not (home / "demo").exists()


def test_the_district_is_filled_once_and_again_after_an_interruption(
    home: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls: list[str] = []

    def fill(name: str, *, new_demo: bool) -> None:
        assert new_demo
        calls.append(name)
        if len(calls) == 1:
            raise KeyboardInterrupt

    monkeypatch.setattr(installation, "has_command", lambda name: True)
    monkeypatch.setattr(installation, "call_command", fill)
    installation.decide(demo=True)
    with pytest.raises(KeyboardInterrupt):
        installation.fill()
    installation.fill()
    installation.fill()
    assert calls == ["demo", "demo"]
    assert Installation.objects.get().filled_at is not None


def test_reference_data_load_by_command(capsys: pytest.CaptureFixture[str]) -> None:
    call_command("load")
    assert "reference data of" in capsys.readouterr().out


def test_demo_mode_on_a_database_for_real_people_is_told(home: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "DEMO", True)
    installation.decide(demo=False)
    (wrong,) = [proof for proof in proofs.proofs() if "on screen" in proof.name]
    assert not wrong.ok
    assert "BENFU_DEMO" in wrong.detail
    Installation.objects.update(demo=True)
    (right,) = [proof for proof in proofs.proofs() if "on screen" in proof.name]
    assert right.ok
