"""The register of organisations: who adds, who is found for a case, every community's own office."""

from typing import Any

import pytest

from benfu.organisations import selectors
from benfu.organisations.models import Organisation
from benfu.organisations.services import add_organisation, change_organisation, ensure_offices
from benfu.people.services import appoint
from benfu.platform.identity.actor import SYSTEM
from benfu.platform.identity.roles import Role
from benfu.platform.journal.drain import drain_all
from benfu.platform.journal.selectors import facts_of
from benfu.platform.lib.errors import Conflict, Invalid, NotAllowed, NotFound
from tests.cast import Cast, again, person_of, staff
from tests.district import CUIHU, DISTRICT, HAISHENG, JINHAI, JINHAI_STREET

CODE = "91350100M000100Y43"


def add(cast: Cast, **changes: Any) -> Organisation:
    given = {"actor": cast.admin, "kind": "department", "name": "消防救援大队", "area": DISTRICT, **changes}
    return add_organisation(**given)


def test_a_department_serves_all_of_its_area(cast: Cast) -> None:
    made = add(cast, code=f" {CODE.lower()} ")
    assert [fact.kind for fact in facts_of(f"organisation:{made.pk}")] == ["OrganisationAdded"]
    assert selectors.by_code(CODE) == made
    assert selectors.by_code("nothing") is None
    assert selectors.names_of([made.pk, 0]) == {made.pk: "消防救援大队"}
    assert made in selectors.departments_for(f"{JINHAI}003")
    assert made in selectors.departments_for(CUIHU)


def test_who_a_case_can_go_to(cast: Cast) -> None:
    add(cast, name="金海街道综治办", area=JINHAI_STREET)
    add(cast, kind="grid_team", name="第3网格队", area=f"{JINHAI}003")
    add(cast, kind="shop", name="惠民超市", area=JINHAI)
    names = [one.name for one in selectors.departments_for(f"{JINHAI}003")]
    assert names == ["金海街道综治办", "市政管理所", "金海社区居委会", "第3网格队"]
    assert [one.name for one in selectors.departments_for(CUIHU)] == ["市政管理所", "翠湖社区居委会"]
    assert [one.name for one in selectors.departments_for("")] == []


def test_every_community_has_one_office(district: None) -> None:
    assert ensure_offices(actor=SYSTEM) == 3
    assert ensure_offices(actor=SYSTEM) == 0
    office = selectors.office_of(HAISHENG)
    assert office is not None
    assert office.name == "海盛社区居委会"
    with pytest.raises(Conflict):
        add_organisation(actor=SYSTEM, kind="community_office", name="另一个居委会", area=HAISHENG)


