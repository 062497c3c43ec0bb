"""The community decides: who may, with which reason, and what happens when two decide at once."""

import threading
from typing import Any

import pytest
from django.db import connection

from benfu.people import selectors
from benfu.people.models import Registration
from benfu.people.services import (
    approve_registration,
    decline_registration,
    end_registration,
    leave,
    register_worker,
    show_phone,
)
from benfu.platform.identity.actor import SYSTEM, Actor
from benfu.platform.journal.models import Fact
from benfu.platform.lib.errors import Conflict, Invalid, NotAllowed, NotFound
from benfu.platform.privacy.models import Disclosure
from tests.cast import CONSENTS, Cast, again, newcomer, person_of, worker
from tests.district import CUIHU, JINHAI


def waiting(phone: str = "19900000099", community: str = JINHAI, name: str = "江一帆") -> Registration:
    actor = newcomer(phone)
    return register_worker(actor=actor, community=community, name=name, trade="rider", consents=CONSENTS)


def test_the_community_takes_a_worker_in(cast: Cast) -> None:
    made = approve_registration(actor=cast.zhou, registration=waiting().pk)
    row = selectors.registration_for(cast.zhou, made.pk)
    assert (row.state, row.decided_by) == ("approved", "周明")
    assert row.decided_at is not None


@pytest.mark.parametrize("who", ["wu", "mei", "guan", "li", "gu", "lin"])
def test_nobody_else_decides(cast: Cast, who: str) -> None:
    made = waiting()
    actor = getattr(cast, who)
    with pytest.raises(NotFound):
        approve_registration(actor=actor, registration=made.pk)
    with pytest.raises(NotFound):
        decline_registration(actor=actor, registration=made.pk, reason="不行")
    assert Registration.objects.get(pk=made.pk).state == "waiting"


def test_another_communitys_registration_looks_absent(cast: Cast, api: Any) -> None:
    made = waiting(community=CUIHU)
    client = api(cast.zhou)
    assert client.get(f"/api/v1/registrations/{made.pk}").status_code == 404
    absent = client.post("/api/v1/registrations/99999999/approve").json()
    theirs = client.post(f"/api/v1/registrations/{made.pk}/approve").json()
    assert absent == theirs


def test_nobody_decides_on_their_own_registration(cast: Cast) -> None:
    made = register_worker(actor=cast.zhou, community=JINHAI, name="周明", trade="other", consents=CONSENTS)
    with pytest.raises(NotAllowed):
        approve_registration(actor=again(cast.zhou), registration=made.pk)
    assert approve_registration(actor=cast.fang, registration=made.pk).state == "approved"


@pytest.mark.parametrize("reason", ["", "  ", "\u200b", "长" * 201])
def test_declining_needs_a_reason(cast: Cast, reason: str) -> None:
    made = waiting()
    with pytest.raises(Invalid) as refused:
        decline_registration(actor=cast.zhou, registration=made.pk, reason=reason)
    assert "reason" in refused.value.fields
    assert Registration.objects.get(pk=made.pk).state == "waiting"


def test_the_second_to_decide_is_told_who_was_first_and_what(cast: Cast) -> None:
    made = waiting()
    decline_registration(actor=cast.fang, registration=made.pk, reason="不在本社区跑单")
    with pytest.raises(Conflict) as refused:
        approve_registration(actor=cast.zhou, registration=made.pk)
    assert "方晴" in str(refused.value.message)
    assert "不通过" in str(refused.value.message)
    assert refused.value.data["decided_by"] == cast.fang.person


def test_who_has_left_in_the_meantime_cannot_be_approved(cast: Cast) -> None:
    made = waiting()
    leave(actor=again(newcomer("19900000099")))
    with pytest.raises(Conflict, match="退出"):
        approve_registration(actor=cast.zhou, registration=made.pk)


def test_a_worker_taken_in_by_mistake_is_taken_off_the_list(cast: Cast) -> None:
    mine = selectors.my_registration(cast.lin)
    assert mine is not None
    end_registration(actor=cast.zhou, registration=mine.pk, reason="重复报到")
    assert again(cast.lin).duties == ()
    after = selectors.my_registration(cast.lin)
    assert after is not None
    assert (after.state, after.reason) == ("left", "重复报到")
    with pytest.raises(NotFound):
        leave(actor=again(cast.lin))


def test_the_list_shows_ones_own_area_only(cast: Cast) -> None:
    waiting()
    waiting("19900000098", CUIHU, "远方的人")
    assert [row.name for row in selectors.registrations_in(cast.zhou, state="waiting").rows] == ["江一帆"]
    assert selectors.registrations_waiting(cast.zhou) == 1
    assert selectors.registrations_waiting(cast.mei) == 1
    assert selectors.registrations_waiting(cast.admin) == 2
    assert selectors.registrations_waiting(cast.lin) == 0
    assert selectors.registrations_in(cast.lin).rows == []
    assert selectors.counts_by_state(cast.zhou) == {"approved": 3, "waiting": 1}


