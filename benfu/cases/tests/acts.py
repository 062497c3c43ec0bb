"""What people do in the tests, in one line each, through the services."""

import io
from collections.abc import Callable
from typing import Any
from uuid import UUID

from PIL import Image

from benfu.cases import services
from benfu.cases.models import Case
from benfu.cases.services import Photo, Receipt
from benfu.platform.identity.actor import Actor
from benfu.platform.lib.ids import uuid7
from tests.cast import Cast
from tests.district import JINHAI, middle

IN_CELL_1 = middle(f"{JINHAI}001")
IN_CELL_3 = middle(f"{JINHAI}003")
SENTENCE = "已到现场看过。"


def jpeg(shade: int = 120) -> bytes:
    """Return a small photo; another shade makes another file."""
    out = io.BytesIO()
    Image.new("RGB", (64, 48), (shade, 100, 90)).save(out, "JPEG")
    return out.getvalue()


def photo(shade: int = 120, file_id: UUID | None = None) -> Photo:
    """Return a photo as it comes in."""
    return Photo(file_id or uuid7(), io.BytesIO(jpeg(shade)))


def report(actor: Actor, at: tuple[float, float] = IN_CELL_3, category: str = "manhole", **more: Any) -> Receipt:
    """Report something."""
    sent = {"report": uuid7(), "category": category, "lon": at[0], "lat": at[1], **more}
    return services.report_case(actor=actor, **sent)


def join(actor: Actor, case: int, at: tuple[float, float] = IN_CELL_3, **more: Any) -> Receipt:
    """Report what is known already."""
    return services.join_case(actor=actor, case=case, **{"report": uuid7(), "lon": at[0], "lat": at[1], **more})


def department_of(town: Cast) -> int:
    """Return the id of the department that 李工 works for."""
    return int(town.department.removeprefix("organisation:"))


def filed(town: Cast, **more: Any) -> Case:
    """Return a case of 林小舟's that 周明 has filed."""
    return services.file_case(actor=town.zhou, case=report(town.lin, **more).case)


def dispatched(town: Cast, **more: Any) -> Case:
    """Return a case that 周明 has given to the department."""
    return services.dispatch_case(actor=town.zhou, case=filed(town, **more).pk, department=department_of(town))


def handling(town: Cast, **more: Any) -> Case:
    """Return a case that 李工 has accepted."""
    return services.accept_case(actor=town.li, case=dispatched(town, **more).pk)


def handled(town: Cast, **more: Any) -> Case:
    """Return a case that 李工 has finished."""
    return services.finish_case(actor=town.li, case=handling(town, **more).pk, photos=[photo()])


def closed(town: Cast, **more: Any) -> Case:
    """Return a case that 周明 has verified and closed."""
    return services.verify_case(actor=town.zhou, case=handled(town, **more).pk, words="已换新井盖，谢谢您！")


def returned(town: Cast, **more: Any) -> Case:
    """Return a case that the department has handed back."""
    return services.hand_back_case(
        actor=town.li, case=dispatched(town, **more).pk, reason="not_our_duty", words=SENTENCE
    )


def declined(town: Cast, **more: Any) -> Case:
    """Return a case that 周明 has not taken on."""
    case = report(town.lin, **more).case
    return services.decline_case(actor=town.zhou, case=case, reason="not_found_on_site", words=SENTENCE)


def reported(town: Cast, **more: Any) -> Case:
    """Return a case that 林小舟 has just reported."""
    return Case.objects.get(pk=report(town.lin, **more).case)


IN_STATE: dict[str, Callable[..., Case]] = {
    "reported": reported,
    "filed": filed,
    "dispatched": dispatched,
    "handling": handling,
    "handled": handled,
    "returned": returned,
    "closed": closed,
    "declined": declined,
}
"""How a case gets into each state."""
