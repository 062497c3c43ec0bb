"""Who is told what, once, in words of their language, and nobody else."""

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from django.test import Client
from django.utils import translation

from benfu.cases.tests import acts
from benfu.notices import selectors, services
from benfu.notices.models import Notice
from benfu.notices.reactions import AUDIENCES, tell_whom_it_concerns
from benfu.notices.words import WORDS
from benfu.platform.identity.actor import Actor
from benfu.platform.journal.drain import drain_all
from benfu.platform.journal.models import Fact
from benfu.platform.lib import clock
from benfu.recruitment.services import appoint_one, remind, resign
from tests.cast import Cast, account_of, person_of
from tests.district import JINHAI

Page = Callable[..., Client]


def titles(actor: Actor) -> list[str]:
    return [one.title for one in selectors.inbox(actor).rows]


def test_a_reporter_hears_that_the_case_was_filed_closed_and_paid(town: Cast) -> None:
    case = acts.closed(town)
    drain_all()
    assert titles(town.lin) == ["积分到账", "已办结", "已受理"]
    closed = selectors.inbox(town.lin).rows[1]
    assert case.number in closed.body
    assert closed.url == f"/r/{case.pk}/"


def test_the_department_hears_of_the_dispatch_and_the_community_of_the_mended_case(town: Cast) -> None:
    acts.handled(town)
    drain_all()
    assert "新派单" in titles(town.li)
    assert "待核查" in titles(town.zhou)
    assert "待核查" in titles(town.fang)


def test_who_stands_elsewhere_hears_nothing(town: Cast) -> None:
    acts.closed(town)
    acts.returned(town)
    drain_all()
    assert titles(town.wu) == []
    assert titles(town.he) == []


def test_a_fact_told_twice_is_one_notice(town: Cast) -> None:
    acts.filed(town)
    drain_all()
    fact = Fact.objects.get(kind="CaseFiled")
    tell_whom_it_concerns(fact)
    assert Notice.objects.filter(fact=fact.pk, account=account_of(town.lin)).count() == 1


def test_every_kind_that_is_told_has_words(town: Cast) -> None:
    assert {event.__name__ for event in AUDIENCES} == set(WORDS)


def test_the_words_follow_the_readers_language(town: Cast) -> None:
    acts.filed(town)
    drain_all()
    with translation.override("en"):
        assert titles(town.lin) == ["Confirmed"]


def test_reading_clears_the_bell_and_only_ones_own(town: Cast, page: Page) -> None:
    acts.filed(town)
    acts.handled(town)
    drain_all()
    before = selectors.unread_count(town.li)
    lin = page(town.lin)
    shown = lin.get("/msg/")
    assert "已受理" in shown.content.decode()
    answer = lin.post("/msg/read/", {"up_to": shown.context["latest"]})
    assert answer.status_code == 302
    assert selectors.unread_count(town.lin) == 0
    assert selectors.unread_count(town.li) == before > 0


def test_an_empty_inbox_says_so_and_a_stranger_is_sent_to_sign_in(town: Cast, page: Page) -> None:
    assert "没有新消息" in page(town.he).get("/msg/").content.decode()
    assert page().get("/msg/").status_code == 302


def test_the_staff_read_theirs_in_the_console(town: Cast, page: Page) -> None:
    acts.handled(town)
    drain_all()
    assert "待核查" in page(town.zhou).get("/c/msg/").content.decode()


def test_the_inbox_through_the_api_has_pages(town: Cast, api: Callable[[Actor], Any]) -> None:
    acts.filed(town)
    drain_all()
    answer = api(town.lin).get("/api/v1/notices").json()
    assert answer["unread"] == 1
    assert answer["rows"][0]["title"] == "已受理"
    assert api(town.lin).post("/api/v1/notices/read", {"up_to": answer["rows"][0]["id"]}).status_code == 204
    assert api(town.lin).get("/api/v1/notices").json()["unread"] == 0


def test_a_long_inbox_is_cut_into_pages(town: Cast) -> None:
    fact = Fact.objects.order_by("-id").first()
    assert fact is not None
    Notice.objects.bulk_create(
        Notice(
            account_id=account_of(town.he),
            fact=number,
            kind="RegistrationApproved",
            subject="person:1",
            happened_at=fact.happened_at,
        )
        for number in range(25)
    )
    first = selectors.inbox(town.he)
    second = selectors.inbox(town.he, first.next)
    assert (len(first.rows), len(second.rows), second.next) == (20, 5, "")


def test_an_erased_account_leaves_no_notices(town: Cast) -> None:
    acts.filed(town)
    drain_all()
    services.forget(account=account_of(town.lin))
    assert titles(town.lin) == []


def test_a_term_that_ends_is_told_to_holder_and_community(town: Cast) -> None:
    last = clock.today() + timedelta(days=20)
    made = appoint_one(actor=town.zhou, person=person_of(town.lin), post="notice_carrier", area=JINHAI, ends_on=last)
    remind(today=clock.today())
    resign(actor=town.lin, appointment=made.pk)
    drain_all()
    assert titles(town.lin) == ["任期快到", "聘任"]
    assert titles(town.zhou) == ["聘任结束", "任期快到"]
