"""Duties: who may give which where, how long they hold, and who is found by them."""

from datetime import date
from typing import Any

import pytest
import time_machine

from benfu.people import figures, selectors
from benfu.people.models import Duty as Held
from benfu.people.services import appoint, end_duty
from benfu.platform.identity.actor import SYSTEM, Actor
from benfu.platform.identity.roles import Role
from benfu.platform.identity.strength import Strength
from benfu.platform.journal.selectors import facts_of
from benfu.platform.lib.errors import Conflict, Invalid, NotAllowed, NotFound
from tests.cast import Cast, account_of, again, person_of, staff
from tests.district import CUIHU, CUIHU_STREET, DISTRICT, HAISHENG, JINHAI, JINHAI_STREET

PART_TIME = Role.PART_TIME_GRID_MEMBER


def give(actor: Actor, person: Actor, role: Role = PART_TIME, area: str = f"{JINHAI}003", **more: Any) -> Held:
    return appoint(actor=actor, person=person_of(person), role=role, area=area, **more)


def test_the_community_appoints_a_worker_as_grid_member(cast: Cast) -> None:
    made = give(cast.zhou, cast.lin)
    assert again(cast.lin).holds([PART_TIME], f"{JINHAI}003")
    assert not again(cast.lin).holds([PART_TIME], f"{JINHAI}001")
    fact = facts_of(f"person:{person_of(cast.lin)}", ["Appointed"])[0]
    assert fact.data == {
        "duty": made.pk,
        "person": cast.lin.person,
        "role": PART_TIME,
        "area": f"{JINHAI}003",
        "unit": "",
    }
    assert fact.actor == cast.zhou.account


@pytest.mark.parametrize(
    ("who", "role", "area"),
    [
        ("zhou", PART_TIME, f"{CUIHU}001"),
        ("zhou", Role.COMMUNITY_WORKER, JINHAI),
        ("zhou", Role.ADMINISTRATOR, JINHAI),
        ("wu", PART_TIME, f"{JINHAI}001"),
        ("mei", PART_TIME, f"{JINHAI}001"),
        ("guan", PART_TIME, f"{JINHAI}003"),
        ("lin", Role.ADMINISTRATOR, DISTRICT),
        ("admin", Role.COMMUNITY_WORKER, "990102"),
        ("admin", Role.COMMUNITY_WORKER, ""),
        ("admin", Role.WORKER, JINHAI),
    ],
)
def test_nobody_gives_more_than_is_theirs(cast: Cast, who: str, role: Role, area: str) -> None:
    with pytest.raises(NotAllowed):
        give(getattr(cast, who), cast.he, role, area)


def test_a_street_administrator_stays_in_the_street(cast: Cast) -> None:
    street = staff("street", "石磊", Role.ADMINISTRATOR, JINHAI_STREET)
    assert give(street, cast.he, Role.COMMUNITY_WORKER, HAISHENG).pk
    for area in (DISTRICT, CUIHU_STREET, CUIHU):
        with pytest.raises(NotAllowed):
            give(street, cast.he, Role.COMMUNITY_WORKER, area)


@pytest.mark.parametrize(
    ("role", "unit"),
    [
        (Role.DEPARTMENT_HANDLER, ""),
        (Role.DEPARTMENT_HANDLER, "rest_stop:1"),
        (Role.DEPARTMENT_HANDLER, "organisation:0"),
        (Role.DEPARTMENT_HANDLER, "organisation:99999999"),
        (Role.STORE_KEEPER, "organisation:1"),
        (Role.STORE_KEEPER, "rest_stop:99999999"),
        (Role.GRID_MEMBER, "organisation:1"),
    ],
)
def test_a_unit_must_fit_the_duty_and_exist(cast: Cast, role: Role, unit: str) -> None:
    with pytest.raises(Invalid):
        give(cast.admin, cast.he, role, JINHAI, unit=unit)


@pytest.mark.parametrize("area", ["990101009", "990101001001009"])
def test_an_area_must_exist(cast: Cast, area: str) -> None:
    with pytest.raises(Invalid) as refused:
        give(cast.admin, cast.he, Role.GRID_MEMBER, area)
    assert "area" in refused.value.fields


def test_a_term_does_not_end_before_it_begins(cast: Cast) -> None:
    with pytest.raises(Invalid):
        give(cast.zhou, cast.lin, starts_on=date(2027, 1, 2), ends_on=date(2027, 1, 1))


def test_an_unknown_person_cannot_be_appointed(cast: Cast) -> None:
    with pytest.raises(NotFound):
        appoint(actor=cast.admin, person=99999999, role=Role.GRID_MEMBER, area=JINHAI)


def test_the_same_duty_is_not_held_twice_at_a_time(cast: Cast) -> None:
    give(cast.zhou, cast.lin, starts_on=date(2027, 1, 1), ends_on=date(2027, 6, 30))
    with pytest.raises(Conflict):
        give(cast.zhou, cast.lin, starts_on=date(2027, 6, 30))
    give(cast.zhou, cast.lin, starts_on=date(2027, 7, 1))
    with pytest.raises(Conflict):
        give(cast.zhou, cast.lin, starts_on=date(2026, 12, 1))


