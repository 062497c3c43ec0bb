"""Turning rows into the shapes of the API."""

from typing import Any

from django.utils.translation import gettext as _

from benfu.platform.lib import clock

from .categories import label_of
from .listing import Row
from .models import Case, Category
from .selectors import Mine, NearBy
from .workflow import WORDS


def picture(one: Any) -> dict[str, Any]:
    """Return a picture's id, state and addresses."""
    return {"id": one.id, "state": one.state, "thumb": one.thumb_url, "display": one.display_url}


def my_report(mine: Mine) -> dict[str, Any]:
    """Return one of the caller's own reports."""
    return {
        "id": mine.report.pk,
        "case": mine.case.pk,
        "number": mine.case.number,
        "category": mine.case.category_id,
        "category_name": label_of(mine.case.category_id),
        "state": mine.case.state,
        "state_words": _(mine.case.words.reporter),
        "address": mine.case.address,
        "received_at": mine.report.received_at,
        "pictures": [picture(one) for one in mine.pictures],
    }


def near_by(one: NearBy) -> dict[str, Any]:
    """Return a near-by case."""
    return {
        "case": one.case,
        "number": one.number,
        "category": one.category,
        "category_name": label_of(one.category),
        "state": one.state.value,
        "state_words": _(WORDS[one.state].reporter),
        "reported_at": one.reported_at,
        "reports_count": one.reports_count,
        "distance_m": one.distance_m,
    }


def row(one: Row) -> dict[str, Any]:
    """Return a case as the staff's list shows it."""
    case = one.case
    lon, lat = case.lonlat
    return {
        **{name: getattr(case, name) for name in _PLAIN},
        "case": case.pk,
        "category": case.category_id,
        "category_name": one.label,
        "state_words": _(case.words.staff),
        "area_name": one.area,
        "lon": lon,
        "lat": lat,
        "reporter": one.reporter,
        "mender": one.mender,
        "overdue": is_overdue(case),
        "thumb": one.picture.thumb_url if one.picture else "",
    }


_PLAIN = ("number", "severity", "state", "version", "area", "address", "reports_count", "reported_at", "due_at")
_TIMES = ("answered_at", "dispatched_at", "handle_due_at", "handled_at", "ended_at")


def is_overdue(case: Case) -> bool:
    """Return whether the running clock of a case has run out."""
    return case.due_at is not None and case.due_at < clock.now()


def detail(one: Row, moves: list[str], before: list[Any], after: list[Any]) -> dict[str, Any]:
    """Return a case with its pictures and the moves open to the caller."""
    case = one.case
    return {
        **row(one),
        **{name: getattr(case, name) for name in ("crs", "accuracy_m", "sent_back", *_TIMES)},
        "moves": moves,
        "before": [picture(shot) for shot in before],
        "after": [picture(shot) for shot in after],
    }


def category(one: Category) -> dict[str, Any]:
    """Return a category."""
    plain = ("code", "tile_order", "icon", "severity", "standard_ref", "kind", "standard_code")
    return {
        **{name: getattr(one, name) for name in plain},
        "name": one.label,
        "tile": one.tile_label,
        "local": one.is_local,
    }
