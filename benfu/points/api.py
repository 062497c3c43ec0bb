"""The API of points: one's own summary and statement, why, and the published tariffs."""

from typing import Any
from uuid import UUID

from ninja import Router, Status

from benfu.platform.identity.api_auth import ApiRequest

from . import appealing, appeals, selectors, unpaid, words
from .rules import Tariff
from .schemas import AppealIn, AppealOut, MonthOut, SummaryOut, TariffOut, UnpaidOut, WhyOut

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


@router.get("/points/unpaid", response=list[UnpaidOut])
def without_points(request: ApiRequest) -> list[unpaid.Unpaid]:
    """Return the caller's own reports that have earned nothing, the newest first, each with its reason."""
    return unpaid.unpaid(request.auth)


@router.get("/points/appeals", response=list[AppealOut])
def own_appeals(request: ApiRequest) -> list[dict[str, Any]]:
    """Return the caller's own appeals, the newest first."""
    return [_asked(one) for one in appeals.my_appeals(request.auth)]


@router.post("/points/decisions/{decision}/appeal", response={201: AppealOut})
def appeal_against_decision(request: ApiRequest, decision: int, given: AppealIn) -> Status[dict[str, Any]]:
    """Ask for an own decision to be looked at again by somebody else; 409 when it was asked about before."""
    made = appealing.ask_about_decision(actor=request.auth, decision=decision, words=given.words)
    return Status(201, _asked(appeals.asked(request.auth, made.pk)))


@router.post("/points/reports/{report_id}/appeal", response={201: AppealOut})
def appeal_about_report(request: ApiRequest, report_id: UUID, given: AppealIn) -> Status[dict[str, Any]]:
    """Ask for an own report that was not taken on to be looked at again; 409 when it was asked about before."""
    made = appealing.ask_about_report(actor=request.auth, report=report_id, words=given.words)
    return Status(201, _asked(appeals.asked(request.auth, made.pk)))


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


def _asked(found: appeals.Asked) -> dict[str, Any]:
    names = ("words", "asked_at", "due_at", "answered_at", "upheld", "answer")
    return {name: getattr(found.appeal, name) for name in names} | {
        "appeal": found.appeal.pk,
        "title": found.title,
        "overdue": found.overdue,
        "answered_by": found.answered_by,
        "paid": found.paid.granted if found.paid else 0,
    }
