"""A call of 金海社区, and somebody's application to it."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from benfu.platform.lib import clock
from benfu.recruitment.models import Application, Call
from benfu.recruitment.services import NewCall, apply_for, open_call
from tests.cast import Cast
from tests.district import JINHAI

Applied = Callable[..., Application]


def new_call(**changes: object) -> NewCall:
    """Return what a call says, for a term of 100 days from tomorrow on."""
    today = clock.today()
    said: dict[str, object] = {
        "area": JINHAI,
        "post": "grid_supervisor",
        "title": "招募网格监督员",
        "words": "顺路看一看，发现问题拍一张。",
        "places": 2,
        "closes_on": today + timedelta(days=10),
        "starts_on": today + timedelta(days=1),
        "ends_on": today + timedelta(days=100),
    }
    return NewCall(**(said | changes))  # type: ignore[arg-type]


@pytest.fixture
def call(cast: Cast) -> Call:
    """Return an open call of 金海社区."""
    return open_call(actor=cast.zhou, call=new_call())


@pytest.fixture
def lins(cast: Cast, call: Call) -> Application:
    """Return 林小舟's application."""
    return apply_for(actor=cast.lin, call=call.pk, motive="天天从这里过。")
