"""The ledger does what a few lines of plain Python say, whatever is asked of it in whatever order."""

from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, connection, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)

from benfu.ledger import selectors, services
from benfu.ledger.errors import HoldAnswered, HoldTimedOut, KeyReused, NotEnough
from benfu.ledger.kinds import BREAKAGE, holder

from .book import MARKET, award, broken, hold, post, set_clock, void

HOLDERS = [holder(f"person:{n}") for n in (1, 2, 3)]
START = datetime(2026, 3, 1, 4, tzinfo=UTC)
SHANGHAI = timedelta(hours=8)


@dataclass
class ModelHold:
    owner: int
    amount: int
    timeout_at: datetime
    lots: dict[date, int]
    open: bool = True


@dataclass
class Model:
    """What must be: lots per holder, holds, and what left them."""

    lots: list[dict[date, int]] = field(default_factory=lambda: [{} for _ in HOLDERS])
    holds: dict[int, ModelHold] = field(default_factory=dict)
    posted: int = 0
    expired: int = 0

    def spendable(self, owner: int, today: date) -> int:
        return sum(n for day, n in self.lots[owner].items() if day >= today)

    def take(self, owner: int, amount: int, today: date) -> dict[date, int]:
        taken: dict[date, int] = {}
        for day in sorted(day for day in self.lots[owner] if day >= today):
            part = min(amount - sum(taken.values()), self.lots[owner][day])
            if part:
                taken[day] = part
                self.lots[owner][day] -= part
        return taken

    def give(self, owner: int, day: date, amount: int) -> None:
        self.lots[owner][day] = self.lots[owner].get(day, 0) + amount

    def held(self, owner: int) -> int:
        return sum(one.amount for one in self.holds.values() if one.open and one.owner == owner)


owners = st.integers(0, len(HOLDERS) - 1)
amounts = st.integers(1, 12)


class LedgerMachine(RuleBasedStateMachine):
    """Asks the ledger and the model the same, and compares."""

    @initialize()
    def open_the_book(self) -> None:
        self.block = transaction.atomic()
        self.block.__enter__()
        self.model, self.now = Model(), START
        self.done: list[tuple[Any, tuple[Any, ...], UUID, int]] = []
        set_clock(self.now)

    def teardown(self) -> None:
        if hasattr(self, "block"):
            assert broken() == []
            transaction.set_rollback(True)
            self.block.__exit__(None, None, None)

    @property
    def today(self) -> date:
        return (self.now + SHANGHAI).date()

    def ask(self, what: Any, *args: Any) -> services.Booked:
        key = uuid4()
        with transaction.atomic():
            booked: services.Booked = what(*args, key=key)
        assert not booked.again
        self.done.append((what, args, key, booked.id))
        return booked

    @rule(owner=owners, amount=amounts, days=st.integers(-1, 20))
    def award(self, owner: int, amount: int, days: int) -> None:
        expires_on = self.today + timedelta(days=days)
        if days < 0:
            with pytest.raises(Exception, match="有效期"):
                self.ask(award, HOLDERS[owner], amount, expires_on)
            return
        self.ask(award, HOLDERS[owner], amount, expires_on)
        self.model.give(owner, expires_on, amount)

    @rule(owner=owners, amount=amounts, seconds=st.integers(-5, 10 * 86400))
    def hold(self, owner: int, amount: int, seconds: int) -> None:
        lasts = timedelta(seconds=seconds)
        if self.model.spendable(owner, self.today) < amount:
            with pytest.raises(NotEnough):
                self.ask(hold, HOLDERS[owner], amount, lasts)
            return
        booked = self.ask(hold, HOLDERS[owner], amount, lasts)
        lots = self.model.take(owner, amount, self.today)
        self.model.holds[booked.id] = ModelHold(owner, amount, self.now + lasts, lots)

    @precondition(lambda self: self.model.holds)
    @rule(data=st.data(), verb=st.sampled_from([post, void]))
    def answer(self, data: st.DataObject, verb: Any) -> None:
        hold_id = data.draw(st.sampled_from(sorted(self.model.holds)))
        one = self.model.holds[hold_id]
        held = services.Booked(hold_id, again=False)
        if not one.open:
            # Answered and late: either refusal is true, and the answer given is told first.
            with pytest.raises(HoldAnswered):
                self.ask(verb, held)
        elif verb is post and one.timeout_at <= self.now:
            with pytest.raises(HoldTimedOut):
                self.ask(verb, held)
        else:
            self.ask(verb, held)
            one.open = False
            self.settle(one, gone=verb is post)

    def settle(self, one: ModelHold, gone: bool) -> None:
        if gone:
            self.model.posted += one.amount
            return
        for day, amount in one.lots.items():
            self.model.give(one.owner, day if day >= self.today else self.today + timedelta(days=7), amount)

    @precondition(lambda self: self.done)
    @rule(data=st.data())
    def retry(self, data: st.DataObject) -> None:
        what, args, key, booked_id = data.draw(st.sampled_from(self.done))
        again = what(*args, key=key)
        assert (again.id, again.again) == (booked_id, True)

    @precondition(lambda self: self.done)
    @rule(data=st.data(), owner=owners, amount=st.integers(50, 60))
    def use_a_key_for_something_else(self, data: st.DataObject, owner: int, amount: int) -> None:
        key = data.draw(st.sampled_from(self.done))[2]
        with pytest.raises(KeyReused):
            award(HOLDERS[owner], amount, self.today, key=key)

    @rule()
    def sweep(self) -> None:
        for lots in self.model.lots:
            for day in [day for day in lots if day < self.today]:
                self.model.expired += lots.pop(day)
        services.expire_lots()

    @rule(seconds=st.one_of(st.integers(0, 120), st.integers(0, 12 * 86400)))
    def let_time_pass(self, seconds: int) -> None:
        self.now += timedelta(seconds=seconds)
        set_clock(self.now)

    @rule(statement=st.sampled_from(["UPDATE ledger_transfer SET amount = 1", "DELETE FROM ledger_transfer"]))
    def tamper(self, statement: str) -> None:
        if self.done:
            with pytest.raises(IntegrityError), transaction.atomic(), connection.cursor() as cursor:
                cursor.execute(statement)

    @invariant()
    def the_same_in_both(self) -> None:
        for owner, party in enumerate(HOLDERS):
            lots, held = self.model.lots[owner], self.model.held(owner)
            funds = selectors.balance(party)
            assert funds.posted == sum(lots.values()) + held
            assert funds.held == held
            assert funds.spendable == self.model.spendable(owner, self.today)
            assert dict(selectors.expiring(party)) == {day: n for day, n in lots.items() if n and day >= self.today}
        assert selectors.open_holds() == {key for key, one in self.model.holds.items() if one.open}
        assert selectors.taken_in(MARKET) == self.model.posted
        assert selectors.taken_in(BREAKAGE) == self.model.expired


@pytest.mark.django_db(transaction=True)
def test_the_ledger_agrees_with_a_plain_model() -> None:
    run_state_machine_as_test(
        LedgerMachine,
        settings=settings(
            max_examples=40,
            stateful_step_count=40,
            deadline=None,
            derandomize=True,
            suppress_health_check=list(HealthCheck),
        ),
    )
