"""Points move once per key, never below zero, and every line can be read back."""

from datetime import UTC, date, datetime
from uuid import uuid4

import pytest
from django.db import transaction

from benfu.ledger import selectors, services
from benfu.ledger.errors import KeyReused, NotEnough
from benfu.ledger.kinds import ISSUER
from benfu.platform.identity.actor import SYSTEM, Actor
from benfu.platform.lib.errors import Invalid

from .book import HE, LIN, MARKET, award, broken, clock_at, funds, hold, post, void

pytestmark = pytest.mark.django_db


def test_an_award_reaches_its_holder_and_nobody_else() -> None:
    award(LIN, 10)
    award(HE, 1)
    assert funds(LIN) == (10, 0, 10)
    assert funds(HE) == (1, 0, 1)
    assert selectors.issued() == (2, 11)
    assert broken() == []


def test_an_account_never_used_has_nothing() -> None:
    assert funds(LIN) == (0, 0, 0)
    assert selectors.entries(LIN) == []


def test_the_same_key_with_the_same_content_is_booked_once() -> None:
    key = uuid4()
    first = award(LIN, 10, key=key)
    again = award(LIN, 10, key=key)
    assert (again.id, first.again, again.again) == (first.id, False, True)
    assert funds(LIN) == (10, 0, 10)


@pytest.mark.parametrize(
    "change", [{"amount": 11}, {"party": HE}, {"expires_on": date(2030, 1, 1)}, {"cause": "test:2"}]
)
def test_the_same_key_with_other_content_is_a_conflict(change: dict[str, object]) -> None:
    key = uuid4()
    said: dict[str, object] = {"party": LIN, "amount": 10}
    award(**said, key=key)  # type: ignore[arg-type]
    with pytest.raises(KeyReused):
        award(**(said | change), key=key)  # type: ignore[arg-type]
    assert funds(LIN) == (10, 0, 10)
    assert funds(HE) == (0, 0, 0)


def test_nobody_spends_what_they_have_not() -> None:
    award(LIN, 10)
    with pytest.raises(NotEnough), transaction.atomic():
        hold(LIN, 11)
    with pytest.raises(NotEnough), transaction.atomic():
        hold(HE, 1)
    assert funds(LIN) == (10, 0, 10)
    assert broken() == []


@pytest.mark.parametrize("amount", [0, -5])
def test_an_amount_is_more_than_nothing(amount: int) -> None:
    with pytest.raises(Invalid), transaction.atomic():
        award(LIN, amount)


def test_points_cannot_go_round_in_a_circle() -> None:
    with pytest.raises(Invalid), transaction.atomic():
        services.transfer(
            actor=SYSTEM, key=uuid4(), source=LIN, target=LIN, amount=1, cause="test:1", expires_on=date(9999, 1, 1)
        )


def test_points_for_a_person_say_until_when_they_last() -> None:
    with pytest.raises(Invalid):
        services.transfer(actor=SYSTEM, key=uuid4(), source=ISSUER, target=LIN, amount=1, cause="test:1")


def test_points_that_have_expired_already_are_refused() -> None:
    with clock_at(datetime(2026, 3, 1, tzinfo=UTC)), pytest.raises(Invalid), transaction.atomic():
        award(LIN, 1, date(2026, 2, 28))


def test_a_statement_tells_what_each_line_did_to_the_spendable_points() -> None:
    earned = award(LIN, 10, cause="report:1")
    taken, given_back, waiting = hold(LIN, 4), hold(LIN, 3), hold(LIN, 2)
    post(taken)
    void(given_back)

    lines = selectors.entries(LIN)
    assert [(line.kind, line.amount, line.answer) for line in lines] == [
        ("void", 3, ""),
        ("hold", -2, ""),
        ("hold", -3, "void"),
        ("hold", -4, "post"),
        ("move", 10, ""),
    ]
    assert sum(line.amount for line in lines) == funds(LIN)[2] == 4
    assert lines[-1].id == earned.id
    assert lines[-1].cause == "report:1"
    assert lines[1].id == waiting.id
    assert [line.kind for line in selectors.entries(LIN, before=waiting.id, limit=2)] == ["hold", "hold"]
    assert selectors.taken_in(MARKET) == 4
    assert [(line.kind, line.amount) for line in selectors.entries(MARKET)] == [("post", 4)]


def test_a_line_is_found_only_in_its_own_statement() -> None:
    booked = award(LIN, 10)
    found = selectors.entry(LIN, booked.id)
    assert found is not None
    assert found.amount == 10
    assert selectors.entry(HE, booked.id) is None
    assert selectors.entry(LIN, booked.id + 1) is None


def test_who_booked_it_stands_in_the_journal() -> None:
    services.transfer(actor=Actor(account=7), key=uuid4(), source=ISSUER, target=MARKET, amount=1, cause="test:1")
    assert selectors.taken_in(MARKET) == 1
    with transaction.atomic():
        booked = award(LIN, 5)
    assert selectors.entry(LIN, booked.id) is not None
