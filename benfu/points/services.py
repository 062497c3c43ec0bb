"""Awarding points: once a deed, by the tariff in force on its day, within the caps, with the reasons kept."""

import hashlib
import json
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from django.conf import settings
from django.db import connection

from benfu.ledger.errors import in_words
from benfu.platform.identity.actor import Actor
from benfu.platform.lib import clock

from .models import Decision
from .rules import Cap, Deed, Tariff, caps_on, evaluate, expires_on
from .tariffs import tariff_probably_on, tariffs_changed

# Locks the person's points, looks for the deed, takes up the caps, books, decides and tells: sql/0006_award.sql.
AWARD = (
    "SELECT * FROM points_award(%s::jsonb, %s::text[], %s::text[], %s::bigint[], %s::bytea, %s::date, %s::bigint, %s)"
)


def award(*, actor: Actor, deed: Deed, area: str) -> Decision:
    """Give a deed what it earns, once: told again, it returns the decision made the first time. One statement.

    What earns nothing is decided too, with the reason. `area` is where it happened; only `actor` is written down for the
    transfer, they need no duty: whoever tells of the deed has checked it.
    """
    deed = replace(deed, area=area)
    while True:
        decision = _awarded(actor, deed, tariff_probably_on(deed.day))
        if decision is not None:
            return decision
        # Priced by a tariff that is not in force: another process has published one since we last looked.
        tariffs_changed()


def _awarded(actor: Actor, deed: Deed, tariff: Tariff | None) -> Decision | None:
    rule = tariff.rule_for(deed.action) if tariff else None
    caps = caps_on(tariff, rule, deed) if tariff and rule else ()
    last_day = expires_on(tariff, clock.today()) if tariff else None
    given = json.dumps(_priced(deed, tariff))
    digest = hashlib.blake2b(f"award|{deed.key}".encode(), digest_size=16).digest()
    with in_words(), connection.cursor() as cursor:
        cursor.execute(AWARD, [given, *_columns(caps), digest, last_day, actor.account, settings.TIME_ZONE])
        row = cursor.fetchone()
        names = [column.name for column in cursor.description]
    return _decision(dict(zip(names, row, strict=True))) if row else None


def _priced(deed: Deed, tariff: Tariff | None) -> dict[str, Any]:
    """Return the decision as far as it is known before the caps."""
    rule = tariff.rule_for(deed.action) if tariff else None
    outcome = evaluate(tariff, deed, {})
    return {
        "key": str(deed.key),
        "person_id": deed.person,
        "action": deed.action,
        "rule": rule.code if rule else "",
        "tariff_id": tariff.version if tariff else None,
        "subject": deed.subject,
        "case": deed.case,
        "category": deed.category,
        "area": deed.area,
        "day": deed.day.isoformat(),
        "severity": deed.severity,
        "amount": deed.amount,
        "place": deed.place,
        "verifier": deed.verifier,
        "requested": outcome.requested,
        "reason": outcome.reason,
        "steps": [step for step in outcome.as_data() if step["what"] != "cap"],
        "decided_at": clock.now().isoformat(),
    }


def _decision(row: dict[str, Any]) -> Decision:
    steps = row.pop("steps")
    return Decision(**row, steps=json.loads(steps) if isinstance(steps, str) else steps)


def _columns(caps: Sequence[Cap]) -> list[Any]:
    return [[cap.scope for cap in caps], [cap.period for cap in caps], [cap.limit for cap in caps]]
