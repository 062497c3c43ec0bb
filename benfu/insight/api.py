"""The cockpit's figures for programs."""

from datetime import datetime
from typing import Any

from ninja import Router, Schema

from benfu.platform.identity.api_auth import ApiRequest

from . import selectors
from .periods import Period

router = Router(tags=["insight"])


class FiguresOut(Schema):
    """The figures of an area, and when they were counted."""

    area: str
    period: Period
    made_at: datetime
    body: dict[str, Any]


@router.get("/figures", response=FiguresOut)
def figures(request: ApiRequest, area: str = "", period: Period = Period.TODAY) -> selectors.Figures:
    """Return the cockpit's figures of an area in the caller's reach, at most half a minute old."""
    return selectors.figures_for(request.auth, area, period)
