"""Each move: who may make it from which state, what it needs, what it changes and tells."""

from collections.abc import Callable
from typing import Any

import pytest

from benfu.cases import selectors, services
from benfu.cases.models import Case
from benfu.cases.workflow import MOVES, Move, Side, State
from benfu.organisations.selectors import office_of
from benfu.organisations.services import ensure_offices
from benfu.people.services import appoint
from benfu.platform.identity.actor import SYSTEM
from benfu.platform.identity.roles import Role
from benfu.platform.journal.selectors import facts_of
from benfu.platform.lib.errors import Conflict, Invalid, NotAllowed, NotFound, Problem
from tests.cast import Cast, again, person_of
from tests.district import JINHAI

from .acts import IN_STATE, SENTENCE, department_of, dispatched, filed, handled, handling, photo, report, returned


def make(town: Cast, move: Move, actor: Any, case: int) -> Any:
    """Make a move with all that it needs."""
    calls: dict[Move, Callable[[], Any]] = {
        Move.FILE: lambda: services.file_case(actor=actor, case=case),
        Move.DECLINE: lambda: services.decline_case(actor=actor, case=case, reason="duplicate", words=SENTENCE),
        Move.DISPATCH: lambda: services.dispatch_case(actor=actor, case=case, department=department_of(town)),
        Move.ACCEPT: lambda: services.accept_case(actor=actor, case=case),
        Move.HAND_BACK: lambda: services.hand_back_case(actor=actor, case=case, reason="not_our_duty", words=SENTENCE),
        Move.FINISH: lambda: services.finish_case(actor=actor, case=case, photos=[photo(77)]),
        Move.SEND_BACK: lambda: services.send_back_case(actor=actor, case=case, reason="not_mended", words=SENTENCE),
        Move.VERIFY: lambda: services.verify_case(actor=actor, case=case),
    }
    return calls[move]()


def facts(case: int) -> list[str]:
    return [fact.kind for fact in facts_of(f"case:{case}")]


@pytest.mark.parametrize("state", State)
def test_the_table_of_moves_is_what_the_services_do(town: Cast, state: State) -> None:
    case = IN_STATE[state](town)
    for move, rule in MOVES.items():
        actor = town.zhou if rule.side is Side.COMMUNITY else town.li
        if state in rule.origin:
            assert make(town, move, actor, IN_STATE[state](town).pk).state == rule.to
        else:
            with pytest.raises((Conflict, NotFound)):
                make(town, move, actor, case.pk)
    assert Case.objects.get(pk=case.pk).version == case.version


@pytest.mark.parametrize("move", Move)
def test_nobody_else_makes_a_move(town: Cast, move: Move) -> None:
    strangers = {Side.COMMUNITY: ("lin", "li", "guan", "gu", "wu"), Side.HANDLER: ("lin", "zhou", "guan", "gu", "wu")}
    for state in sorted(MOVES[move].origin):
        case = IN_STATE[state](town)
        for who in strangers[MOVES[move].side]:
            with pytest.raises((NotAllowed, NotFound)):
                make(town, move, getattr(town, who), case.pk)
        assert Case.objects.get(pk=case.pk).version == case.version


def test_the_communitys_side_files(town: Cast) -> None:
    for actor in (town.zhou, town.fang, town.mei, town.admin):
        assert services.file_case(actor=actor, case=report(town.lin).case).state == "filed"


def test_a_grid_leader_files_in_their_grid(town: Cast) -> None:
    appoint(actor=SYSTEM, person=person_of(town.guan), role=Role.GRID_LEADER, area=f"{JINHAI}003")
    assert services.file_case(actor=again(town.guan), case=report(town.lin).case).state == "filed"


def test_filing_may_correct_the_category(town: Cast) -> None:
    case = services.file_case(actor=town.zhou, case=report(town.lin).case, category="road_damage")
    assert (case.category_id, case.answered_at is not None) == ("road_damage", True)
    with pytest.raises(Invalid):
        services.file_case(actor=town.zhou, case=report(town.he).case, category="volcano")


LACKING = [("", SENTENCE, "reason"), ("nonsense", SENTENCE, "reason"), ("ok", " ", "words")]


@pytest.mark.parametrize("move", [Move.DECLINE, Move.HAND_BACK, Move.SEND_BACK])
def test_a_refusal_needs_a_reason_and_a_sentence(town: Cast, move: Move) -> None:
    state, service, actor, good = {
        Move.DECLINE: ("reported", services.decline_case, town.zhou, "duplicate"),
        Move.HAND_BACK: ("handling", services.hand_back_case, town.li, "wrong_place"),
        Move.SEND_BACK: ("handled", services.send_back_case, town.zhou, "photo_unclear"),
    }[move]
    case = IN_STATE[state](town)
    for reason, words, missing in LACKING:
        with pytest.raises(Invalid) as refused:
            service(actor=actor, case=case.pk, reason=good if reason == "ok" else reason, words=words)
        assert set(refused.value.fields) == {missing}


