"""A worker registers with a community: what is taken, what is refused, and what stays as history."""

from typing import Any

import pytest

from benfu.people import selectors
from benfu.people.services import approve_registration, decline_registration, register_worker, registrations
from benfu.platform.identity.actor import SYSTEM, Actor, Duty
from benfu.platform.identity.roles import Role
from benfu.platform.journal.selectors import facts_of
from benfu.platform.lib.errors import Conflict, Invalid, NotFound, NotSignedIn, TooMany
from benfu.platform.privacy.loaders import load_text
from benfu.platform.privacy.selectors import has_consented, texts_in_force
from tests.cast import CONSENTS, Cast, again, newcomer, person_of
from tests.district import CUIHU, HAISHENG, JINHAI, JINHAI_STREET

PHONE = "19900000099"


def join(actor: Actor, community: str = JINHAI, **changes: Any) -> Any:
    given = {"name": "江一帆", "trade": "rider", "company": "飞马配送", "consents": CONSENTS, **changes}
    return register_worker(actor=actor, community=community, **given)


def test_a_newcomer_waits_and_is_a_worker_at_once(cast: Cast) -> None:
    actor = newcomer(PHONE)
    made = join(actor)
    after = again(actor)
    assert (made.state, made.community) == ("waiting", JINHAI)
    assert after.name == "江一帆"
    assert after.duties == (Duty(Role.WORKER, JINHAI),)
    assert after.account is not None
    assert has_consented(after.account, "registration")
    assert [fact.kind for fact in facts_of(f"person:{person_of(after)}")] == ["WorkerRegistered"]


def test_the_journal_holds_ids_and_codes_only(cast: Cast) -> None:
    actor = newcomer(PHONE)
    join(actor)
    fact = facts_of(f"person:{person_of(again(actor))}")[0]
    assert set(fact.data) == {"registration", "person", "community"}
    assert fact.area == JINHAI


def test_registering_twice_is_registering_once(cast: Cast) -> None:
    actor = newcomer(PHONE)
    first = join(actor)
    second = join(again(actor), name="江一凡", trade="courier")
    assert second.pk == first.pk
    assert again(actor).name == "江一凡", "while it waits, a slip of the pen can be mended"
    assert len(selectors.my_history(again(actor))) == 1


def test_an_approved_registration_is_not_rewritten(cast: Cast) -> None:
    join(cast.lin, name="别人", trade="courier")
    assert again(cast.lin).name == "林小舟"


def test_a_move_keeps_the_old_registration_as_history(cast: Cast) -> None:
    made = join(cast.lin, CUIHU)
    rows = selectors.my_history(cast.lin)
    assert [(one.community, one.state) for one in rows] == [(CUIHU, "waiting"), (JINHAI, "left")]
    assert rows[1].left_at is not None
    assert again(cast.lin).duties == (Duty(Role.WORKER, CUIHU),)
    assert made.pk == rows[0].pk


def test_a_return_is_a_new_registration(cast: Cast) -> None:
    join(cast.lin, CUIHU)
    join(cast.lin, JINHAI)
    assert [one.state for one in selectors.my_history(cast.lin)] == ["waiting", "left", "left"]


def test_a_declined_worker_reads_the_reason_and_registers_again(cast: Cast) -> None:
    actor = newcomer(PHONE)
    made = join(actor)
    decline_registration(actor=cast.zhou, registration=made.pk, reason="请写真实姓名")
    declined = selectors.my_registration(again(actor))
    assert declined is not None
    assert (declined.state, declined.reason) == ("declined", "请写真实姓名")
    assert again(actor).duties == ()
    anew = join(again(actor), name="江帆")
    approve_registration(actor=cast.zhou, registration=anew.pk)
    assert [one.state for one in selectors.my_history(again(actor))] == ["approved", "declined"]
    assert again(actor).name == "江帆"


@pytest.mark.parametrize("code", [JINHAI_STREET, "990101001999", "", "99010100100x", f"{JINHAI}001", "९९०१०१००१००१"])
def test_only_a_community_can_be_joined(cast: Cast, code: str) -> None:
    with pytest.raises(NotFound):
        join(newcomer(PHONE), code)


def test_nobody_registers_without_signing_in(cast: Cast) -> None:
    with pytest.raises(NotSignedIn):
        join(Actor())


@pytest.mark.parametrize("consents", [{}, {"position": 1}])
def test_the_required_text_must_be_agreed_to(cast: Cast, consents: dict[str, int]) -> None:
    with pytest.raises(Invalid) as refused:
        join(newcomer(PHONE), consents=consents)
    assert "consent_registration" in refused.value.fields


