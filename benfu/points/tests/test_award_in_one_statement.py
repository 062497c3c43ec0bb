"""An award is one statement, and what it does with caps in the database is what the pure rules do."""

import json
from dataclasses import replace
from datetime import date

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from benfu.platform.identity.actor import SYSTEM
from benfu.points import services, tariffs
from benfu.points.models import CapUse, Decision
from benfu.points.rules import Deed, Tariff, evaluate
from benfu.points.services import award
from benfu.points.tariff_file import read_tariff
from tests.cast import Cast, person_of

from .told import CELL, MONDAY, broken, published

pytestmark = pytest.mark.django_db
limits = st.one_of(st.just(0), st.integers(1, 60))
DEFAULT = read_tariff(tariffs.DEFAULT.read_text("utf-8"))
PROBABLY = settings(
    max_examples=120, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.function_scoped_fixture]
)


@st.composite
def capped_tariffs(draw: st.DrawFn) -> Tariff:
    """Return the tariff of the house under other caps."""
    rules = tuple(
        replace(rule, per_day=draw(limits), per_month=draw(limits), per_object=draw(limits)) for rule in DEFAULT.rules
    )
    return replace(DEFAULT, per_day=draw(limits), per_month=draw(limits), rules=rules)


deeds = st.builds(
    Deed,
    action=st.sampled_from(["first_report", "later_report", "volunteer_hours", "appeal", "unknown"]),
    subject=st.uuids().map(lambda key: f"report:{key}"),
    person=st.just(0),
    day=st.sampled_from([MONDAY, date(2026, 11, 25), date(2026, 10, 5)]),
    category=st.sampled_from(["manhole", "litter"]),
    severity=st.integers(1, 3),
    amount=st.integers(1, 9),
    place=st.integers(1, 4),
)


@PROBABLY
@given(tariff=capped_tariffs(), told=st.lists(deeds, min_size=1, max_size=12))
def test_the_database_leaves_of_each_deed_what_the_rules_leave(cast: Cast, tariff: Tariff, told: list[Deed]) -> None:
    with transaction.atomic():
        published()
        for deed in told:
            deed = replace(deed, person=person_of(cast.lin), area=CELL)
            used = {(one.scope, one.period): one.used for one in CapUse.objects.filter(person=deed.person)}
            expected = evaluate(tariff, deed, used)
            decision = services._awarded(SYSTEM, deed, tariff)
            assert decision is not None
            assert (decision.requested, decision.granted, decision.reason) == (
                expected.requested,
                expected.granted,
                expected.reason,
            )
            assert decision.steps == json.loads(json.dumps(expected.as_data()))
        transaction.set_rollback(True)


def test_an_award_is_one_statement_and_so_is_its_repetition(
    cast: Cast, django_assert_num_queries: pytest.FixtureRequest
) -> None:
    published()
    deed = Deed("first_report", "report:1", person_of(cast.lin), MONDAY, verifier=person_of(cast.zhou))
    award(actor=SYSTEM, deed=replace(deed, subject="report:0"), area=CELL)
    with django_assert_num_queries(1):  # type: ignore[operator]
        first = award(actor=SYSTEM, deed=deed, area=CELL)
    with django_assert_num_queries(1):  # type: ignore[operator]
        again = award(actor=SYSTEM, deed=deed, area=CELL)
    assert (first.pk, first.granted, first.steps) == (again.pk, 10, again.steps)
    assert Decision.objects.get(pk=first.pk).granted == 10
    assert broken() == []


def test_a_tariff_published_elsewhere_meanwhile_is_the_one_that_pays(cast: Cast) -> None:
    published()
    deed = Deed("first_report", "report:1", person_of(cast.lin), date(2027, 2, 1))
    award(actor=SYSTEM, deed=deed, area=CELL)
    body = tariffs.DEFAULT.read_text("utf-8").replace('"2026-1"', '"2027-1"').replace("2026-01-01", "2027-01-01")
    with connection.cursor() as cursor:  # as another process would: this one has not looked since
        cursor.execute(
            "INSERT INTO points_publishedtariff VALUES ('2027-1', '2026-12-01', '2027-01-01', %s, '', now())",
            [body.replace("points = 10", "points = 20")],
        )
    decision = award(actor=SYSTEM, deed=replace(deed, subject="report:2"), area=CELL)
    assert (decision.tariff_id, decision.granted) == ("2027-1", 20)