def test_a_note_is_not_endless(town: Cast) -> None:
    with pytest.raises(Invalid, match="500"):
        services.file_case(actor=town.zhou, case=report(town.lin).case, words="长" * 501)


@pytest.mark.parametrize("both", [{}, {"department": 1, "handler": 1}])
def test_a_case_goes_to_one_side(town: Cast, both: dict[str, Any]) -> None:
    with pytest.raises(Invalid, match="部门"):
        services.dispatch_case(actor=town.zhou, case=filed(town).pk, **both)


def test_a_case_goes_only_to_who_serves_its_area(town: Cast) -> None:
    case = filed(town).pk
    with pytest.raises(Invalid, match="部门不负责"):
        services.dispatch_case(actor=town.zhou, case=case, department=999_999)
    with pytest.raises(Invalid, match="网格员不负责"):
        services.dispatch_case(actor=town.zhou, case=case, handler=person_of(town.he))


def test_a_grid_member_mends_what_is_given_to_them(town: Cast) -> None:
    case = services.dispatch_case(actor=town.zhou, case=filed(town).pk, handler=person_of(town.guan))
    with pytest.raises(NotFound):
        services.accept_case(actor=town.li, case=case.pk)
    with pytest.raises(NotAllowed):
        services.accept_case(actor=town.tang, case=case.pk)
    services.accept_case(actor=town.guan, case=case.pk)
    assert services.finish_case(actor=town.guan, case=case.pk, photos=[photo()]).state == "handled"


def test_a_communitys_own_office_mends_and_a_colleague_checks(town: Cast) -> None:
    ensure_offices(actor=SYSTEM)
    office = office_of(JINHAI)
    assert office is not None
    case = services.dispatch_case(actor=town.zhou, case=filed(town).pk, department=office.pk)
    assert [row.case.pk for row in selectors.cases_in(town.fang, tab="mine").rows] == [case.pk]
    for stranger in (town.wu, town.mei, town.li):
        with pytest.raises((NotAllowed, NotFound)):
            services.accept_case(actor=stranger, case=case.pk)
    services.accept_case(actor=town.fang, case=case.pk)
    services.finish_case(actor=town.fang, case=case.pk, photos=[photo()])
    with pytest.raises(NotAllowed, match="您自己处置"):
        services.verify_case(actor=town.fang, case=case.pk)
    assert services.verify_case(actor=town.zhou, case=case.pk).state == "closed"


def test_confirming_and_dispatching_in_one_go_is_both_or_neither(town: Cast) -> None:
    case = report(town.lin).case
    with pytest.raises(Invalid):
        services.file_and_dispatch(actor=town.zhou, case=case, department=999_999, version=0)
    assert Case.objects.get(pk=case).state == "reported"
    assert facts(case) == ["CaseReported"]
    done = services.file_and_dispatch(actor=town.zhou, case=case, department=department_of(town), version=0)
    assert (done.state, done.version) == ("dispatched", 2)
    assert facts(case) == ["CaseReported", "CaseFiled", "CaseDispatched"]


def test_handing_back_takes_it_from_the_departments_sight(town: Cast) -> None:
    case = returned(town)
    assert (case.department_id, case.handler_id) == (None, None)
    with pytest.raises(NotFound):
        selectors.case_for(town.li, case.pk)
    assert services.dispatch_case(actor=town.zhou, case=case.pk, handler=person_of(town.guan)).state == "dispatched"


def test_finishing_needs_a_photo(town: Cast) -> None:
    case = handling(town)
    with pytest.raises(Invalid, match="照片") as refused:
        services.finish_case(actor=town.li, case=case.pk)
    assert set(refused.value.fields) == {"photo"}


def test_work_sent_back_needs_a_new_photo(town: Cast) -> None:
    case = handled(town)
    services.send_back_case(actor=town.zhou, case=case.pk, reason="not_mended", words=SENTENCE)
    with pytest.raises(Invalid, match="照片"):
        services.finish_case(actor=town.li, case=case.pk)
    again_done = services.finish_case(actor=town.li, case=case.pk, photos=[photo(50)])
    assert (again_done.state, again_done.sent_back) == ("handled", 1)


def test_at_most_three_photos_of_the_result(town: Cast) -> None:
    case = handling(town)
    with pytest.raises(Invalid, match="3 张"):
        services.finish_case(actor=town.li, case=case.pk, photos=[photo(n) for n in range(4)])


