"""Facts: written inside a transaction only, and never changed or removed."""

from dataclasses import dataclass

import pytest
import time_machine
from django.db import InternalError, connection, transaction
from django.db.utils import IntegrityError
from pytest_django import DjangoAssertNumQueries

from benfu.platform.journal.models import Fact, Untold
from benfu.platform.journal.selectors import facts_of
from benfu.platform.journal.services import record

from .conftest import SYSTEM, Acts

REFUSED = (InternalError, IntegrityError)


@dataclass(frozen=True)
class LampMended:
    lamp: int
    parts: tuple[str, ...] = ()


@pytest.mark.django_db(transaction=True)
def test_a_fact_needs_the_transaction_of_its_change() -> None:
    with pytest.raises(RuntimeError, match="transaction"):
        record(LampMended(1), actor=SYSTEM, subject="lamp:1")
    assert not Fact.objects.exists()


@pytest.mark.django_db(transaction=True)
def test_a_fact_is_lost_with_its_change() -> None:
    with transaction.atomic():
        record(LampMended(1), actor=SYSTEM, subject="lamp:1")
        transaction.set_rollback(True)
    assert not Fact.objects.exists()
    assert not Untold.objects.exists()


@pytest.mark.django_db
def test_a_fact_says_who_what_where_and_when() -> None:
    with time_machine.travel("2026-11-24T08:30:00Z", tick=False):
        made = record(LampMended(7, ("bulb",)), actor=Acts(3), subject="lamp:7", area="990101001001")
    (fact,) = facts_of("lamp:7")
    assert (fact.pk, fact.kind, fact.actor, fact.area) == (made, "LampMended", 3, "990101001001")
    assert fact.data == {"lamp": 7, "parts": ["bulb"]}
    assert fact.happened_at.isoformat() == "2026-11-24T08:30:00+00:00"


@pytest.mark.django_db
def test_a_timeline_is_in_order_and_can_be_narrowed() -> None:
    for lamp in (1, 2, 1):
        record(LampMended(lamp), actor=SYSTEM, subject=f"lamp:{lamp}")
    assert [fact.kind for fact in facts_of("lamp:1")] == ["LampMended", "LampMended"]
    assert list(facts_of("lamp:1").values_list("id", flat=True)) == sorted(
        facts_of("lamp:1").values_list("id", flat=True)
    )
    assert not facts_of("lamp:1", ["LampBroken"]).exists()


@pytest.mark.django_db
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE journal_fact SET subject = 'lamp:2'",
        "DELETE FROM journal_fact",
        "TRUNCATE journal_fact CASCADE",
        "INSERT INTO journal_fact SELECT * FROM journal_fact ON CONFLICT (id) DO UPDATE SET kind = 'Other'",
    ],
)
def test_facts_are_append_only_whoever_asks(statement: str) -> None:
    record(LampMended(1), actor=SYSTEM, subject="lamp:1")
    with pytest.raises(REFUSED, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert facts_of("lamp:1").count() == 1


@pytest.mark.django_db
def test_recording_costs_one_statement(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(1):
        record(LampMended(1), actor=SYSTEM, subject="lamp:1")
