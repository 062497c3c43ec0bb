"""What the lived-in town thinks about points: a draft of new rules, tried on the past."""

from datetime import date
from typing import Any

from benfu.points import drafting
from benfu.points.tariffs import DEFAULT
from tests.cast import Cast


def rewards(town: Cast) -> dict[str, Any]:
    """Let the administrator write and try a draft; return what stands in addresses."""
    body = DEFAULT.read_text("utf-8").replace("2026-1", "2099-1", 2).replace("valid_from = 2026", "valid_from = 2099")
    draft = drafting.save_draft(actor=town.admin, body=body)
    drafting.try_draft(actor=town.admin, draft=draft.pk, since=date(2026, 1, 1), until=date(2026, 12, 31))
    return {"draft": draft.pk}
