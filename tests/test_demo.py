"""The demo district: filled once, sound by every proof, alive on every screen, open to each of its sign-ins."""

import re
from collections.abc import Iterator
from importlib import import_module
from io import StringIO
from typing import Any

import pytest
from django.apps import apps
from django.core.management import CommandError, call_command
from django.db import connection, transaction
from django.test import Client, override_settings

from benfu.cases import selectors as cases
from benfu.conf.rooms import modules
from benfu.credentials.models import Credential
from benfu.demo.logins import Login, logins
from benfu.insight.selectors import figures_for
from benfu.operate.reference import load_all
from benfu.outreach.models import Declaration
from benfu.platform.identity.actor import Actor, Duty
from benfu.platform.identity.roles import Role
from benfu.platform.identity.senders import Screen
from benfu.platform.journal.selectors import failed_tellings, untold_count
from benfu.platform.lib import clock
from benfu.recruitment.models import Application, Appointment
from benfu.rosters.models import RosterPlace
from benfu.territory.shelf import shelf

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
SIX_DIGITS = re.compile(r"(?<!\d)(\d{6})(?!\d)")
OFFICE = Actor(account=0, duties=(Duty(Role.ADMINISTRATOR, "990101"),))


@pytest.fixture(scope="module")
def district(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Fill the small demo once for all tests of this file, and undo it afterwards; return what the command said."""
    folder = tmp_path_factory.mktemp("demo")
    as_a_demo = {
        "MEDIA_ROOT": folder,
        "DEMO": True,
        "BENFU_CODE_SENDER": f"{Screen.__module__}.Screen",
        # The quick hashes of the demo must be such as the real ones replace at the first sign-in.
        "PASSWORD_HASHERS": ["django.contrib.auth.hashers.ScryptPasswordHasher"],
    }
    with django_db_blocker.unblock(), override_settings(**as_a_demo), transaction.atomic():
        shelf.clear()
        load_all(lambda words: None)
        yield told("demo")
        transaction.set_rollback(True)
    shelf.clear()


def told(command: str, **options: Any) -> str:
    """Return what a command says."""
    out = StringIO()
    call_command(command, stdout=out, **options)
    return out.getvalue()


def rows() -> int:
    """Return how many rows our tables hold."""
    return sum(model._default_manager.count() for model in apps.get_models() if model.__module__.startswith("benfu."))


def test_it_says_what_it_has_done(district: str) -> None:
    assert "97 areas" in district
    assert "six weeks lived through" in district


def test_a_filled_database_is_left_alone(district: str) -> None:
    before = rows()
    assert "nothing was changed" in told("demo")
    assert rows() == before


def test_every_proof_of_the_data_holds(district: str) -> None:
    broken = [
        f"{proof.name}: {proof.detail}"
        for name in modules("proofs")
        if not name.startswith("benfu.operate")  # the machine's own
        for proof in import_module(name).proofs()
        if not proof.ok
    ]
    assert broken == []


def test_every_fact_was_told(district: str) -> None:
    assert untold_count() == 0
    assert not failed_tellings().exists()


def test_the_clocks_run_again_as_they_did(district: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT extract(epoch FROM clock_timestamp() - ledger_now())")
        assert abs(cursor.fetchone()[0]) < 5
        cursor.execute("SELECT extract(epoch FROM clock_timestamp()) - %s", [clock.now().timestamp()])
        assert abs(cursor.fetchone()[0]) < 5


def test_the_past_lies_in_the_past(district: str) -> None:
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT max(happened_at) <= clock_timestamp(), now() - min(happened_at) > interval '42 days' FROM journal_fact"
        )
        assert cursor.fetchone() == (True, True)
        # Points are booked on the day they were decided, and no earlier than the report they reward.
        cursor.execute(
            "SELECT count(*), "
            "count(*) FILTER (WHERE (d.decided_at AT TIME ZONE 'Asia/Shanghai')::date <> t.day OR d.day > t.day) "
            "FROM points_decision d JOIN ledger_transfer t ON t.id = d.transfer_id"
        )
        paid, wrong = cursor.fetchone()
        assert paid > 50
        assert wrong == 0


def test_the_cockpit_lives(district: str) -> None:
    body = figures_for(OFFICE).body
    assert body["sums"]["reports"] > 0
    assert body["sums"]["overdue"] > 0
    assert body["sums"]["workers"] == 60
    assert body["sums"]["waiting_workers"] == 5
    assert sum(day["reported"] for day in body["trend"]) > 30
    assert sum(day["closed"] for day in body["trend"]) > 20
    assert len(body["cells"]) > 8
    assert all(week["awarded"] for week in body["points"])
    assert any(week["redeemed"] for week in body["points"])


def test_something_of_each_kind_waits_in_the_first_community(district: str) -> None:
    officer = Actor(account=0, duties=(Duty(Role.COMMUNITY_WORKER, "990101001001"),))
    found = cases.cases_in(officer, tab="all", size=100).rows
    assert {row.case.state for row in found} >= {
        "reported",
        "filed",
        "dispatched",
        "handling",
        "handled",
        "returned",
        "closed",
        "declined",
    }
    assert any(row.case.reports_count > 2 for row in found)


@pytest.mark.parametrize("login", logins(), ids=lambda login: login.role)
def test_each_sign_in_that_is_printed_opens_its_pages(district: str, login: Login) -> None:
    assert login.name in told("demo_logins")
    client = Client()
    if login.password:
        answer = client.post(login.page, {"login": login.name, "password": login.password}, follow=True)
        if "/code/" in answer.request["PATH_INFO"]:
            code = SIX_DIGITS.findall(answer.content.decode())[0]
            answer = client.post(answer.request["PATH_INFO"], {"code": code}, follow=True)
        assert answer.request["PATH_INFO"] == "/c/"
    else:
        answer = client.post(login.page, {"phone": login.name}, follow=True)
        code = SIX_DIGITS.findall(answer.content.decode())[0]
        answer = client.post(answer.request["PATH_INFO"], {"code": code}, follow=True)
        assert answer.request["PATH_INFO"] == "/"
    assert answer.status_code == 200
    assert login.who in answer.content.decode()


def test_a_real_installation_is_refused(db: None, settings: Any) -> None:
    settings.DEMO = False
    with pytest.raises(CommandError, match="real people"):
        call_command("demo")
    with pytest.raises(CommandError, match="no demonstration"):
        call_command("demo_logins")


def test_the_two_sides_find_each_other(district: str) -> None:
    assert {"invited", "confirmed"} <= set(RosterPlace.objects.values_list("state", flat=True))
    assert set(Declaration.objects.values_list("state", flat=True)) == {"surveyed", "verified"}
    assert "interviewed" in set(Application.objects.values_list("state", flat=True))
    assert Appointment.objects.filter(ended_at=None).exists()
    assert Credential.objects.filter(kind="hub_sign", revoked_at=None).count() == 1
