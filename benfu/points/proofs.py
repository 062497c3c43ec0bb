"""What `benfu check` holds against awards and caps."""

from collections.abc import Iterable, Iterator
from datetime import date
from typing import Any

from django.db import connection
from django.db.models import Count, Sum

from benfu.ledger import selectors as ledger
from benfu.platform.lib.proof import Proof

from .models import Decision
from .rules import BARS, Deed, evaluate
from .tariffs import tariffs

LAWS = {
    # I8
    "points: what is used of each cap is what was granted": """
        WITH granted AS (
            SELECT person_id, scope, period, sum(granted) AS points
            FROM points_decision, unnest(ARRAY['*', action]) scope,
                 unnest(ARRAY[to_char(day, 'YYYY-MM-DD'), to_char(day, 'YYYY-MM')]) period
            WHERE granted > 0 GROUP BY 1, 2, 3
        )
        SELECT coalesce(c.person_id, g.person_id), coalesce(c.scope, g.scope), coalesce(c.period, g.period), c.used, g.points
        FROM points_capuse c FULL JOIN granted g ON (g.person_id, g.scope, g.period) = (c.person_id, c.scope, c.period)
        WHERE coalesce(c.used, 0) <> coalesce(g.points, 0) AND coalesce(strpos(c.scope, '@'), 0) = 0
        LIMIT 1
    """,
    # I9
    "points: each award is one transfer of the same amount to the same person": """
        SELECT d.id, d.granted, t.amount FROM points_decision d
        LEFT JOIN ledger_transfer t ON t.id = d.transfer_id AND t.kind = 'move' AND t.idem = d.key
        LEFT JOIN ledger_account a ON a.id = t.credit_id
        WHERE d.granted > 0
            AND (t.amount IS DISTINCT FROM d.granted OR a.owner IS DISTINCT FROM 'person:' || d.person_id) LIMIT 1
    """,
    "points: nobody was awarded for what they verified themselves": """
        SELECT id, person_id FROM points_decision WHERE verifier = person_id AND granted > 0 LIMIT 1
    """,
}

# A cap of one thing counts only what was granted under tariffs that have such a cap.
THINGS = """
    WITH granted AS (
        SELECT person_id, action || '@' || category || ':' || area AS scope, to_char(day, 'YYYY-MM') AS period,
            sum(granted) AS points
        FROM points_decision JOIN unnest(%s::text[], %s::text[]) AS capped (version, of) ON version = tariff_id AND of = action
        WHERE granted > 0 GROUP BY 1, 2, 3
    )
    SELECT coalesce(c.person_id, g.person_id), coalesce(c.scope, g.scope), coalesce(c.period, g.period), c.used, g.points
    FROM (SELECT * FROM points_capuse WHERE strpos(scope, '@') > 0) c
    FULL JOIN granted g ON (g.person_id, g.scope, g.period) = (c.person_id, c.scope, c.period)
    WHERE coalesce(c.used, 0) <> coalesce(g.points, 0) LIMIT 1
"""


def proofs() -> Iterable[Proof]:
    """Hold each law against all rows; a broken one names its first row."""
    for name, query in LAWS.items():
        yield _held(name, query, [])
    capped = [(one.version, rule.action) for one in tariffs() for rule in one.rules if rule.per_object]
    given = [[version for version, _ in capped], [action for _, action in capped]]
    yield _held("points: what is used of each thing's cap is what was granted", THINGS, given)
    found = Decision.objects.filter(granted__gt=0).aggregate(count=Count("pk"), points=Sum("granted"))
    decided = (found["count"], found["points"] or 0)
    issued = ledger.issued()
    yield Proof("points: each point issued has one cause", decided == issued, f"decided {decided}, issued {issued}")
    odd = next(_not_reproduced(), None)
    yield Proof("points: each decision follows from its tariff", odd is None, "" if odd is None else f"decision {odd}")


def _held(name: str, query: str, given: list[Any]) -> Proof:
    with connection.cursor() as cursor:
        cursor.execute(query, given)
        row = cursor.fetchone()
    return Proof(name, row is None, "" if row is None else ", ".join(map(str, row)))


def _not_reproduced() -> Iterator[int]:
    """Yield decisions that the pure function, given what was stored, would not reach again."""
    published = {tariff.version: tariff for tariff in tariffs()}
    for row in Decision.objects.exclude(tariff=None).iterator():
        used = _used(row)
        outcome = evaluate(published.get(row.tariff_id or ""), _deed(row), used)
        if (outcome.granted, outcome.requested, outcome.reason, outcome.as_data()) != (
            row.granted,
            row.requested,
            row.reason,
            row.steps,
        ):
            yield row.pk


def _used(row: Decision) -> dict[tuple[str, str], int]:
    """Return what had been used of the caps that cut this award; of the others it makes no difference."""
    given = [step["given"] for step in row.steps if step["what"] == "cap"]
    return {(one["scope"], one["period"]): one["used"] for one in given}


def _deed(row: Decision) -> Deed:
    day: date = row.day
    return Deed(
        row.action,
        row.subject,
        row.person_id,
        day,
        row.verifier,
        row.case,
        row.category,
        row.severity,
        area=row.area,
        amount=row.amount,
        place=row.place,
        bar=row.reason if row.reason in BARS else "",
    )
