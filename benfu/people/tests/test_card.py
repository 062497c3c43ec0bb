"""The registration card: whoever scans it learns whether it holds, its kind and the community; nothing else."""

from datetime import timedelta
from typing import Any

import pytest
import time_machine

from benfu.credentials.models import Credential, Why
from benfu.credentials.selectors import day_of, printed_code
from benfu.people import selectors
from benfu.people.services import leave, my_card, prepare_cards, register_worker, replace_card
from benfu.platform.identity.actor import Actor
from benfu.platform.journal.drain import drain_all
from benfu.platform.lib import clock
from benfu.platform.lib.errors import Invalid, NotFound
from benfu.platform.privacy.services import erase
from tests.cast import CONSENTS, Cast, again, newcomer
from tests.district import CUIHU, JINHAI


def card_of(actor: Actor) -> Credential:
    made = my_card(actor=actor)
    assert made is not None
    return made


def number_of(actor: Actor) -> int:
    mine = selectors.my_registration(actor)
    assert mine is not None
    return mine.pk


@pytest.mark.parametrize("make", [printed_code, lambda card: day_of(card).code], ids=["printed", "on the phone"])
def test_a_valid_card_names_its_kind_and_community_and_nobody(cast: Cast, page: Any, api: Any, make: Any) -> None:
    code = make(card_of(cast.lin))
    answer = page().get(f"/v/{code}/")
    text = answer.content.decode()
    assert answer.status_code == 200
    for shown in ("有效", "新就业群体报到卡", "金海社区"):
        assert shown in text
    for secret in ("林小舟", "1990000", "0001", "骑手"):
        assert secret not in text
    assert "no-store" in answer.headers["Cache-Control"]
    told = api().get(f"/api/v1/credentials/{code}").json()
    assert told == {"valid": True, "kind": "registration_card", "area": "金海社区"}


def test_a_card_holds_from_approval_until_leaving(cast: Cast, page: Any, api: Any) -> None:
    actor = newcomer("19900000099")
    register_worker(actor=actor, community=JINHAI, name="江一帆", trade="rider", consents=CONSENTS)
    assert my_card(actor=again(actor)) is None
    assert api(again(actor)).get("/api/v1/registrations/mine/card").status_code == 404
    lins = printed_code(card_of(cast.lin))
    leave(actor=cast.lin)
    left = page().get(f"/v/{lins}/")
    assert (left.status_code, "无效" in left.content.decode()) == (404, True)
    assert "金海社区" not in left.content.decode()
    assert api().get(f"/api/v1/credentials/{lins}").json() == {"valid": False, "kind": "", "area": ""}


def test_a_move_ends_the_old_card(cast: Cast, api: Any) -> None:
    code = printed_code(card_of(cast.lin))
    register_worker(actor=cast.lin, community=CUIHU, name="林小舟", trade="rider", consents=CONSENTS)
    assert api().get(f"/api/v1/credentials/{code}").json()["valid"] is False


def test_erasing_a_person_ends_their_card(cast: Cast, api: Any) -> None:
    code = printed_code(card_of(cast.lin))
    erase(actor=cast.lin, account=cast.lin.account, person=cast.lin.person)
    drain_all()
    assert api().get(f"/api/v1/credentials/{code}").json()["valid"] is False


@pytest.mark.parametrize("code", ["p.1.1.AAAAAAAAAAAAAAAA", "m.1.1.1.1.x", "p", "23abcdef", "p." + "z" * 300])
def test_a_forged_card_is_plainly_not_valid(cast: Cast, page: Any, api: Any, code: str) -> None:
    answer = page().get(f"/v/{code}/")
    assert (answer.status_code, "无效" in answer.content.decode()) == (404, True)
    assert api().get(f"/api/v1/credentials/{code}").json()["valid"] is False


