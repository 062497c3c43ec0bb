"""Hub and worker say who works where; it counts once both do; a worker may have two companies; the hub sees sums only."""

from datetime import timedelta

import pytest
import time_machine

from benfu.platform.identity.services import leave_for_good
from benfu.platform.journal.drain import drain_all
from benfu.platform.lib import clock
from benfu.platform.lib.errors import Conflict, Invalid, NotAllowed, NotFound
from benfu.platform.privacy.expiring import expire
from benfu.platform.privacy.selectors import export_of
from benfu.rosters import selectors
from benfu.rosters.models import RosterPlace
from benfu.rosters.services import Line, answer, approve_hub, bring_in, claim, confirm_month, end_place, register_hub
from benfu.rosters.services.places import lines_of
from tests.cast import Cast, newcomer
from tests.district import JINHAI_STREET

from .conftest import HES, LINS, Hub, new_hub


def test_a_roster_is_brought_in_once_and_mistakes_are_told_by_line(cast: Cast, hub: Hub) -> None:
    lines = list(lines_of(f"林小舟 {LINS}\n何川，{HES.replace(' ', '')}\n\n江一 12345\n 19900000003\n林小舟 {LINS}"))
    done = bring_in(actor=hub.manager, hub=hub.id, lines=lines)
    assert (done.new, done.known, sorted(done.wrong)) == (2, 1, [3, 4])
    again = bring_in(actor=hub.manager, hub=hub.id, lines=lines)
    assert (again.new, again.known) == (0, 3)
    shown = selectors.roster(hub.manager, hub.id)
    assert [(row.name, row.phone, row.state) for row in shown] == [
        ("何川", "199****0002", "invited"),
        ("林小舟", "199****0001", "invited"),
    ]


def test_it_counts_once_the_worker_says_so_too(cast: Cast, hub: Hub) -> None:
    bring_in(actor=hub.manager, hub=hub.id, lines=[Line("林小舟", LINS)])
    mine = selectors.my_places(cast.lin)[0]
    assert (mine.hub_name, mine.waits_for) == ("快送金海站", "worker")
    with pytest.raises(Conflict):
        answer(actor=hub.manager, place=mine.id, yes=True)
    with pytest.raises(NotFound):
        answer(actor=cast.he, place=mine.id, yes=True)
    answer(actor=cast.lin, place=mine.id, yes=True)
    assert selectors.companies_of(cast.lin.account or 0) == ["快送金海站"]
    with pytest.raises(Conflict):
        answer(actor=cast.lin, place=mine.id, yes=False)


def test_a_worker_says_so_first_and_the_hub_confirms_or_not(cast: Cast, hub: Hub) -> None:
    made = claim(actor=cast.lin, hub=hub.id)
    with pytest.raises(Conflict):
        claim(actor=cast.lin, hub=hub.id)
    with pytest.raises(Conflict):
        answer(actor=cast.lin, place=made.pk, yes=True)
    assert selectors.roster(hub.manager, hub.id)[0].waits_for == "hub"
    answer(actor=hub.manager, place=made.pk, yes=False)
    assert [row.state for row in selectors.my_places(cast.lin)] == ["refused"]
    bring_in(actor=hub.manager, hub=hub.id, lines=[Line("林小舟", LINS)])
    assert claim(actor=cast.lin, hub=hub.id).state == "confirmed"


def test_only_registered_workers_claim_and_only_hubs_a_street_has_taken_in(cast: Cast, hub: Hub) -> None:
    with pytest.raises(NotAllowed):
        claim(actor=newcomer("19900000071"), hub=hub.id)
    late = new_hub("顺达金海站", "shun")
    with pytest.raises(NotFound):
        claim(actor=cast.lin, hub=late.id)
    with pytest.raises(Conflict):
        bring_in(actor=late.manager, hub=late.id, lines=[])
    with pytest.raises(Invalid):
        bring_in(actor=hub.manager, hub=hub.id, lines=[Line("林", LINS)] * 2001)


def test_a_worker_has_two_companies_and_leaves_one(cast: Cast, hub: Hub) -> None:
    other = new_hub("顺达金海站", "shun")
    approve_hub(actor=cast.mei, registration=register_hub(actor=other.manager, hub=other.id, street=JINHAI_STREET).pk)
    for one in (hub, other):
        answer(actor=one.manager, place=claim(actor=cast.lin, hub=one.id).pk, yes=True)
    assert selectors.companies_of(cast.lin.account or 0) == ["快送金海站", "顺达金海站"]
    end_place(actor=cast.lin, place=RosterPlace.objects.get(hub=hub.id).pk)
    assert selectors.companies_of(cast.lin.account or 0) == ["顺达金海站"]
    with pytest.raises(Conflict):
        end_place(actor=hub.manager, place=RosterPlace.objects.get(hub=hub.id).pk)


def test_once_a_month_the_hub_says_who_still_works_there(cast: Cast, hub: Hub) -> None:
    for who in (cast.lin, cast.he):
        answer(actor=hub.manager, place=claim(actor=who, hub=hub.id).pk, yes=True)
    hes = RosterPlace.objects.get(name="何川").pk
    with pytest.raises(Invalid):
        confirm_month(actor=hub.manager, hub=hub.id, left=[hes, 10**9])
    done = confirm_month(actor=hub.manager, hub=hub.id, left=[hes])
    assert (done.staying, done.left) == (1, 1)
    with pytest.raises(Conflict):
        confirm_month(actor=hub.manager, hub=hub.id, left=[])
    with time_machine.travel(clock.now() + timedelta(days=32)):
        assert selectors.this_months(hub.id) is None
        assert confirm_month(actor=hub.manager, hub=hub.id, left=[]).staying == 1
    with pytest.raises(NotFound):
        confirm_month(actor=cast.mei, hub=hub.id, left=[])


def test_the_hub_sees_sums_and_none_so_small_that_they_tell_of_somebody(cast: Cast, hub: Hub) -> None:
    for who in (cast.lin, cast.he):
        answer(actor=hub.manager, place=claim(actor=who, hub=hub.id).pk, yes=True)
    assert selectors.sums(hub.manager, hub.id) == selectors.Sums(2, 0, None)
    answer(actor=hub.manager, place=claim(actor=cast.tang, hub=hub.id).pk, yes=True)
    assert selectors.sums(hub.manager, hub.id) == selectors.Sums(3, 0, 3)


def test_leaving_for_good_and_time_take_people_off_rosters(cast: Cast, hub: Hub) -> None:
    made = claim(actor=cast.lin, hub=hub.id)
    assert export_of(cast.lin)["rosters"] == [
        {"hub": "快送金海站", "name": "林小舟", "state": "claimed", "from": made.began_at, "to": None}
    ]
    leave_for_good(actor=cast.lin)
    drain_all()
    assert not RosterPlace.objects.filter(pk=made.pk).exists()
    end_place(actor=cast.he, place=claim(actor=cast.he, hub=hub.id).pk)
    with time_machine.travel(clock.now() + timedelta(days=366)):
        assert expire()["rosters.RosterPlace.name"] == 1
    assert not RosterPlace.objects.exists()
