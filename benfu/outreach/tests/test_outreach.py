"""Volunteered, encrypted, withdrawn without a trace; followed up until taken in; seen by nobody else."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection
from django.test import Client

from benfu.organisations.services import add_organisation
from benfu.outreach import selectors
from benfu.outreach.models import Contact, Declaration
from benfu.outreach.rules import fit
from benfu.outreach.services import declare, log_contact, move_on, reach_stage, show, withdraw
from benfu.outreach.workflow import MOVES, State
from benfu.people.services import approve_registration, describe_myself, register_worker
from benfu.platform.identity.actor import SYSTEM, Actor
from benfu.platform.identity.services import leave_for_good
from benfu.platform.journal.drain import drain_all
from benfu.platform.journal.models import Fact
from benfu.platform.lib import clock
from benfu.platform.lib.errors import Conflict, Invalid, NotAllowed, NotFound
from benfu.platform.privacy.models import Disclosure
from benfu.platform.privacy.selectors import disclosures_about, export_of
from benfu.platform.privacy.services import withdraw as withdraw_consent
from tests.cast import CONSENTS, Cast, again, newcomer, person_of
from tests.district import CUIHU, DISTRICT, JINHAI, JINHAI_STREET

Page = Callable[..., Client]
ORIGIN = "远山县第一支部"


@pytest.fixture
def lins(cast: Cast) -> int:
    """Return 林小舟 (the person), who has volunteered to be a member."""
    return int(declare(actor=cast.lin, status="member", origin=ORIGIN, version=1).pk)


def branch(name: str, area: str = DISTRICT, kind: str = "party_branch") -> int:
    return add_organisation(actor=SYSTEM, kind=kind, name=name, area=area).pk


def test_only_a_registered_worker_volunteers_and_agrees_to_the_text(cast: Cast) -> None:
    waiting = newcomer("19900000077")
    register_worker(actor=waiting, community=JINHAI, name="江一帆", trade="rider", consents=CONSENTS)
    with pytest.raises(NotAllowed):
        declare(actor=again(waiting), status="member", version=1)
    with pytest.raises(Conflict):
        declare(actor=cast.lin, status="member", version=9)
    for wrong in ({"status": "king"}, {"status": "member", "origin": "长" * 81}):
        with pytest.raises(Invalid):
            declare(actor=cast.lin, version=1, **wrong)
    assert not Declaration.objects.exists()


def test_nothing_of_it_stands_clear_in_the_database_or_the_journal(cast: Cast, lins: int) -> None:
    log_contact(actor=cast.zhou, person=lins, how="call", words="约周五见面")
    with connection.cursor() as cursor:
        cursor.execute("SELECT status || origin FROM outreach_declaration")
        stored = cursor.fetchone()[0]
        cursor.execute("SELECT words FROM outreach_contact")
        stored += cursor.fetchone()[0]
    for secret in ("member", "远山", "周五"):
        assert secret not in stored
    told = Fact.objects.filter(kind="OutreachMoved").get()
    assert told.actor is None
    assert set(told.data) == {"token", "state"}
    assert told.subject == f"outreach:{Declaration.objects.get().token}"


def test_withdrawing_leaves_no_trace(cast: Cast, lins: int) -> None:
    log_contact(actor=cast.zhou, person=lins, how="call", words="约周五见面")
    show(actor=cast.zhou, person=lins, field="status", reason="核实党员身份")
    withdraw(actor=cast.lin)
    assert not Disclosure.objects.filter(subject__startswith="declaration").exists()
    assert not Fact.objects.filter(subject__startswith="declaration").exists()
    assert not Declaration.objects.exists()
    assert not Contact.objects.exists()
    assert selectors.records_in(cast.zhou) == []
    withdraw(actor=cast.lin)
    declare(actor=cast.lin, status="applicant", version=1)
    withdraw_consent(actor=cast.lin, code="outreach")
    drain_all()
    assert not Declaration.objects.exists()
    declare(actor=cast.lin, status="applicant", version=1)
    leave_for_good(actor=cast.lin)
    drain_all()
    assert not Declaration.objects.exists()


def test_saying_it_again_corrects_it(cast: Cast, lins: int) -> None:
    declare(actor=cast.lin, status="probationary", origin="", version=1)
    own = selectors.mine(cast.lin)
    assert own is not None
    assert (own.status, own.origin, own.state) == ("probationary", "", "surveyed")


@pytest.mark.parametrize("who", ["wu", "admin", "guan", "li", "gu", "he", "lin"])
def test_nobody_sees_it_but_who_follows_up_in_the_community(cast: Cast, lins: int, who: str) -> None:
    actor: Actor = getattr(cast, who)
    assert selectors.records_in(actor) == []
    for look in (selectors.record_for, selectors.matches, selectors.contacts_of, selectors.stages_of):
        with pytest.raises(NotFound):
            look(actor, lins)
    with pytest.raises(NotFound):
        show(actor=actor, person=lins, field="status", reason="想看一看")


def test_it_is_shown_with_a_reason_that_its_owner_reads(cast: Cast, lins: int) -> None:
    with pytest.raises(Invalid):
        show(actor=cast.zhou, person=lins, field="status", reason=" ")
    assert show(actor=cast.zhou, person=lins, field="status", reason="核实党员身份") == "正式党员"
    assert show(actor=cast.mei, person=lins, field="origin", reason="联系原支部") == ORIGIN
    assert [one.reason for one in disclosures_about(cast.lin)] == ["联系原支部", "核实党员身份"]
    with pytest.raises(NotFound):
        show(actor=cast.zhou, person=lins, field="state", reason="核实党员身份")


def test_a_record_goes_from_survey_to_taken_in_with_two_organisations(cast: Cast, lins: int) -> None:
    receiving = branch("快递行业支部")
    move_on(actor=cast.zhou, person=lins, state="verified", words="看过党员证明")
    with pytest.raises(Invalid):
        move_on(actor=cast.zhou, person=lins, state="reported")
    with pytest.raises(Invalid):
        move_on(actor=cast.zhou, person=lins, state="reported", receiving=int(cast.department.split(":")[1]))
    with pytest.raises(Conflict):
        move_on(actor=cast.zhou, person=lins, state="enrolled", receiving=receiving)
    move_on(actor=cast.zhou, person=lins, state="reported", receiving=receiving)
    move_on(actor=cast.mei, person=lins, state="enrolled")
    row = selectors.record_for(cast.zhou, lins)
    assert (row.state, row.receiving) == (State.ENROLLED, "快递行业支部")
    assert Declaration.objects.get().origin == ORIGIN
    assert [one.state for one in selectors.contacts_of(cast.zhou, lins)] == ["enrolled", "reported", "verified"]
    assert selectors.counts_by_state(cast.zhou) == {"enrolled": 1}
    for wrong in ("surveyed", "king", "REPORTED"):
        with pytest.raises(Conflict):
            move_on(actor=cast.zhou, person=lins, state=wrong)


def test_every_state_is_reached_and_only_a_transfer_is_the_end() -> None:
    reached = {new for moves in MOVES.values() for new in moves}
    assert reached == set(State) - {State.SURVEYED}
    assert [state for state, moves in MOVES.items() if not moves] == [State.TRANSFERRED]


def test_the_record_moves_along_with_the_worker(cast: Cast, lins: int) -> None:
    made = register_worker(actor=cast.lin, community=CUIHU, name="林小舟", trade="rider", consents=CONSENTS)
    approve_registration(actor=cast.wu, registration=made.pk)
    drain_all()
    assert selectors.records_in(cast.zhou) == []
    assert [row.person for row in selectors.records_in(cast.wu)] == [lins]


def test_the_best_fitting_organisations_come_first(cast: Cast, lins: int) -> None:
    describe_myself(actor=cast.lin, name="林小舟", trade="courier", company="顺达")
    branch("行业联合支部")
    branch("金海社区支部", JINHAI)
    branch("翠湖快递支部", CUIHU)
    branch("顺达速运支部")
    branch("快递行业党委", JINHAI_STREET, "sector_committee")
    names = [match.name for match in selectors.matches(cast.zhou, lins)]
    assert names == ["顺达速运支部", "快递行业党委", "翠湖快递支部", "金海社区支部", "行业联合支部"]


def test_nearness_is_by_shared_areas() -> None:
    near = {
        area: fit("支部", area, home=JINHAI, trade="", companies=[]).near
        for area in (JINHAI, JINHAI_STREET, DISTRICT, "")
    }
    assert near == {JINHAI: 3, JINHAI_STREET: 2, DISTRICT: 1, "": 0}
    assert fit("支部", CUIHU, home=JINHAI, trade="", companies=[]).near == 1


def test_stages_have_days_in_order_and_materials_of_the_list(cast: Cast, lins: int) -> None:
    today = clock.today()
    reach_stage(
        actor=cast.zhou, person=lins, stage="applicant", reached_on=today - timedelta(90), materials=["application"]
    )
    for stage, day, materials in (
        ("activist", today - timedelta(days=91), []),
        ("activist", today + timedelta(days=1), []),
        ("activist", today, ["application"]),
        ("king", today, []),
    ):
        with pytest.raises(Invalid):
            reach_stage(actor=cast.zhou, person=lins, stage=stage, reached_on=day, materials=materials)
    reach_stage(actor=cast.zhou, person=lins, stage="activist", reached_on=today, materials=["recommendation"])
    stages = {one.stage: one for one in selectors.stages_of(cast.zhou, lins)}
    assert stages["activist"].reached_on == today  # type: ignore[index]
    assert [has for _, _, has in stages["applicant"].materials] == [True, False]  # type: ignore[index]
    given: Any = export_of(cast.lin)["outreach"]
    assert (given["status"], [one["stage"] for one in given["stages"]]) == ("member", ["applicant", "activist"])


def test_nobody_follows_up_their_own(cast: Cast) -> None:
    register_worker(actor=cast.zhou, community=JINHAI, name="周明", trade="other", consents=CONSENTS)
    made = declare_for(cast)
    with pytest.raises(NotAllowed):
        log_contact(actor=again(cast.zhou), person=made, how="call", words="自己")


def declare_for(cast: Cast) -> int:
    waiting = selectors.mine(cast.zhou)
    assert waiting is None
    registration = again(cast.zhou)
    row = person_of(registration)
    approve_registration(actor=SYSTEM, registration=_newest(row))
    return int(declare(actor=again(cast.zhou), status="member", version=1).pk)


def _newest(person: int) -> int:
    with connection.cursor() as cursor:
        cursor.execute("SELECT max(id) FROM people_registration WHERE person_id = %s", [person])
        return int(cursor.fetchone()[0])


def test_the_way_on_pages(cast: Cast, page: Page) -> None:
    phone, office = page(cast.lin), page(cast.zhou)
    assert "/me/outreach/" in phone.get("/me/").content.decode()
    shown = phone.get("/me/outreach/").content.decode()
    assert "不是全国党员管理信息系统" in shown
    assert (
        "请先看过并勾选说明" in phone.post("/me/outreach/declare/", {"status": "member"}, follow=True).content.decode()
    )
    phone.post("/me/outreach/declare/", {"status": "member", "origin": ORIGIN, "consent": "1"})
    path = f"/c/outreach/{cast.lin.person}/"
    text = office.get(path).content.decode()
    assert ("林小舟" in text, ORIGIN in text, "正式党员" in text.split("发展阶段")[0]) == (True, False, False)
    assert ORIGIN in office.post(f"{path}show/origin/", {"reason": "联系原支部"}).content.decode()
    assert office.post(f"{path}show/origin/", {"reason": ""}).status_code == 422
    office.post(f"{path}move/", {"state": "verified", "words": "看过证明"})
    assert office.post(f"{path}move/", {"state": "reported"}).status_code == 422
    office.post(f"{path}contact/", {"how": "visit", "words": "去站点见了面"})
    assert office.post(f"{path}stage/", {"stage": "applicant", "reached_on": "soon"}).status_code == 422
    office.post(f"{path}stage/", {"stage": "applicant", "reached_on": "2026-01-05", "material": ["application"]})
    text = office.get(path).content.decode()
    assert ("去站点见了面" in text, "2026-01-05" in text) == (True, True)
    assert "林小舟" in office.get("/c/outreach/?state=verified").content.decode()
    assert "林小舟" not in office.get("/c/outreach/?state=lost").content.decode()
    assert page(cast.admin).get("/c/outreach/").status_code == 403
    assert page(cast.wu).get(path).status_code == 404
    phone.post("/me/outreach/withdraw/")
    assert office.get(path).status_code == 404


def test_registering_does_not_ask_for_it(cast: Cast, page: Page, api: Any) -> None:
    text = page(newcomer("19900000078")).get(f"/join/{JINHAI}/").content.decode()
    assert "consent_registration" in text
    assert "consent_outreach" not in text
    codes = [one["code"] for one in api().get(f"/api/v1/communities/{JINHAI}").json()["texts"]]
    assert codes == ["registration", "position"]