def test_a_lost_card_is_replaced_by_its_worker_or_the_community(cast: Cast, page: Any, api: Any) -> None:
    first = printed_code(card_of(cast.lin))
    page(cast.lin).post("/me/card/replace/")
    second = printed_code(card_of(cast.lin))
    assert [api().get(f"/api/v1/credentials/{code}").json()["valid"] for code in (first, second)] == [False, True]
    assert Credential.objects.exclude(why="").get().why == Why.LOST
    path = f"/c/people/{number_of(cast.lin)}/card/"
    assert page(cast.zhou).post(path, {"why": "misused"}).status_code == 302
    assert api().get(f"/api/v1/credentials/{second}").json()["valid"] is False
    for stranger in (cast.he, cast.wu):
        with pytest.raises(NotFound):
            replace_card(actor=stranger, registration=number_of(cast.lin))
    with pytest.raises(Invalid):
        replace_card(actor=cast.zhou, registration=number_of(cast.lin), why="ended")


def test_ones_own_card_shows_the_code_of_this_minute(cast: Cast, page: Any, api: Any) -> None:
    with time_machine.travel(clock.now(), tick=False):
        text = page(cast.lin).get("/me/card/").content.decode()
        day = day_of(card_of(cast.lin))
    for shown in ("林小舟", "<svg", "社区已确认", day.seed, day.head):
        assert shown in text
    codes = page(cast.lin).get("/me/card/codes/").json()
    assert codes["head"].startswith("m.")
    assert codes["until"] - codes["first"] == 24 * 60
    told = api(cast.lin).get("/api/v1/registrations/mine/card").json()
    assert page().get(told["address"].removeprefix("http://testserver")).status_code == 200


def test_a_card_that_waits_has_no_code(cast: Cast, page: Any) -> None:
    actor = newcomer("19900000099")
    register_worker(actor=actor, community=JINHAI, name="江一帆", trade="rider", consents=CONSENTS)
    browser = page(again(actor))
    assert "等社区确认" in browser.get("/me/card/").content.decode()
    assert browser.get("/me/card/codes/").status_code == 404


def test_who_has_no_card_is_told_how_to_get_one(cast: Cast, page: Any) -> None:
    answer = page(cast.wu).get("/me/card/", follow=True)
    assert answer.redirect_chain == [("/me/", 302)]
    assert "扫一扫社区的报到码" in answer.content.decode()
    assert page().get("/me/card/").url.startswith("/login/?next=")


def test_who_guesses_codes_is_stopped(cast: Cast, api: Any) -> None:
    now = clock.now()
    with time_machine.travel(now, tick=False):
        answers = [api().get("/api/v1/credentials/p.1.1.x").status_code for _ in range(121)]
    assert answers == [200] * 120 + [429]
    with time_machine.travel(now + timedelta(minutes=2)):
        assert api().get("/api/v1/credentials/p.1.1.x").status_code == 200


@pytest.mark.slow
@pytest.mark.parametrize(("kind", "sheets"), [("registration_card", 1), ("badge", 1)])
def test_the_community_prints_its_workers_cards(cast: Cast, page: Any, kind: str, sheets: int) -> None:
    chosen = [number_of(cast.lin), number_of(cast.he)]
    answer = page(cast.zhou).post("/c/people/cards/", {"kind": kind, "registration": chosen})
    assert answer["Content-Type"] == "application/pdf"
    assert answer.content.startswith(b"%PDF")
    assert answer.content.count(b"/Type /Page\n") == sheets
    assert Credential.objects.filter(kind=kind, revoked_at=None).count() >= 2


def test_nobody_prints_anothers_community_or_what_is_not_approved(cast: Cast, page: Any) -> None:
    assert prepare_cards(actor=cast.wu, registrations=[number_of(cast.lin)], kind="badge") == {}
    assert page(cast.wu).post("/c/people/cards/", {"registration": [number_of(cast.lin)]}).status_code == 404
    assert page(cast.zhou).post("/c/people/cards/", {}).status_code == 404
    with pytest.raises(Invalid):
        prepare_cards(actor=cast.zhou, registrations=range(201), kind="badge")
    with pytest.raises(Invalid):
        prepare_cards(actor=cast.zhou, registrations=[1], kind="passport")
