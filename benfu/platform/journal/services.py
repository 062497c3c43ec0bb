"""Writing facts: `record` inside the caller's transaction, `subscribe` at import."""

import json
from collections import defaultdict
from collections.abc import Callable
from dataclasses import asdict
from typing import Any

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection

from benfu.platform.lib import clock
from benfu.platform.lib.acting import Acting

from .models import Fact

Handler = Callable[[Fact], None]
_subscribers: dict[str, list[tuple[str, Handler]]] = defaultdict(list)

INSERT = """
    INSERT INTO journal_fact (kind, subject, actor, area, happened_at, data)
    VALUES (%s, %s, %s, %s, %s, %s::jsonb) RETURNING id
"""


def record(event: Any, *, actor: Acting, subject: str, area: str = "") -> int:
    """Write down that `event` (a frozen dataclass of ids and codes) happened, and return the fact's id.

    `subject` is what it happened to, such as 'case:17'; `area` the code of the smallest area it lies in.
    Raises RuntimeError outside a transaction: a fact and the change it tells of are kept or lost together.
    """
    if not connection.in_atomic_block:
        raise RuntimeError("record() needs the transaction of the change it tells of")
    data = json.dumps(asdict(event), cls=DjangoJSONEncoder)
    with connection.cursor() as cursor:
        cursor.execute(INSERT, [type(event).__name__, subject, actor.account, area, clock.now(), data])
        return int(cursor.fetchone()[0])


FOR_EACH_NEW = """
    INSERT INTO journal_fact (kind, subject, actor, area, happened_at, data)
    SELECT %(fact_kind)s, '{noun}:' || {rows}.id, %(fact_actor)s::bigint, %(fact_area)s, %(fact_at)s,
        %(fact_data)s::jsonb || jsonb_build_object('{noun}', {rows}.id)
    FROM {rows}
"""


def fact_sql(rows: str, noun: str) -> str:
    """Return SQL for a statement whose WITH clause inserts new things as `rows (id)`: it records a fact about each.

    The fact's subject is 'case:17' for the noun 'case', and the event's field of that name is filled with the id; the other
    parameters come from `fact_values`. The one statement is the transaction. Only for writes so frequent that a second
    statement would be half their cost: everything else calls `record`.
    """
    return FOR_EACH_NEW.format(rows=rows, noun=noun)


def fact_values(event: Any, *, actor: Acting, area: str = "") -> dict[str, object]:
    """Return the parameters of `fact_sql` for one event."""
    return {
        "fact_kind": type(event).__name__,
        "fact_actor": actor.account,
        "fact_area": area,
        "fact_at": clock.now(),
        "fact_data": json.dumps(asdict(event), cls=DjangoJSONEncoder),
    }


def subscribe(name: str, *events: type) -> Callable[[Handler], Handler]:
    """Register a function of `reactions.py` to be told each fact of these kinds, at least once, in a transaction.

    `name` is '<room>.<what it does>' and must stay the same: failed tellings are kept under it. The
    handler gets the Fact (its `data` holds the event's fields) and must do its work once only, however
    often it is told. Raises ValueError for a name that already listens to one of these kinds.
    """

    def remember(handler: Handler) -> Handler:
        for event in events:
            if name in dict(_subscribers[event.__name__]):
                raise ValueError(f"{name} listens to {event.__name__} already")
            _subscribers[event.__name__].append((name, handler))
        return handler

    return remember


def subscribers_of(kind: str) -> list[tuple[str, Handler]]:
    """Return who wants to be told facts of this kind."""
    return _subscribers[kind]
