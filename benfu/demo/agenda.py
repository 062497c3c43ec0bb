"""What is done when: acts in the order of their time, each at its own time by our clock and by the ledger's."""

import heapq
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from itertools import count

from django.db import connection

from benfu.platform.journal.drain import drain_all, drain_once
from benfu.platform.lib import clock

Act = Callable[[], object]
"""Done for what it does; what it returns does not matter."""

# The ledger asks the database what time it is (ledger/sql). For as long as the demo's transaction lasts, it is told.
MOVED = """
    CREATE OR REPLACE FUNCTION ledger_now() RETURNS timestamptz LANGUAGE sql VOLATILE
    AS $$SELECT current_setting('benfu.demo_now')::timestamptz$$
"""


@dataclass
class Agenda:
    """Acts to come, up to `end`: what would happen later does not happen at all."""

    begin: datetime
    end: datetime
    _waiting: list[tuple[datetime, int, Act]] = field(default_factory=list)
    _serial: Iterator[int] = field(default_factory=count)

    def add(self, moment: datetime, act: Act) -> None:
        """Have something done at a moment; acts at the same moment keep their order."""
        heapq.heappush(self._waiting, (moment, next(self._serial), act))

    def run(self) -> int:
        """Do everything in its order, telling the rooms of it as it happens; return how many acts there were."""
        done = 0
        while self._waiting and self._waiting[0][0] <= self.end:
            moment, _, act = heapq.heappop(self._waiting)
            with time_is(moment):
                act()
                drain_once()
            done += 1
        with time_is(self.end):
            drain_all()
        return done


@contextmanager
def time_is(moment: datetime) -> Iterator[None]:
    """Let it be `moment` for all that is done inside, in this process and in the ledger."""
    with clock.at(moment), connection.cursor() as cursor:
        cursor.execute("SELECT set_config('benfu.demo_now', %s, true)", [moment.isoformat()])
        yield


@contextmanager
def ledger_follows() -> Iterator[None]:
    """Let the ledger's clock follow `time_is`, and give it back its own afterwards.

    Only inside a transaction: nobody else ever sees the clock moved, and a crash leaves it as it was.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("the ledger's clock is moved inside a transaction only")
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_get_functiondef('ledger_now()'::regprocedure)")
        own = cursor.fetchone()[0]
        cursor.execute(MOVED)
    yield
    with connection.cursor() as cursor:
        cursor.execute(own)
