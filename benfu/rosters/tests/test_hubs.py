"""A hub finds its street: asked, decided, moved, left, all kept as history; its sign holds in between."""

import pytest

from benfu.credentials.models import Credential
from benfu.credentials.selectors import printed_code, verify
from benfu.platform.lib.errors import Conflict, Invalid, NotFound
from benfu.rosters import selectors
from benfu.rosters.models import HubRegistration
from benfu.rosters.services import approve_hub, decline_hub, leave_street, register_hub
from tests.cast import Cast
from tests.district import CUIHU_STREET, JINHAI, JINHAI_STREET

from .conftest import Hub, new_hub


def test_the_street_sees_who_waits_and_takes_in(cast: Cast) -> None:
    one = new_hub("快送金海站", "kuai")
    asked = register_hub(actor=one.manager, hub=one.id, street=JINHAI_STREET)
    assert register_hub(actor=one.manager, hub=one.id, street=JINHAI_STREET) == asked
    assert selectors.hub_waiting_count(cast.mei) == 1
    assert [row.name for row in selectors.hubs_in(cast.zhou)] == ["快送金海站"]
    assert selectors.hubs_in(cast.wu) == []
    for who in (cast.zhou, cast.wu, cast.lin, one.manager):
        with pytest.raises(NotFound):
            approve_hub(actor=who, registration=asked.pk)
    approve_hub(actor=cast.mei, registration=asked.pk)
    with pytest.raises(Conflict):
        decline_hub(actor=cast.admin, registration=asked.pk, reason="晚了")
    assert selectors.hub_waiting_count(cast.mei) == 0


def test_a_no_has_a_reason_and_one_may_ask_again(cast: Cast) -> None:
    one = new_hub("快送金海站", "kuai")
    asked = register_hub(actor=one.manager, hub=one.id, street=JINHAI_STREET)
    with pytest.raises(Invalid):
        decline_hub(actor=cast.mei, registration=asked.pk, reason=" ")
    decline_hub(actor=cast.mei, registration=asked.pk, reason="请向翠湖街道报到")
    register_hub(actor=one.manager, hub=one.id, street=CUIHU_STREET)
    assert [(row.state, row.reason) for row in selectors.hub_history(one.manager, one.id)] == [
        ("waiting", ""),
        ("declined", "请向翠湖街道报到"),
    ]


def test_the_sign_holds_until_the_hub_moves_or_leaves(cast: Cast, hub: Hub) -> None:
    code = printed_code(Credential.objects.get(kind="hub_sign"))
    assert (verify(code).valid, verify(code).area) == (True, "金海街道")
    register_hub(actor=hub.manager, hub=hub.id, street=CUIHU_STREET)
    assert not verify(code).valid
    leave_street(actor=hub.manager, hub=hub.id)
    with pytest.raises(NotFound):
        leave_street(actor=hub.manager, hub=hub.id)
    assert [one.state for one in HubRegistration.objects.order_by("pk")] == ["left", "left"]


def test_nobody_speaks_for_anothers_hub_and_a_community_is_no_street(cast: Cast, hub: Hub) -> None:
    other = new_hub("顺达金海站", "shun")
    for who in (other.manager, cast.mei, cast.lin):
        with pytest.raises(NotFound):
            register_hub(actor=who, hub=hub.id, street=CUIHU_STREET)
        with pytest.raises(NotFound):
            selectors.roster(who, hub.id)
    with pytest.raises(Invalid):
        register_hub(actor=hub.manager, hub=hub.id, street=JINHAI)