def test_new_communities_get_theirs_when_boundaries_arrive(district: None) -> None:
    drain_all()
    assert Organisation.objects.filter(kind="community_office").count() == 3


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": "\u200b"}, "name"),
        ({"name": "x" * 81}, "name"),
        ({"kind": "circus"}, "kind"),
        ({"area": "990102"}, "area"),
        ({"area": ""}, "area"),
        ({"kind": "community_office", "area": JINHAI_STREET}, "area"),
        ({"code": CODE[:-1] + "4"}, "code"),
    ],
)
def test_what_does_not_fit(cast: Cast, changes: dict[str, str], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        add(cast, **changes)
    assert list(refused.value.fields) == [field]


def test_neither_a_name_nor_a_code_twice(cast: Cast) -> None:
    made = add(cast, code=CODE)
    with pytest.raises(Conflict):
        add(cast)
    with pytest.raises(Conflict):
        add(cast, name="别的单位", code=CODE)
    with pytest.raises(Conflict):
        change_organisation(actor=cast.admin, organisation=made.pk, kind="department", name="市政管理所", area=DISTRICT)
    assert Organisation.objects.get(pk=made.pk).name == "消防救援大队"


@pytest.mark.parametrize("who", ["zhou", "mei", "guan", "lin", "li"])
def test_only_administrators_add(cast: Cast, who: str) -> None:
    with pytest.raises(NotAllowed):
        add(cast, actor=getattr(cast, who))


def test_a_street_administrator_stays_in_the_street(cast: Cast) -> None:
    street = staff("street", "石磊", Role.ADMINISTRATOR, JINHAI_STREET)
    made = add(cast, actor=street, area=JINHAI)
    with pytest.raises(NotAllowed):
        add(cast, actor=street, name="别处", area=CUIHU)
    with pytest.raises(NotAllowed):
        change_organisation(actor=street, organisation=made.pk, kind="department", name="消防", area=CUIHU)
    departments = selectors.departments_for(DISTRICT)
    with pytest.raises(NotFound):
        change_organisation(
            actor=street, organisation=departments[0].pk, kind="department", name="市政管理所", area=DISTRICT
        )


def test_one_out_of_use_gets_no_work_and_keeps_its_name(cast: Cast) -> None:
    made = add(cast)
    change_organisation(
        actor=cast.admin, organisation=made.pk, kind="department", name="消防大队", area=DISTRICT, is_active=False
    )
    assert made.pk not in {one.pk for one in selectors.departments_for(JINHAI)}
    assert selectors.names_of([made.pk]) == {made.pk: "消防大队"}


def test_the_list_on_the_page(cast: Cast, page: Any) -> None:
    text = page(cast.zhou).get("/c/orgs/").content.decode()
    for name in ("市政管理所", "金海社区居委会"):
        assert name in text
    assert "翠湖社区居委会" not in text
    assert "登记单位" not in text
    assert "市政管理所" not in page(cast.zhou).get("/c/orgs/?kind=community_office").content.decode()
    assert "市政管理所" in page(cast.zhou).get("/c/orgs/?q=市政").content.decode()
    assert "没有找到单位" in page(cast.zhou).get("/c/orgs/?q=🍜").content.decode()
    assert page(cast.zhou).get("/c/orgs/?after=damaged").status_code == 422
    assert page(cast.guan).get("/c/orgs/").status_code == 403


def test_adding_and_changing_on_the_page(cast: Cast, page: Any) -> None:
    browser = page(cast.admin)
    form = {"name": "消防救援大队", "kind": "department", "area": DISTRICT, "code": ""}
    assert browser.post("/c/orgs/new/", form).url == "/c/orgs/"
    made = Organisation.objects.get(name="消防救援大队")
    assert browser.post("/c/orgs/new/", form).status_code == 422
    assert "18 位" in browser.post("/c/orgs/new/", {**form, "code": "123"}).content.decode()
    shown = browser.get(f"/c/orgs/{made.pk}/").content.decode()
    assert "消防救援大队" in shown
    assert browser.post(f"/c/orgs/{made.pk}/", {**form, "code": CODE, "is_active": "on"}).status_code == 302
    assert Organisation.objects.get(pk=made.pk).code == CODE
    assert page(cast.zhou).get(f"/c/orgs/{made.pk}/").status_code == 403


def test_a_long_list_comes_in_pages(cast: Cast) -> None:
    for number in range(60):
        add(cast, name=f"单位{number:02}")
    first = selectors.organisations_in(cast.admin)
    second = selectors.organisations_in(cast.admin, after=first.next)
    names = [one.name for one in [*first.rows, *second.rows]]
    assert len(names) == len(set(names)) == Organisation.objects.count()
    assert names == sorted(names)


def test_over_the_api(cast: Cast, api: Any) -> None:
    client = api(cast.admin)
    made = client.post(
        "/api/v1/organisations", {"kind": "department", "name": "消防救援大队", "area": DISTRICT, "code": CODE}
    )
    assert made.status_code == 201
    listed = client.get("/api/v1/organisations", {"kind": "department"}).json()["rows"]
    assert {row["name"] for row in listed} == {"市政管理所", "消防救援大队"}
    assert api(cast.lin).get("/api/v1/organisations").json()["rows"] == []
    assert api().get("/api/v1/organisations").status_code == 401
    assert client.post("/api/v1/organisations", {"kind": "x", "name": "", "area": "1"}).status_code == 422


def test_a_handlers_duty_belongs_to_a_department_of_the_area(cast: Cast) -> None:
    far = add(cast, name="翠湖物业站", area=CUIHU)
    with pytest.raises(Invalid):
        appoint(
            actor=cast.admin,
            person=person_of(cast.he),
            role=Role.DEPARTMENT_HANDLER,
            area=JINHAI,
            unit=f"organisation:{far.pk}",
        )
    appoint(
        actor=cast.admin,
        person=person_of(cast.he),
        role=Role.DEPARTMENT_HANDLER,
        area=CUIHU,
        unit=f"organisation:{far.pk}",
    )
    assert again(cast.he).units([Role.DEPARTMENT_HANDLER]) == (f"organisation:{far.pk}",)
