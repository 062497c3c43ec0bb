"""The cockpit's figures of one area and period, put together from the rooms' own sums."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from benfu.cases import figures as cases
from benfu.cases import selectors as case_words
from benfu.people import figures as people
from benfu.platform.lib import clock
from benfu.points import figures as points
from benfu.rest_stops import figures as rest_stops
from benfu.store import figures as store
from benfu.territory import selectors as territory

from .periods import Period, Span, span_of

TREND_DAYS = 14
WEEKS = 4
LONGEST_OVERDUE = 8
MOST_CATEGORIES = 7
ON_TIME_TARGET = 90
ANSWERED_TARGET = 90
"""Percent; shown beside the figure (standards.md §1.1 names 90 % for closure in one city's rules)."""
NEXT_LEVEL = {6: 9, 9: 12, 12: 15}
"""Digits of the areas directly below one with so many digits."""


def build(area: str, period: Period) -> dict[str, Any]:
    """Return all that the cockpit of `area` shows for `period`, as JSON values; every list may be empty."""
    span = span_of(period, clock.today())
    return {
        "sums": _sums(area, span),
        "trend": _trend(area, span.until),
        "categories": _categories(area, span.since),
        "areas": _areas_below(area, span.since),
        "cells": {code: count for code, count in cases.open_by_area(area).items() if len(code) == 15},
        "overdue": _overdue(area),
        "points": _points(area, span.until),
    }


def _sums(area: str, span: Span) -> dict[str, Any]:
    reports, persons = cases.reports_since(area, span.since)
    answered, on_time = cases.answered(area, span.since), cases.on_time(area, span.since)
    waited = cases.first_answer_took(area, span.since)
    stops = rest_stops.open_now(area)
    return {
        "reports": reports,
        "reports_before": cases.reports_since(area, span.before.since)[0] - reports,
        "answered": _share(answered),
        "answered_minutes": round(waited.total_seconds() / 60) if waited else None,
        "on_time": _share(on_time),
        "overdue": cases.overdue_count(area),
        "nearly_overdue": cases.nearly_overdue_count(area),
        "open": sum(cases.open_by_state(area).values()),
        "active_workers": persons,
        "workers": people.workers(area),
        "waiting_workers": people.waiting(area),
        "stops_open": stops.open,
        "stops": stops.total,
        "sockets": stops.free_sockets,
    }


def _share(share: cases.Share) -> dict[str, Any]:
    percent = share.percent
    return {"part": share.part, "whole": share.whole, "percent": None if percent is None else round(percent)}


def _trend(area: str, until: date) -> list[dict[str, Any]]:
    days = cases.by_day(area, until - timedelta(days=TREND_DAYS - 1), until)
    return [{"day": one.day.isoformat(), "reported": one.reported, "closed": one.closed} for one in days]


def _categories(area: str, since: date) -> list[dict[str, Any]]:
    counted = list(cases.by_category(area, since).items())[:MOST_CATEGORIES]
    return [{"code": code, "count": count} for code, count in counted]


def _areas_below(area: str, since: date) -> list[dict[str, Any]]:
    """Return, for each area directly below that has cases, its on-time share, open and overdue cases."""
    digits = NEXT_LEVEL.get(len(area))
    if digits is None:
        return []
    open_cases, late = cases.open_by_area(area, digits), cases.overdue_by_area(area, digits)
    shares = cases.on_time_by_area(area, since, digits)
    codes = sorted(code for code in {*open_cases, *shares} if len(code) == digits)
    return [
        {
            "code": code,
            "open": open_cases.get(code, 0),
            "overdue": late.get(code, 0),
            "on_time": _share(_of(shares, code)),
        }
        for code in codes
    ]


def _of(shares: Mapping[str, cases.Share], code: str) -> cases.Share:
    return shares.get(code, cases.Share(0, 0))


def _overdue(area: str) -> list[dict[str, Any]]:
    return [
        {
            "case": case.pk,
            "number": case.number,
            "category": case.category_id,
            "area": case.area,
            "due_at": case.due_at.isoformat() if case.due_at else None,
        }
        for case in cases.overdue(area, LONGEST_OVERDUE)
    ]


def _points(area: str, until: date) -> list[dict[str, Any]]:
    since = until - timedelta(days=7 * WEEKS - 1)
    came, went = points.awarded_by_day(area, since), store.redeemed_by_day(area, since)
    weeks = []
    for week in range(WEEKS):
        days = [since + timedelta(days=7 * week + day) for day in range(7)]
        weeks.append(
            {
                "from": days[0].isoformat(),
                "awarded": sum(came.get(day, 0) for day in days),
                "redeemed": sum(went.get(day, 0) for day in days),
            }
        )
    return weeks


def in_words(body: Mapping[str, Any]) -> dict[str, Any]:
    """Return stored figures with the names of areas and categories in the reader's language beside their codes."""
    shown = dict(body)
    shown["categories"] = [row | {"name": case_words.label_of(row["code"])} for row in body["categories"]]
    shown["areas"] = [row | {"name": territory.area(row["code"]).name} for row in body["areas"]]
    shown["overdue"] = [
        row | {"name": case_words.label_of(row["category"]), "place": territory.label(row["area"])}
        for row in body["overdue"]
    ]
    return shown
