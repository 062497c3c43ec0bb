"""Staff accounts: opened in one's own area, with a password shown once; duties ended; the command for the first one."""

import re
from io import StringIO
from typing import Any

import pytest
from django.core.management import CommandError, call_command

from benfu.people import selectors
from benfu.people.services import add_staff
from benfu.platform.identity.actor import actor_of
from benfu.platform.identity.models import Account
from benfu.platform.identity.roles import Role
from benfu.platform.lib.errors import Conflict, NotAllowed, NotFound
from tests.cast import Cast, again, person_of, staff
from tests.district import CUIHU, DISTRICT, HAISHENG, JINHAI, JINHAI_STREET

NEW = {"name": "孙静", "login": "sun.jing", "role": "community_worker", "area": HAISHENG, "unit": ""}


def test_an_account_with_its_duty_and_a_slip(cast: Cast, page: Any) -> None:
    browser = page(cast.admin)
    assert "海盛社区" in browser.get("/c/staff/new/").content.decode()
    slip = browser.post("/c/staff/new/", NEW)
    text = slip.content.decode()
    password = re.search(r'id="password">([^<]+)<', text)
    assert password
    assert "no-store" in slip.headers["Cache-Control"]
    account = Account.objects.get(login="sun.jing")
    assert account.check_password(password[1])
    assert account.password_temporary
    made = actor_of(account.pk)
    assert made.name == "孙静"
    assert made.holds([Role.COMMUNITY_WORKER], HAISHENG)


@pytest.mark.parametrize(
    "bad",
    [
        {"login": "zhou"},
        {"login": "x"},
        {"name": "\u202e"},
        {"area": "990102"},
        {"role": "worker"},
        {"role": "department_handler"},
        {"ends_on": "2000-01-01"},
        {"ends_on": "soon"},
    ],
)
def test_what_does_not_fit_is_answered_in_the_form(cast: Cast, page: Any, bad: dict[str, str]) -> None:
    answer = page(cast.admin).post("/c/staff/new/", {**NEW, **bad})
    assert answer.status_code == 422
    assert 'role="alert"' in answer.content.decode()
    assert not Account.objects.filter(login="sun.jing").exists()


def test_a_handler_gets_a_department(cast: Cast, page: Any) -> None:
    form = page(cast.admin).get("/c/staff/new/").content.decode()
    assert "市政管理所" in form
    assert "惠民超市" in form
    page(cast.admin).post(
        "/c/staff/new/", {**NEW, "role": "department_handler", "area": DISTRICT, "unit": cast.department}
    )
    made = actor_of(Account.objects.get(login="sun.jing").pk)
    assert made.units([Role.DEPARTMENT_HANDLER]) == (cast.department,)


def test_a_street_administrator_opens_accounts_in_the_street_only(cast: Cast, page: Any) -> None:
    street = staff("street", "石磊", Role.ADMINISTRATOR, JINHAI_STREET)
    browser = page(street)
    form = browser.get("/c/staff/new/").content.decode()
    assert "海盛社区" in form
    assert "翠湖社区" not in form
    assert browser.post("/c/staff/new/", {**NEW, "area": CUIHU}).status_code == 422
    with pytest.raises(NotAllowed):
        add_staff(actor=street, login="sun.jing", name="孙静", role=Role.COMMUNITY_WORKER, area=CUIHU)
    assert not Account.objects.filter(login="sun.jing").exists(), "a refused duty leaves no account behind"


@pytest.mark.parametrize("who", ["zhou", "mei", "guan", "lin"])
def test_only_administrators_open_accounts(cast: Cast, page: Any, who: str) -> None:
    assert page(getattr(cast, who)).post("/c/staff/new/", NEW).status_code == 403


def test_the_list_is_ones_own_area(cast: Cast, page: Any) -> None:
    everybody = page(cast.admin).get("/c/staff/").content.decode()
    for name in ("周明", "吴桐", "李工", "市政管理所", "顾慧", "惠民超市"):
        assert name in everybody
    assert "吴桐" in page(cast.admin).get("/c/staff/?q=吴").content.decode()
    assert "周明" not in page(cast.admin).get("/c/staff/?role=grid_member").content.decode().split("<main")[1]
    mine = page(cast.zhou).get("/c/staff/").content.decode()
    assert "管宁" in mine
    assert "吴桐" not in mine
    assert page(cast.mei).get("/c/staff/").status_code == 403


def test_the_list_is_read_in_few_statements(cast: Cast, django_assert_max_num_queries: Any) -> None:
    selectors.duties_in(cast.admin)  # the areas are in memory from now on
    with django_assert_max_num_queries(4):
        rows = selectors.duties_in(cast.admin).rows
    assert len(rows) == 9