@pytest.mark.parametrize(
    ("search", "found"),
    [
        ("0099", ["江一帆"]),
        ("19900000099", ["江一帆"]),
        ("一", ["江一帆"]),
        ("0098", []),
        ("19900000098", []),
        ("%", []),
        ("'; DROP TABLE", []),
        ("\x00", ["江一帆"]),
        ("٠٠٩٩", []),
    ],
)
def test_workers_are_found_by_name_and_by_phone(cast: Cast, search: str, found: list[str]) -> None:
    waiting()
    rows = selectors.registrations_in(cast.zhou, state="waiting", search=search).rows
    assert [row.name for row in rows] == found


def test_phones_are_masked_and_read_in_few_statements(cast: Cast, django_assert_max_num_queries: Any) -> None:
    for number in range(10):
        waiting(f"199000010{number:02}")
    with django_assert_max_num_queries(2):
        rows = selectors.registrations_in(cast.zhou, state="waiting").rows
    assert rows[0].phone == "199****1000"


def test_a_long_list_comes_in_pages_oldest_first(cast: Cast) -> None:
    made = [waiting(f"199000010{number:02}").pk for number in range(25)]
    first = selectors.registrations_in(cast.zhou, state="waiting")
    second = selectors.registrations_in(cast.zhou, state="waiting", after=first.next)
    assert [row.id for row in [*first.rows, *second.rows]] == made
    assert second.next == ""
    newest = selectors.registrations_in(cast.zhou)
    assert newest.rows[0].id == made[-1]
    for damaged in ("x", "WyJhIl0", "W10", "bnVsbA"):
        with pytest.raises(Invalid):
            selectors.registrations_in(cast.zhou, after=damaged)


def test_seeing_a_phone_number_takes_a_reason_and_is_written_down(cast: Cast) -> None:
    mine = selectors.my_registration(cast.lin)
    assert mine is not None
    with pytest.raises(Invalid):
        show_phone(actor=cast.zhou, registration=mine.pk, reason="")
    with pytest.raises(NotFound):
        show_phone(actor=cast.wu, registration=mine.pk, reason="想看一看")
    assert show_phone(actor=cast.zhou, registration=mine.pk, reason="通知领取雨衣") == "19900000001"
    looked = Disclosure.objects.get()
    assert (looked.account, looked.reason) == (cast.zhou.account, "通知领取雨衣")
    assert Fact.objects.filter(kind="Disclosed", actor=cast.zhou.account).count() == 1


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_two_who_decide_at_once_one_wins_the_other_is_told_who(cast: Cast) -> None:
    made = waiting()
    gate = threading.Barrier(2)
    outcomes: dict[str, str] = {}

    def decide(name: str, actor: Actor) -> None:
        gate.wait()
        try:
            approve_registration(actor=actor, registration=made.pk)
            outcomes[name] = "won"
        except Conflict as refused:
            outcomes[name] = str(refused.message)
        finally:
            connection.close()

    threads = [threading.Thread(target=decide, args=one) for one in (("周明", cast.zhou), ("方晴", cast.fang))]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    winner = next(name for name, outcome in outcomes.items() if outcome == "won")
    loser = next(name for name in outcomes if name != winner)
    assert winner in outcomes[loser]
    assert Fact.objects.filter(kind="RegistrationApproved", data__registration=made.pk).count() == 1


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_registering_from_two_phones_at_once_makes_one_registration(cast: Cast) -> None:
    actor = newcomer("19900000099")
    gate = threading.Barrier(4)
    made: list[int] = []

    def register() -> None:
        gate.wait()
        try:
            one = register_worker(actor=actor, community=JINHAI, name="江一帆", trade="rider", consents=CONSENTS)
            made.append(one.pk)
        finally:
            connection.close()

    threads = [threading.Thread(target=register) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert len(made) == 4
    assert len(set(made)) == 1
    assert Fact.objects.filter(kind="WorkerRegistered", data__registration=made[0]).count() == 1


def test_over_the_api(cast: Cast, api: Any) -> None:
    made = waiting()
    client = api(cast.zhou)
    listed = client.get("/api/v1/registrations").json()
    assert [row["name"] for row in listed["rows"]] == ["江一帆"]
    assert listed["counts"]["waiting"] == 1
    assert client.post(f"/api/v1/registrations/{made.pk}/decline", {"reason": ""}).status_code == 422
    declined = client.post(f"/api/v1/registrations/{made.pk}/decline", {"reason": "请写真实姓名"}).json()
    assert (declined["state"], declined["decided_by"]) == ("declined", "周明")
    late = api(cast.fang).post(f"/api/v1/registrations/{made.pk}/approve")
    assert late.status_code == 409
    assert "周明" in late.json()["title"]
    mine = worker("19900000097", "新人", JINHAI)
    taken_in = selectors.my_registration(mine)
    assert taken_in is not None
    assert client.post(f"/api/v1/registrations/{taken_in.pk}/phone", {"reason": "电话回访"}).json() == {
        "phone": "19900000097"
    }
    assert client.post(f"/api/v1/registrations/{taken_in.pk}/end", {"reason": "已离开本地"}).json()["state"] == "left"
    assert person_of(mine) == client.get(f"/api/v1/registrations/{taken_in.pk}").json()["person"]


def test_the_system_decides_in_the_name_of_nobody(cast: Cast) -> None:
    made = waiting()
    approve_registration(actor=SYSTEM, registration=made.pk)
    with pytest.raises(Conflict, match="系统"):
        approve_registration(actor=cast.zhou, registration=made.pk)
