"""The registration card: whoever scans it learns whether it holds, and with which community; nothing else."""

from typing import Any

import pytest

from benfu.people import selectors
from benfu.people.services import leave, register_worker
from benfu.platform.identity.actor import Actor
from benfu.ui.short_links import code_for
from tests.cast import CONSENTS, Cast, again, newcomer
from tests.district import CUIHU, JINHAI


def code_of(actor: Actor) -> str:
    mine = selectors.my_registration(actor)
    assert mine is not None
    return code_for("p", mine.pk)


def test_a_valid_card_names_the_community_and_nobody(cast: Cast, page: Any, api: Any) -> None:
    code = code_of(cast.lin)
    answer = page().get(f"/x/{code}")
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "有效" in text
    assert "新就业群体报到卡" in text
    assert "金海社区" in text
    for secret in ("林小舟", "1990000", "0001", "骑手"):
        assert secret not in text
    assert answer.headers["Cache-Control"] == "no-store"
    assert api().get(f"/api/v1/cards/{code}").json() == {
        "valid": True,
        "kind": "registration_card",
        "community": "金海社区",
    }


def test_a_card_holds_from_approval_until_leaving(cast: Cast, page: Any, api: Any) -> None:
    actor = newcomer("19900000099")
    register_worker(actor=actor, community=JINHAI, name="江一帆", trade="rider", consents=CONSENTS)
    code = code_of(again(actor))
    assert page().get(f"/x/{code}").status_code == 404
    lins = code_of(cast.lin)
    leave(actor=cast.lin)
    left = page().get(f"/x/{lins}")
    assert (left.status_code, "无效" in left.content.decode()) == (404, True)
    assert "金海社区" not in left.content.decode()
    assert api().get(f"/api/v1/cards/{lins}").json()["valid"] is False


def test_a_move_ends_the_old_card(cast: Cast, api: Any) -> None:
    code = code_of(cast.lin)
    register_worker(actor=cast.lin, community=CUIHU, name="林小舟", trade="rider", consents=CONSENTS)
    assert api().get(f"/api/v1/cards/{code}").json()["valid"] is False


@pytest.mark.parametrize("code", ["p2222222", "p23abcdef", "pp", "p", "p2" + "z" * 300])
def test_a_forged_card_is_plainly_not_valid(cast: Cast, page: Any, api: Any, code: str) -> None:
    answer = page().get(f"/x/{code}")
    assert answer.status_code == 404
    assert "无效" in answer.content.decode()
    assert api().get(f"/api/v1/cards/{code}").json() == {"valid": False, "kind": "registration_card", "community": ""}


def test_a_communitys_code_is_no_card(cast: Cast, api: Any) -> None:
    assert api().get(f"/api/v1/cards/{code_for('j', int(JINHAI))}").json()["valid"] is False


def test_ones_own_card_shows_the_code(cast: Cast, page: Any) -> None:
    answer = page(cast.lin).get("/me/card/")
    text = answer.content.decode()
    assert "林小舟" in text
    assert "<svg" in text
    assert code_of(cast.lin) in text
    assert "社区已确认" in text


def test_who_has_no_card_is_told_how_to_get_one(cast: Cast, page: Any) -> None:
    answer = page(cast.wu).get("/me/card/", follow=True)
    assert answer.redirect_chain == [("/me/", 302)]
    assert "扫一扫社区的报到码" in answer.content.decode()
    assert page().get("/me/card/").url.startswith("/login/?next=")
