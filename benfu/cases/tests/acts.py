"""What people do in the tests, in one line each, through the services."""

from typing import Any

from benfu.cases import services
from benfu.cases.services import Receipt
from benfu.platform.identity.actor import Actor
from benfu.platform.lib.ids import uuid7
from tests.district import JINHAI, middle

IN_CELL_3 = middle(f"{JINHAI}003")
IN_CELL_1 = middle(f"{JINHAI}001")

SOME_SENTENCE = "已到现场看过。"


def report(actor: Actor, at: tuple[float, float] = IN_CELL_3, category: str = "manhole", **more: Any) -> Receipt:
    """Report something."""
    sent = {"report": more.pop("report", None) or uuid7(), "category": category, "lon": at[0], "lat": at[1], **more}
    return services.report_case(actor=actor, **sent)


def department_of(town: Any) -> int:
    """Return the id of the department that 李工 works for."""
    return int(town.department.removeprefix("organisation:"))
