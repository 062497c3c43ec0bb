"""Nobody is paid for what they verified themselves, under whatever account."""

import pytest

from benfu.fairness.models import Suspicion
from benfu.fairness.services import look, review
from benfu.people.services import add_staff
from benfu.platform.identity.actor import SYSTEM, actor_of
from benfu.platform.identity.roles import Role
from benfu.points.rules import Reason
from tests.cast import JINHAI, Cast, person_of, staff

from .told import Told, broken, close, has, published

pytestmark = pytest.mark.django_db


def test_a_staff_account_of_the_same_person_is_the_same_person(cast: Cast) -> None:
    published()
    slip = add_staff(
        actor=SYSTEM, login="lin-at-work", role=Role.COMMUNITY_WORKER, area=JINHAI, person=person_of(cast.lin)
    )
    [decision] = close([Told(cast.lin)], by=actor_of(slip.account))
    assert (decision.granted, decision.reason) == (0, Reason.OWN_VERIFICATION)
    assert has(cast.lin) == 0


def test_two_accounts_of_one_human_being_are_paid_no_longer_once_a_person_has_found_it(cast: Cast) -> None:
    published()
    second = staff("lin-2", "林小舟", Role.COMMUNITY_WORKER, JINHAI)
    [before] = close([Told(cast.lin)], by=second)
    look(actor=SYSTEM)
    sign = Suspicion.objects.get(kind="same_name")
    assert set(sign.persons) == {cast.lin.person, second.person}
    [meanwhile] = close([Told(cast.lin)], by=second)
    assert (before.granted, meanwhile.granted) == (10, 10), "noticed is not judged"
    review(actor=cast.admin, suspicion=sign.pk, harmless=False, words="查过身份，是同一个人。")
    [after] = close([Told(cast.lin)], by=second)
    assert (after.granted, after.reason) == (0, Reason.OWN_VERIFICATION)
    [others] = close([Told(cast.he)], by=second)
    assert others.granted == 10
    assert has(cast.lin) == 20
    assert broken() == []