def test_position_is_asked_apart_and_may_be_refused(cast: Cast) -> None:
    actor = newcomer(PHONE)
    join(actor, consents={"registration": 1})
    assert actor.account is not None
    assert not has_consented(actor.account, "position")


def test_a_text_that_has_changed_must_be_read_again(cast: Cast) -> None:
    text = next(one for one in texts_in_force() if one.code == "registration")
    words = {language: {**said, "title": "新说明"} for language, said in text.words.items()}
    load_text({"code": "registration", "version": 2, "required": True, "valid_from": text.valid_from, **words})
    with pytest.raises(Conflict):
        join(newcomer(PHONE), consents={"registration": 1})
    assert join(newcomer(PHONE), consents={"registration": 2}).state == "waiting"


def test_nothing_is_kept_of_a_refused_registration(cast: Cast) -> None:
    actor = newcomer(PHONE)
    with pytest.raises(Invalid):
        join(actor, trade="astronaut")
    assert actor.account is not None
    assert not has_consented(actor.account, "registration")
    assert again(actor).person is None


@pytest.mark.parametrize("name", ["", "   ", "\u202e\u200f", "\x00", "很" * 51, "x" * 10_000])
def test_names_that_are_none_are_refused(cast: Cast, name: str) -> None:
    with pytest.raises(Invalid) as refused:
        join(newcomer(PHONE), name=name)
    assert list(refused.value.fields) == ["name"]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("  江 一帆\n", "江 一帆"),
        ("江一帆🛵", "江一帆🛵"),
        ("\u202eمحمد\u202c 江", "محمد 江"),
        ("阿卜杜热合曼·阿不都克里木·买买提", "阿卜杜热合曼·阿不都克里木·买买提"),
        ("e\u0301va\x00", "\u00e9va"),
    ],
)
def test_names_are_kept_without_what_cannot_be_seen(cast: Cast, typed: str, kept: str) -> None:
    actor = newcomer(PHONE)
    join(actor, name=typed)
    assert again(actor).name == kept


def test_a_grid_member_registers_as_a_worker_under_the_known_name(cast: Cast) -> None:
    join(cast.guan, HAISHENG, name="小管")
    assert again(cast.guan).name == "管宁"
    assert set(again(cast.guan).duties) == {Duty(Role.WORKER, HAISHENG), Duty(Role.GRID_MEMBER, f"{JINHAI}003")}


def test_over_the_api(cast: Cast, api: Any) -> None:
    actor = newcomer(PHONE)
    client = api(actor)
    asked = client.get(f"/api/v1/communities/{JINHAI}").json()
    assert asked["name"] == "金海社区"
    versions = {text["code"]: text["version"] for text in asked["texts"] if text["required"]}
    given = {"community": JINHAI, "name": "江一帆", "trade": "rider", "consents": versions}
    answer = client.post("/api/v1/registrations", given)
    assert answer.status_code == 201
    assert (answer.json()["state"], answer.json()["community_name"]) == ("waiting", "金海社区")
    again_given = client.post("/api/v1/registrations", given)
    assert again_given.json()["id"] == answer.json()["id"]
    assert [one["state"] for one in client.get("/api/v1/registrations/mine").json()["registrations"]] == ["waiting"]
    left = client.delete("/api/v1/registrations/mine")
    assert left.json()["state"] == "left"
    assert client.delete("/api/v1/registrations/mine").status_code == 404


def test_the_api_refuses_in_words(cast: Cast, api: Any) -> None:
    client = api(newcomer(PHONE))
    answer = client.post(
        "/api/v1/registrations",
        {"community": JINHAI, "name": "很" * 1000, "trade": "none", "company": "x" * 61, "consents": CONSENTS},
    )
    assert answer.status_code == 422
    assert set(answer.json()["fields"]) == {"name", "trade", "company"}
    assert api().post("/api/v1/registrations", {"community": JINHAI, "name": "x", "trade": "rider"}).status_code == 401
    assert api().get("/api/v1/communities/990101001999").status_code == 404


def test_the_companies_of_many_are_offered_and_of_one_are_not(cast: Cast) -> None:
    for number in range(4):
        actor = newcomer(f"1990000010{number}")
        made = join(actor, company="飞马配送" if number else "只有我一个人")
        approve_registration(actor=SYSTEM, registration=made.pk)
    assert selectors.common_companies() == ["飞马配送"]


def test_moving_to_and_fro_comes_to_an_end(cast: Cast, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(registrations, "MOST_AN_HOUR", 2)
    actor = newcomer("19900000097")
    for community in (JINHAI, CUIHU):
        join(again(actor), community)
    with pytest.raises(TooMany):
        join(again(actor))