def test_a_photo_sent_ahead_counts_and_sent_twice_counts_once(town: Cast) -> None:
    case, one = handling(town), photo()
    for _ in range(2):
        one.stream.seek(0)  # type: ignore[attr-defined]
        services.add_after_photo(actor=town.li, case=case.pk, file_id=one.file_id, stream=one.stream)
    assert services.finish_case(actor=town.li, case=case.pk).state == "handled"


def test_a_photo_of_the_result_is_not_taken_from_others(town: Cast) -> None:
    case, one = handling(town), photo()
    for actor, error in ((town.zhou, NotAllowed), (town.lin, NotAllowed), (town.wu, NotFound)):
        with pytest.raises(error):
            services.add_after_photo(actor=actor, case=case.pk, file_id=one.file_id, stream=one.stream)


def test_the_one_who_handled_does_not_verify(town: Cast) -> None:
    appoint(actor=SYSTEM, person=person_of(town.fang), role=Role.GRID_MEMBER, area=JINHAI)
    fang = again(town.fang)
    case = services.dispatch_case(actor=town.zhou, case=filed(town).pk, handler=person_of(fang))
    services.accept_case(actor=fang, case=case.pk)
    services.finish_case(actor=fang, case=case.pk, photos=[photo()])
    for move in (Move.VERIFY, Move.SEND_BACK):
        with pytest.raises(NotAllowed, match="您自己处置"):
            make(town, move, fang, case.pk)
    assert services.verify_case(actor=town.zhou, case=case.pk).state == "closed"


def test_whoever_handled_before_a_send_back_does_not_verify_later(town: Cast) -> None:
    appoint(actor=SYSTEM, person=person_of(town.fang), role=Role.GRID_MEMBER, area=JINHAI)
    fang = again(town.fang)
    case = services.dispatch_case(actor=town.zhou, case=filed(town).pk, handler=person_of(fang)).pk
    services.accept_case(actor=fang, case=case)
    services.finish_case(actor=fang, case=case, photos=[photo(1)])
    services.send_back_case(actor=town.zhou, case=case, reason="not_mended", words=SENTENCE)
    services.hand_back_case(actor=fang, case=case, reason="needs_others", words=SENTENCE)
    services.dispatch_case(actor=town.zhou, case=case, department=department_of(town))
    services.accept_case(actor=town.li, case=case)
    services.finish_case(actor=town.li, case=case, photos=[photo(2)])
    with pytest.raises(NotAllowed, match="您自己处置"):
        services.verify_case(actor=fang, case=case)


@pytest.mark.parametrize("move", [Move.FILE, Move.DECLINE])
def test_nobody_decides_on_their_own_report(town: Cast, move: Move) -> None:
    case = report(town.zhou).case
    with pytest.raises(NotAllowed, match="您自己上报"):
        make(town, move, town.zhou, case)
    assert make(town, move, town.fang, case).state == MOVES[move].to


def test_nobody_verifies_their_own_report_not_even_a_joined_one(town: Cast) -> None:
    case = handled(town)
    services.join_case(actor=town.zhou, case=case.pk, report=photo().file_id, lon=case.lonlat[0], lat=case.lonlat[1])
    with pytest.raises(NotAllowed, match="您自己上报"):
        services.verify_case(actor=town.zhou, case=case.pk)
    assert services.verify_case(actor=town.fang, case=case.pk).state == "closed"


def test_closing_tells_all_that_rewards_need(town: Cast) -> None:
    case = handled(town)
    second = services.join_case(
        actor=town.he, case=case.pk, report=photo().file_id, lon=case.lonlat[0], lat=case.lonlat[1]
    )
    services.verify_case(actor=town.zhou, case=case.pk, words="谢谢两位！")
    told = facts_of(f"case:{case.pk}", ["CaseClosed"]).get().data
    first = selectors.reporters_of(case.pk)[0]
    assert told == {
        "case": case.pk,
        "by": town.zhou.person,
        "category": "manhole",
        "severity": 3,
        "verifier": town.zhou.account,
        "reports": [
            {
                "report": str(first.pk),
                "person": town.lin.person,
                "first": True,
                "reported_on": first.reported_on.isoformat(),
            },
            {
                "report": str(second.report),
                "person": town.he.person,
                "first": False,
                "reported_on": first.reported_on.isoformat(),
            },
        ],
    }


def test_the_system_itself_closes_nothing(town: Cast) -> None:
    with pytest.raises(Problem):
        services.verify_case(actor=SYSTEM, case=handled(town).pk)


def test_dispatching_again_before_it_is_accepted_passes_it_on(town: Cast) -> None:
    case = dispatched(town)
    moved = services.dispatch_case(actor=town.zhou, case=case.pk, handler=person_of(town.guan))
    assert (moved.department_id, moved.handler_id, moved.due_at) == (None, town.guan.person, case.due_at)
    with pytest.raises(NotFound):
        selectors.case_for(town.li, case.pk)
