"""The API of points: one's own summary and statement, why, and the published tariffs."""

from typing import Any

from ninja import Router

from benfu.platform.identity.api_auth import ApiRequest

from . import selectors, words
from .rules import Tariff
from .schemas import MonthOut, SummaryOut, TariffOut, WhyOut

router = Router(tags=["points"])


@router.get("/points", response=SummaryOut)
def summary(request: ApiRequest) -> dict[str, Any]:
    """Return the caller's points."""
    found = selectors.summary(request.auth)
    expiring = [{"last_day": day, "points": points} for day, points in selectors.expiring(request.auth)]
    return {"balance": found.balance, "held": found.held, "pending": found.pending, "expiring": expiring}


@router.get("/points/statement", response=MonthOut)
def statement(request: ApiRequest, month: str = "") -> dict[str, Any]:
    """Return the caller's statement of a month such as 2026-11, of this month when none is named."""
    found = selectors.statement(request.auth, month)
    return {name: getattr(found, name) for name in ("came", "went", "lines", "earlier", "later")} | {
        "month": f"{found.first:%Y-%m}"
    }


@router.get("/points/decisions/{decision}", response=WhyOut)
def why(request: ApiRequest, decision: int) -> dict[str, Any]:
    """Return why a deed earned what it did: one's own, or one of the caller's area."""
    found = selectors.why(request.auth, decision)
    stored = found.award.decision
    return {
        "decision": stored.pk,
        "title": found.award.title,
        "person": found.award.person,
        "points": stored.granted,
        "reason": found.award.reason,
        "day": stored.day,
        "decided_at": stored.decided_at,
        "verifier": found.award.verifier,
        "case": found.case_number,
        "tariff": stored.tariff_id or "",
        "rule": found.rule,
        "sums": found.sums,
    }


@router.get("/points/tariff", response=TariffOut)
def tariff(request: ApiRequest) -> dict[str, Any]:
    """Return the tariff in force today."""
    return _told(selectors.tariff())


@router.get("/points/tariffs/{version}", response=TariffOut)
def tariff_of(request: ApiRequest, version: str) -> dict[str, Any]:
    """Return a tariff by its version."""
    return _told(selectors.tariff_of(version))


def _told(found: Tariff) -> dict[str, Any]:
    return {
        "version": found.version,
        "published_on": found.published_on,
        "valid_from": found.valid_from,
        "rules": [words.explain(rule, found) for rule in found.rules],
        "general": words.general(found),
    }
