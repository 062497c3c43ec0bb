"""What the points are for: orders placed, picked up, given up, forgotten; goods that come in and are counted."""

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any

from django.utils import timezone

from benfu.ledger.kinds import holder
from benfu.ledger.selectors import balance
from benfu.platform.lib import clock
from benfu.platform.lib.errors import Problem
from benfu.store import services
from benfu.store.services import Wish

from .agenda import Act, Agenda
from .chance import Chance
from .crew import Crew, Good, Worker
from .plots import ago

EVERY_DAY = 0.09
"""Share of the workers who look into the store on a day."""
PICKED_UP, GIVEN_UP = 0.8, 0.08
"""Shares of orders; the rest is forgotten and expires."""
FIRST_DAY = 5
OPEN, CLOSE = 9, 20
SWEPT_AT = time(3, 10)


@dataclass
class Shopping:
    """Everything the store's part of the story needs."""

    crew: Crew
    agenda: Agenda
    chance: Chance

    def expect(self, stars: dict[str, int]) -> None:
        """Put every day's customers on the agenda; `stars` names workers who keep so many points for later."""
        first = timezone.localtime(self.agenda.begin).date()
        for number in range((self.agenda.end - self.agenda.begin).days + 1):
            day = first + timedelta(days=number)
            self.agenda.add(timezone.make_aware(datetime.combine(day, SWEPT_AT)), services.expire_orders)
            for worker in self.crew.workers if number >= FIRST_DAY else ():
                if self.chance.hit(EVERY_DAY):
                    moment = self._opening_hours(day)
                    keep = stars.get(worker.name, 0)
                    self.agenda.add(moment, partial(self._order, worker, keep))

    def order_as_written(self, row: dict[str, Any]) -> None:
        """Have an order of data/scenes.toml placed so many minutes before the end, and picked up if it says so."""
        worker, good = self.crew.worker(row["by"]), next(one for one in self.crew.goods if one.name == row["good"])

        def act() -> None:
            order = self._place(worker, good, row["outlet"])
            if order is not None and "picked_up" in row:
                self.agenda.add(ago(self.agenda.end, row["picked_up"]), self._hand_over(order, row["outlet"]))

        self.agenda.add(ago(self.agenda.end, row["placed"]), act)

    def _hand_over(self, order: int, outlet: str) -> Act:
        return partial(services.hand_over, actor=self.crew.keepers[outlet], order=order)

    def _opening_hours(self, day: date) -> datetime:
        at = time(self.chance.randrange(OPEN, CLOSE), self.chance.randrange(60))
        return timezone.make_aware(datetime.combine(day, at))

    def _order(self, worker: Worker, keep: int) -> None:
        if worker.actor is None:
            return
        have = balance(holder(f"person:{worker.own().own_person()}")).spendable - keep
        within_reach = [good for good in self.crew.goods if good.price <= have]
        if not within_reach:
            return
        outlet = self.chance.choice(self.crew.outlets)
        order = self._place(worker, self.chance.choice(within_reach), outlet)
        if order is not None:
            self._settle(worker, order, outlet)

    def _place(self, worker: Worker, good: Good, outlet: str) -> int | None:
        """Order something; return the order's id, None if it is sold out or the worker's limit is reached."""
        try:
            made = services.place_order(
                actor=worker.own(), key=self.chance.uuid(), outlet=self.crew.stops[outlet], wishes=[Wish(good.id)]
            )
        except Problem:
            return None
        return made.pk

    def _settle(self, worker: Worker, order: int, outlet: str) -> None:
        """Have an order picked up within three days, given up, or forgotten."""
        now = clock.now()
        fate = self.chance.random()
        if fate < PICKED_UP:
            moment = self._opening_hours(timezone.localtime(now).date() + timedelta(days=self.chance.randint(1, 3)))
            self.agenda.add(moment, self._hand_over(order, outlet))
        elif fate < PICKED_UP + GIVEN_UP:
            moment = now + timedelta(hours=self.chance.uniform(1, 30))
            self.agenda.add(moment, partial(services.cancel_order, actor=worker.own(), order=order))
