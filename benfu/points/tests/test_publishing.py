"""Tariffs are published once, begin in the future and never change what has been done."""

from datetime import date
from io import StringIO
from pathlib import Path

import pytest
import time_machine
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction

from benfu.platform.lib.errors import Conflict
from benfu.points.loaders import load
from benfu.points.models import PublishedTariff
from benfu.points.tariffs import DEFAULT, publish, tariff_on, tariffs

pytestmark = pytest.mark.django_db
FIRST = DEFAULT.read_text("utf-8")


def next_year(version: str = "2027-1", valid_from: str = "2027-01-01") -> str:
    """Return a tariff that pays 20 for a first report."""
    text = FIRST.replace("2026-1", version, 2).replace("valid_from = 2026-01-01", f"valid_from = {valid_from}")
    return text.replace("points = 10\n", "points = 20\n")


@pytest.fixture(autouse=True)
def _november() -> object:
    with time_machine.travel("2026-11-24 12:00+08:00", tick=False):
        yield


def test_loading_twice_publishes_once() -> None:
    said: list[str] = []
    load(said.append)
    load(said.append)
    assert PublishedTariff.objects.count() == 1
    assert "2026-1" in said[0]
    assert "1 tariff" in said[1]


def test_the_tariff_of_the_day_is_the_last_that_has_begun() -> None:
    publish(FIRST)
    publish(next_year())
    found = [tariff_on(day) for day in (date(2025, 12, 31), date(2026, 1, 1), date(2026, 12, 31), date(2027, 1, 1))]
    assert [one and one.version for one in found] == [None, "2026-1", "2026-1", "2027-1"]
    assert [one.version for one in tariffs()] == ["2027-1", "2026-1"]


def test_the_same_text_again_is_nothing_new() -> None:
    publish(FIRST)
    assert publish(FIRST) is None


def test_a_published_version_cannot_be_changed() -> None:
    publish(FIRST)
    with pytest.raises(Conflict, match="2026-1 was published on 2025-12-15 with other content"):
        publish(FIRST.replace("points = 10", "points = 11"))


@pytest.mark.parametrize("begins", ["2026-01-01", "2026-11-23", "2026-11-24"])
def test_a_tariff_never_begins_before_tomorrow(begins: str) -> None:
    publish(FIRST)
    with pytest.raises(Conflict, match="must lie after today"):
        publish(next_year(valid_from=begins))


def test_a_tariff_never_begins_before_an_earlier_one() -> None:
    publish(FIRST)
    publish(next_year())
    with pytest.raises(Conflict, match="2027-01-01, when 2027-1 began"):
        publish(next_year("2026-2", "2026-12-01"))


@pytest.mark.parametrize("statement", ["update", "delete"])
def test_what_is_published_is_not_rewritten(statement: str) -> None:
    publish(FIRST)
    rows = PublishedTariff.objects.filter(version="2026-1")
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic():
        rows.update(body="") if statement == "update" else rows.delete()


def test_the_command_publishes_checks_and_names_mistakes(tmp_path: Path) -> None:
    publish(FIRST)
    file, out = tmp_path / "next.toml", StringIO()
    file.write_text(next_year(), "utf-8")
    call_command("import_tariff", str(file), "--dry-run", stdout=out)
    assert "is sound" in out.getvalue()
    assert PublishedTariff.objects.count() == 1
    call_command("import_tariff", str(file), stdout=out)
    call_command("import_tariff", str(file), stdout=out)
    assert "in force from 2027-01-01" in out.getvalue()
    assert "nothing to do" in out.getvalue()
    file.write_text("version = 3", "utf-8")
    with pytest.raises(CommandError, match=r"next\.toml: line 1: version must be a text"):
        call_command("import_tariff", str(file))
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("import_tariff", str(tmp_path / "absent.toml"))