def test_ending_a_duty(cast: Cast, page: Any) -> None:
    browser = page(cast.admin)
    duty = next(row for row in selectors.duties_in(cast.admin).rows if row.name == "吴桐")
    assert browser.post(f"/c/staff/duties/{duty.id}/end/").url == "/c/staff/"
    assert not again(cast.wu).is_staff
    assert "已经结束" in browser.post(f"/c/staff/duties/{duty.id}/end/", follow=True).content.decode()
    others = next(row for row in selectors.duties_in(cast.admin).rows if row.name == "李工")
    assert page(cast.zhou).post(f"/c/staff/duties/{others.id}/end/").status_code == 404


def test_a_new_slip_ends_the_old_password(cast: Cast, page: Any) -> None:
    slip = page(cast.admin).post(f"/c/staff/{cast.zhou.person}/slip/")
    password = re.search(r'id="password">([^<]+)<', slip.content.decode())
    assert password
    account = Account.objects.get(login="zhou")
    assert account.check_password(password[1])
    assert not account.check_password("open-zhou-sesame")


def test_slips_are_for_those_one_is_in_charge_of(cast: Cast, page: Any) -> None:
    street = staff("street", "石磊", Role.ADMINISTRATOR, JINHAI_STREET)
    assert page(street).post(f"/c/staff/{cast.zhou.person}/slip/").status_code == 200
    assert page(street).post(f"/c/staff/{cast.wu.person}/slip/").status_code == 404
    assert page(cast.zhou).post(f"/c/staff/{cast.guan.person}/slip/").status_code == 403


def test_a_worker_gets_a_second_way_in(cast: Cast, api: Any) -> None:
    given = {"login": "tang", "role": "grid_leader", "area": JINHAI, "person": cast.tang.person}
    slip = api(cast.admin).post("/api/v1/staff", given)
    assert slip.status_code == 201
    assert (slip.json()["name"], slip.json()["password"]) == ("唐远", "")
    assert Account.objects.get(login="tang").pk == cast.tang.account
    assert {duty.role for duty in again(cast.tang).duties} == {Role.WORKER, Role.GRID_MEMBER, Role.GRID_LEADER}
    assert api(cast.admin).post("/api/v1/staff", given).status_code == 409


def test_the_administrator_who_gives_a_worker_a_login_cannot_use_it(cast: Cast, page: Any) -> None:
    add_staff(actor=cast.admin, login="tang", role=Role.GRID_LEADER, area=JINHAI, person=person_of(cast.tang))
    slip = page(cast.admin).post(f"/c/staff/{cast.tang.person}/slip/").content.decode()
    assert "密码由本人设置" in slip
    assert 'id="password"' not in slip
    assert "请自己设置密码" in page(cast.tang).get("/me/").content.decode()
    assert "请自己设置密码" not in page(cast.lin).get("/me/").content.decode()


def test_somebody_elses_person_cannot_be_given_a_login(cast: Cast) -> None:
    far = staff("far", "方远", Role.ADMINISTRATOR, CUIHU)
    with pytest.raises(NotFound):
        add_staff(actor=far, login="mine", role=Role.GRID_MEMBER, area=CUIHU, person=person_of(cast.lin))
    with pytest.raises(Conflict):
        add_staff(actor=cast.admin, login="zhou", role=Role.GRID_MEMBER, area=CUIHU, person=person_of(cast.lin))


def test_the_first_administrator_comes_from_the_command(district: None) -> None:
    out = StringIO()
    call_command("createadmin", "boss", "--area", DISTRICT, "--name", "安宁", stdout=out)
    password = re.search(r"shown this once\): (\S+)", out.getvalue())
    assert password
    account = Account.objects.get(login="boss")
    assert account.check_password(password[1])
    assert actor_of(account.pk).holds([Role.ADMINISTRATOR], CUIHU)
    with pytest.raises(CommandError, match="登录名"):
        call_command("createadmin", "boss", "--area", DISTRICT)
    with pytest.raises(CommandError, match="There is no area"):
        call_command("createadmin", "other", "--area", "123456")


def test_the_command_can_ask_for_a_password(district: None, monkeypatch: pytest.MonkeyPatch) -> None:
    typed = iter(["correct horse battery", "correct horse battery", "one", "two"])
    monkeypatch.setattr("getpass.getpass", lambda prompt: next(typed))
    out = StringIO()
    call_command("createadmin", "boss", "--area", DISTRICT, "--ask", stdout=out)
    assert "One-time" not in out.getvalue()
    assert Account.objects.get(login="boss").check_password("correct horse battery")
    with pytest.raises(CommandError, match="differ"):
        call_command("createadmin", "two", "--area", DISTRICT, "--ask")