def test_an_expired_duty_opens_nothing(cast: Cast, page: Any) -> None:
    with time_machine.travel("2027-01-01T04:00:00Z", tick=False):
        give(SYSTEM, cast.he, Role.COMMUNITY_WORKER, HAISHENG, starts_on=date(2027, 1, 1), ends_on=date(2027, 1, 31))
        assert page(cast.he).get("/c/people/").status_code == 200
    with time_machine.travel("2027-02-01T04:00:00Z", tick=False):
        assert not again(cast.he).is_staff
        assert page(cast.he).get("/c/people/").status_code == 403


def test_ending_a_duty_takes_effect_at_once(cast: Cast) -> None:
    made = give(cast.zhou, cast.lin)
    end_duty(actor=cast.fang, duty=made.pk)
    assert not again(cast.lin).holds([PART_TIME])
    assert facts_of(f"person:{person_of(cast.lin)}", ["DutyEnded"]).count() == 1
    with pytest.raises(Conflict):
        end_duty(actor=cast.zhou, duty=made.pk)
    assert give(cast.zhou, cast.lin).pk != made.pk, "one may be appointed anew"


def test_one_may_resign_and_others_may_not_end_it(cast: Cast) -> None:
    made = give(cast.zhou, cast.lin)
    for stranger in (cast.he, cast.wu, cast.mei):
        with pytest.raises(NotFound):
            end_duty(actor=stranger, duty=made.pk)
    end_duty(actor=cast.lin, duty=made.pk)
    assert not again(cast.lin).holds([PART_TIME])


def test_two_roles_in_one_person(cast: Cast) -> None:
    by_phone = again(cast.tang).as_signed_in(Strength.PHONE)
    assert by_phone.holds([Role.WORKER], JINHAI)
    assert not by_phone.holds([Role.GRID_MEMBER], JINHAI)
    by_password = again(cast.tang).as_signed_in(Strength.PASSWORD)
    assert by_password.holds([Role.WORKER], JINHAI)
    assert by_password.holds([Role.GRID_MEMBER], f"{JINHAI}002")


def test_grid_members_of_a_cell_stand_before_those_of_the_community(cast: Cast) -> None:
    found = selectors.grid_members_in(f"{JINHAI}003")
    assert [(one.name, one.area) for one in found] == [("管宁", f"{JINHAI}003"), ("唐远", JINHAI)]
    assert [one.name for one in selectors.grid_members_in(f"{JINHAI}001")] == ["唐远"]
    assert [one.name for one in selectors.grid_members_in(JINHAI)] == ["管宁", "唐远"]
    assert selectors.grid_members_in(CUIHU) == []


def test_accounts_are_found_by_duty(cast: Cast) -> None:
    here = selectors.accounts_on_duty((Role.COMMUNITY_WORKER,), area=f"{JINHAI}003")
    assert here == {account_of(cast.zhou), account_of(cast.fang)}
    assert selectors.accounts_on_duty((Role.DEPARTMENT_HANDLER,), unit=cast.department) == {account_of(cast.li)}
    assert selectors.accounts_of([person_of(cast.lin), 0]) == {account_of(cast.lin)}


def test_who_sees_whom(cast: Cast) -> None:
    assert selectors.person_for(cast.zhou, person_of(cast.lin)).name == "林小舟"
    assert selectors.person_for(cast.lin, person_of(cast.lin)).name == "林小舟"
    for stranger in (cast.wu, cast.he, cast.guan, Actor()):
        with pytest.raises(NotFound):
            selectors.person_for(stranger, person_of(cast.lin))
    assert set(selectors.person_ids(cast.lin)) == {cast.lin.person}
    assert cast.wu.person in set(selectors.person_ids(cast.admin))
    assert cast.wu.person not in set(selectors.person_ids(cast.mei))


def test_sums(cast: Cast) -> None:
    assert (figures.workers(DISTRICT), figures.workers(JINHAI), figures.workers(CUIHU)) == (3, 3, 0)
    assert figures.waiting(DISTRICT) == 0


def test_over_the_api(cast: Cast, api: Any) -> None:
    client = api(cast.zhou)
    given = {
        "person": cast.lin.person,
        "role": "part_time_grid_member",
        "area": f"{JINHAI}001",
        "ends_on": "2030-12-31",
    }
    made = client.post("/api/v1/duties", given)
    assert made.status_code == 201
    assert client.post("/api/v1/duties", given).status_code == 409
    assert client.post("/api/v1/duties", {**given, "role": "king"}).status_code == 422
    assert client.post("/api/v1/duties", {**given, "person": cast.wu.person}).status_code == 404
    assert client.post("/api/v1/duties", {**given, "area": f"{CUIHU}001"}).status_code == 403
    listed = client.get("/api/v1/duties", {"search": "林"}).json()["rows"]
    assert [(row["role"], row["area"], row["ends_on"]) for row in listed] == [
        ("兼职网格员", "金海街道·金海社区·第1网格", "2030-12-31")
    ]
    assert client.delete(f"/api/v1/duties/{made.json()['id']}").status_code == 204
    assert client.delete(f"/api/v1/duties/{made.json()['id']}").status_code == 409
