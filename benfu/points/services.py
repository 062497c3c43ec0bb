"""Awarding points: once a deed, by the tariff in force on its day, within the caps, with the reasons kept."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from django.db import connection, transaction

from benfu.ledger import services as ledger
from benfu.ledger.kinds import ISSUER, holder
from benfu.platform.identity.actor import Actor
from benfu.platform.journal.services import record
from benfu.platform.lib import clock

from .events import PointsAwarded
from .models import Decision
from .rules import Cap, Deed, Outcome, Tariff, caps_on, evaluate, expires_on
from .tariffs import tariff_on

# Makes the row or locks it, and reads it either way; always in the order of the key.
LOCK_CAPS = """
    INSERT INTO points_capuse AS mine (person_id, scope, period)
    SELECT %s, scope, period FROM unnest(%s::text[], %s::text[]) AS cap (scope, period) ORDER BY scope, period
    ON CONFLICT (person_id, scope, period) DO UPDATE SET used = mine.used RETURNING scope, period, used
"""
USE_CAPS = """
    UPDATE points_capuse SET used = used + %s
    WHERE person_id = %s AND (scope, period) IN (SELECT * FROM unnest(%s::text[], %s::text[]))
"""


@transaction.atomic
def award(*, actor: Actor, deed: Deed, area: str) -> Decision:
    """Give a deed what it earns, once: told again, it returns the decision made the first time.

    What earns nothing is decided too, with the reason. `area` is where it happened; only `actor` is written down for the
    transfer, they need no duty: whoever tells of the deed has checked it.
    """
    deed = replace(deed, area=area)
    tariff = tariff_on(deed.day)
    rule = tariff.rule_for(deed.action) if tariff else None
    caps = caps_on(tariff, rule, deed) if tariff and rule else ()
    used = _locked(deed.person, caps)
    # Read after the lock: a twin that was faster has committed by now.
    if known := Decision.objects.filter(key=deed.key).first():
        return known
    outcome = evaluate(tariff, deed, used)
    booked = _booked(actor, deed, tariff, outcome) if tariff and outcome.granted else None
    decision = _decision(deed, area, tariff, outcome)
    decision.transfer_id = booked.id if booked else None
    decision.save(force_insert=True)
    if outcome.granted:
        _use(deed.person, caps, outcome.granted)
        record(_event(deed, decision), actor=actor, subject=f"person:{deed.person}", area=area)
    return decision


def _booked(actor: Actor, deed: Deed, tariff: Tariff, outcome: Outcome) -> ledger.Booked:
    return ledger.transfer(
        actor=actor,
        key=deed.key,
        source=ISSUER,
        target=holder(f"person:{deed.person}"),
        amount=outcome.granted,
        cause=deed.subject,
        expires_on=expires_on(tariff, clock.today()),
    )


def _decision(deed: Deed, area: str, tariff: Tariff | None, outcome: Outcome) -> Decision:
    rule = tariff.rule_for(deed.action) if tariff else None
    return Decision(
        key=deed.key,
        person_id=deed.person,
        action=deed.action,
        rule=rule.code if rule else "",
        tariff_id=tariff.version if tariff else None,
        subject=deed.subject,
        case=deed.case,
        category=deed.category,
        area=area,
        day=deed.day,
        severity=deed.severity,
        amount=deed.amount,
        place=deed.place,
        verifier=deed.verifier,
        requested=outcome.requested,
        granted=outcome.granted,
        reason=outcome.reason,
        steps=outcome.as_data(),
        decided_at=clock.now(),
    )


def _event(deed: Deed, decision: Decision) -> PointsAwarded:
    return PointsAwarded(
        person=deed.person,
        amount=decision.granted,
        rule=decision.rule,
        version=decision.tariff_id or "",
        case=deed.case,
        verifier=deed.verifier,
        decision=decision.pk,
    )


def _locked(person: int, caps: Sequence[Cap]) -> Mapping[tuple[str, str], int]:
    if not caps:
        return {}
    with connection.cursor() as cursor:
        cursor.execute(LOCK_CAPS, [person, *_columns(caps)])
        return {(scope, period): used for scope, period, used in cursor.fetchall()}


def _use(person: int, caps: Sequence[Cap], points: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute(USE_CAPS, [points, person, *_columns(caps)])


def _columns(caps: Sequence[Cap]) -> list[Any]:
    return [[cap.scope for cap in caps], [cap.period for cap in caps]]
