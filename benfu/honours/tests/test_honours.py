"""One proposes, another reviews, and nobody is told unless the person wishes it, for as long as they wish it."""

from collections.abc import Callable
from datetime import date

import pytest
from django.db import IntegrityError, transaction
from django.test import Client

from benfu.honours import selectors
from benfu.honours.models import Honour
from benfu.honours.services import (
    forget_honours,
    keep_honour,
    propose_honour,
    review_honour,
    tell_honour,
    withdraw_honour,
)
from benfu.honours.workflow import MOVES, Kind, Move, Side, State, after
from benfu.people.models import Registration
from benfu.platform.identity.actor import Actor
from benfu.platform.journal.selectors import facts_of
from benfu.platform.lib.errors import Conflict, Invalid, NotAllowed, NotFound
from tests.cast import Cast, person_of

pytestmark = pytest.mark.django_db
Browser = Callable[..., Client]
DEED = "冲进巷子里扶起摔倒的老人，一直等到救护车来。"
DAY = date(2026, 11, 1)


def registration_of(actor: Actor) -> int:
    return Registration.objects.get(person=actor.person, state="approved").pk


def proposed(cast: Cast) -> Honour:
    """Let 周明 propose 林小舟."""
    return propose_honour(
        actor=cast.zhou, registration=registration_of(cast.lin), kind=Kind.BRAVERY_RECORD, done_on=DAY, words=DEED
    )


def awarded(cast: Cast) -> Honour:
    """Let 梅岚 agree."""
    return review_honour(actor=cast.mei, honour=proposed(cast).pk, agrees=True, words="现场视频核实。")


def test_from_the_proposal_to_the_public_roll_and_back(cast: Cast, page: Browser) -> None:
    zhou, mei, lin = page(cast.zhou), page(cast.mei), page(cast.lin)
    path = f"/c/honours/new/{registration_of(cast.lin)}/"
    assert path in zhou.get("/c/honours/new/?q=林").content.decode()
    given = {
        "registration": registration_of(cast.lin),
        "kind": "bravery_record",
        "done_on": "2026-11-01",
        "words": DEED,
    }
    assert zhou.post(path, given).status_code == 302
    honour = Honour.objects.get()
    assert "林小舟" in mei.get("/c/honours/?waiting=1").content.decode()
    assert "我的荣誉" not in lin.get("/me/").content.decode(), "a proposal is no promise"
    mei.post(f"/c/honours/{honour.pk}/", {"agrees": "yes", "words": "现场视频核实。"})
    assert DEED not in page().get("/honours/").content.decode()
    assert "/me/honours/" in lin.get("/me/").content.decode()
    assert DEED in lin.get("/me/honours/").content.decode()

    lin.post(f"/me/honours/{honour.pk}/", {"choice": "family"})
    told = page().get("/honours/").content.decode()
    assert DEED in told
    assert "林师傅" in told
    assert "林小舟" not in told
    lin.post(f"/me/honours/{honour.pk}/", {"choice": "keep"})
    assert DEED not in page().get("/honours/").content.decode()
    lin.post(f"/me/honours/{honour.pk}/", {"choice": "named"})
    assert "林小舟" in page().get("/honours/").content.decode()
    lin.post(f"/me/honours/{honour.pk}/", {"choice": "withdraw"})
    assert DEED not in page().get("/honours/").content.decode()
    assert lin.post(f"/me/honours/{honour.pk}/", {"choice": "named"}).status_code == 409
    assert [fact.kind for fact in facts_of(f"honour:{honour.pk}")] == [
        "HonourProposed",
        "HonourAwarded",
        "HonourPublished",
        "HonourHidden",
        "HonourPublished",
        "HonourHidden",
    ]


def test_the_first_pair_of_eyes_is_not_the_second(cast: Cast) -> None:
    mine = propose_honour(
        actor=cast.mei,
        registration=registration_of(cast.he),
        kind=Kind.ACTIVE_STAR,
        done_on=DAY,
        words="天天清理楼道。",
    )
    for actor in (cast.mei, cast.zhou):
        with pytest.raises(NotAllowed, match="没有参与推荐"):
            review_honour(actor=actor, honour=mine.pk, agrees=True, words="同意。")
    assert [selectors.waiting_count(one) for one in (cast.mei, cast.admin, cast.zhou)] == [0, 1, 0]
    review_honour(actor=cast.admin, honour=mine.pk, agrees=False, words="材料不全。")
    with pytest.raises(Conflict):
        review_honour(actor=cast.admin, honour=mine.pk, agrees=True, words="同意。")
    assert selectors.my_honours(cast.he) == []


@pytest.mark.parametrize(
    ("values", "law"),
    [
        ({"state": "published"}, "honours_told_only_with_consent"),
        ({"reviewed_by": "proposer"}, "honours_reviewed_by_another"),
        ({"proposed_by": "person"}, "honours_nobody_proposes_themselves"),
        ({"reviewed_at": None}, "honours_reviewed_whole"),
    ],
)
def test_the_database_keeps_the_laws(cast: Cast, values: dict[str, object], law: str) -> None:
    honour = awarded(cast)
    people = {"proposer": cast.zhou.person, "person": cast.lin.person}
    with pytest.raises(IntegrityError, match=law), transaction.atomic():
        Honour.objects.filter(pk=honour.pk).update(**{name: people.get(str(one), one) for name, one in values.items()})


def test_only_the_person_decides_who_is_told(cast: Cast, page: Browser) -> None:
    honour = awarded(cast)
    for actor in (cast.he, cast.zhou, cast.mei):
        with pytest.raises(NotFound):
            tell_honour(actor=actor, honour=honour.pk, named=True)
        with pytest.raises(NotFound):
            keep_honour(actor=actor, honour=honour.pk)
    with pytest.raises(NotAllowed):
        withdraw_honour(actor=cast.zhou, honour=honour.pk)
    assert withdraw_honour(actor=cast.mei, honour=honour.pk).state == State.WITHDRAWN


def test_who_may_propose_whom(cast: Cast, page: Browser) -> None:
    worker = registration_of(cast.lin)

    def propose(actor: Actor, words: str = "好。", day: date = DAY) -> Honour:
        return propose_honour(actor=actor, registration=worker, kind=Kind.ACTIVE_STAR, done_on=day, words=words)

    for actor in (cast.wu, cast.guan, cast.lin):
        with pytest.raises(NotFound):
            propose(actor)
    with pytest.raises(Invalid, match="1 到 300"):
        propose(cast.zhou, words=" ")
    with pytest.raises(Invalid, match="今天以后"):
        propose(cast.zhou, day=date(2999, 1, 1))
    assert page(cast.gu).get("/c/honours/").status_code in {302, 403}
    assert page(cast.wu).get(f"/c/honours/{proposed(cast).pk}/").status_code == 404


def test_leaving_for_good_takes_the_name_off_the_roll(cast: Cast, page: Browser) -> None:
    tell_honour(actor=cast.lin, honour=awarded(cast).pk, named=True)
    forget_honours(person_of(cast.lin))
    forget_honours(person_of(cast.lin))
    assert DEED not in page().get("/honours/").content.decode()
    assert Honour.objects.get().words == "—"


def test_the_table_of_moves_leaves_nobody_where_they_may_not_be() -> None:
    for move, rule in MOVES.items():
        for state in State:
            for side in Side:
                allowed = state in rule.origin and side in rule.sides
                assert (after(state, move, side) == rule.to) if allowed else (after(state, move, side) is None)
    assert all(after(State.WITHDRAWN, move, side) is None for move in Move for side in Side)
