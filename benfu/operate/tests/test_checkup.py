"""`benfu check` proves what each room claims, says what does not hold, and ends with a code that programs understand."""

from collections.abc import Iterator
from types import SimpleNamespace

import pytest
from django.core.management import call_command
from django.test import Client

from benfu.operate import pages, proofs
from benfu.operate.management.commands import checkup
from benfu.platform.lib.proof import Proof


def run(*options: str) -> int:
    with pytest.raises(SystemExit) as end:
        call_command("checkup", *options)
    return int(end.value.code or 0)


def rooms(*found: Proof) -> list[tuple[str, SimpleNamespace]]:
    def told() -> Iterator[Proof]:
        yield from found

    return [("ledger", SimpleNamespace(proofs=told))]


def test_all_that_holds_is_code_0(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(checkup, "modules", lambda name: rooms(Proof("the sum is zero", True, "0")))
    assert run() == 0
    assert "ok      ledger: the sum is zero  (0)" in capsys.readouterr().out
    assert run("--quiet") == 0
    assert "the sum" not in capsys.readouterr().out


def test_one_that_does_not_hold_is_code_1(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    found = rooms(Proof("the sum is zero", False, "account 7: -3"), Proof("nothing is below zero", True))
    monkeypatch.setattr(checkup, "modules", lambda name: found)
    assert run("--quiet") == 1
    said = capsys.readouterr().out
    assert "BROKEN  ledger: the sum is zero  (account 7: -3)" in said
    assert "1 proofs hold, 1 do not" in said


@pytest.mark.django_db
def test_a_fresh_installation_is_sound() -> None:
    broken = [proof for proof in proofs.proofs() if not proof.ok and proof.name != "the settings are sound"]
    assert broken == []


@pytest.mark.django_db
def test_a_full_disk_a_wrong_clock_and_failed_jobs_are_seen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.disk_usage", lambda path: SimpleNamespace(free=10 * 2**20))
    monkeypatch.setattr(proofs, "clock_difference_s", lambda: -60.0)
    monkeypatch.setattr(proofs, "failed_jobs", lambda: 2)
    broken = {proof.name: proof.detail for proof in proofs.proofs() if not proof.ok}
    assert broken["there is room on the disk"] == "10 MB free"
    assert broken["this clock and the database's agree"] == "-60.0 s"
    assert broken["jobs are being done"].startswith("2 failed")


@pytest.mark.django_db
def test_health_says_ok_and_nothing_else(client: Client) -> None:
    answer = client.get("/health/")
    assert (answer.status_code, answer.content) == (200, b"ok")
    assert "no-store" in answer["Cache-Control"]


def test_health_says_so_when_the_database_is_away(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pages, "reachable", lambda: False)
    assert client.get("/health/").status_code == 503
