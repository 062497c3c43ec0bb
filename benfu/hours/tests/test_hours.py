"""Hours are written down by another, add up, and stay what they are whatever becomes of points."""

from collections.abc import Callable
from datetime import date

import pytest
import time_machine
from django.db import IntegrityError, transaction
from django.test import Client

from benfu.hours import selectors
from benfu.hours.models import Service
from benfu.hours.services import cancel_hours, forget_hours, record_hours
from benfu.people.models import Registration
from benfu.platform.identity.actor import Actor
from benfu.platform.lib.errors import Conflict, Invalid, NotAllowed, NotFound
from tests.cast import Cast, person_of

pytestmark = pytest.mark.django_db
Browser = Callable[..., Client]
TODAY = date(2026, 11, 24)


@pytest.fixture(autouse=True)
def _november() -> object:
    with time_machine.travel("2026-11-24 12:00+08:00", tick=False):
        yield


def registration_of(actor: Actor) -> int:
    return Registration.objects.get(person=actor.person, state="approved").pk


def served(cast: Cast, minutes: int = 120, day: date = TODAY, what: str = "周末清洁") -> Service:
    """Let 周明 write down what 林小舟 did."""
    return record_hours(
        actor=cast.zhou, registration=registration_of(cast.lin), done_on=day, minutes=minutes, what=what
    )


def test_hours_are_written_down_and_read(cast: Cast, page: Browser) -> None:
    zhou, lin = page(cast.zhou), page(cast.lin)
    path = f"/c/hours/new/{registration_of(cast.lin)}/"
    assert path in zhou.get("/c/hours/?q=林").content.decode()
    assert zhou.post(path, {"what": "周末清洁", "done_on": "2026-11-24", "minutes": "90"}).status_code == 302
    assert "周末清洁" in zhou.get("/c/hours/").content.decode()
    assert "1.5 小时" in lin.get("/me/").content.decode()
    mine = lin.get("/me/hours/").content.decode()
    assert "周明记录" in mine
    assert zhou.post(path, {"what": "周末清洁", "done_on": "2026-11-24", "minutes": "90"}).status_code == 422
    zhou.post(f"/c/hours/{Service.objects.get().pk}/cancel/", {"reason": "记错了人"})
    assert "0 小时" in lin.get("/me/").content.decode()
    assert "记错了人" in lin.get("/me/hours/").content.decode()


@pytest.mark.parametrize(
    ("day", "late"), [(TODAY, False), (date(2026, 11, 23), False), (date(2026, 11, 22), True), (date(2026, 1, 1), True)]
)
def test_what_is_written_down_days_later_is_back_filled(cast: Cast, day: date, late: bool) -> None:
    assert served(cast, day=day).back_filled is late


def test_a_day_has_so_many_hours_and_the_same_thing_counts_once(cast: Cast) -> None:
    served(cast, 600)
    with pytest.raises(Conflict, match="已经记过"):
        served(cast, 60)
    with pytest.raises(Invalid, match="16 小时"):
        served(cast, 361, what="送药")
    served(cast, 360, what="送药")
    for minutes in (14, 961):
        with pytest.raises(Invalid):
            served(cast, minutes, day=date(2026, 11, 23))
    with pytest.raises(Invalid, match="今天以后"):
        served(cast, day=date(2026, 11, 25))
    with pytest.raises(Invalid, match="1 到 100"):
        served(cast, what=" ", day=date(2026, 11, 23))
    assert selectors.minutes_of(person_of(cast.lin)) == 960


def test_what_was_cancelled_counts_no_longer_and_can_be_written_down_again(cast: Cast) -> None:
    wrong = served(cast)
    cancel_hours(actor=cast.fang, service=wrong.pk, because="是别人做的")
    with pytest.raises(Conflict):
        cancel_hours(actor=cast.fang, service=wrong.pk, because="再来一次")
    assert selectors.minutes_of(person_of(cast.lin)) == 0
    served(cast, 60)
    assert selectors.minutes_of(person_of(cast.lin), date(2026, 11, 1), date(2026, 11, 30)) == 60
    assert selectors.minutes_of(person_of(cast.lin), date(2026, 12, 1)) == 0


def test_nobody_writes_down_or_cancels_their_own(cast: Cast) -> None:
    made = served(cast)
    with pytest.raises(IntegrityError, match="hours_recorded_by_another"), transaction.atomic():
        Service.objects.filter(pk=made.pk).update(recorded_by=made.person_id)
    for actor in (cast.lin, cast.wu, cast.guan):
        with pytest.raises((NotFound, NotAllowed)):
            record_hours(actor=actor, registration=registration_of(cast.lin), done_on=TODAY, minutes=60, what="自己记")
        with pytest.raises(NotFound):
            cancel_hours(actor=actor, service=made.pk, because="不对")


def test_leaving_for_good_leaves_the_sum_and_no_words(cast: Cast) -> None:
    served(cast)
    served(cast, day=date(2026, 11, 23))
    forget_hours(person_of(cast.lin))
    forget_hours(person_of(cast.lin))
    assert selectors.minutes_of(person_of(cast.lin)) == 240
    assert not Service.objects.filter(what__contains="清洁").exists()
