"""Who sees what: a case outside one's work does not exist, and reporters are known to the community's staff only."""

from collections.abc import Callable
from typing import Any

import pytest

from benfu.cases import selectors, services
from benfu.platform.files import guards
from benfu.platform.identity.actor import NOBODY
from benfu.platform.lib.errors import NotFound
from tests.cast import Cast, person_of

from .acts import IN_STATE, closed, dispatched, filed, handling, join, photo, report

Api = Callable[..., Any]
Page = Callable[..., Any]
REPORTERS = ("林小舟", "何川")
STAFF_PAGES = ("/c/cases/{}/", "/c/cases/{}/preview/")
API_PATHS = ("/api/v1/cases/{}", "/api/v1/cases/{}/timeline")


def text(answer: Any) -> str:
    return str(answer.content.decode())


def test_another_communitys_case_does_not_exist(town: Cast, api: Api, page: Page) -> None:
    case = handling(town).pk
    pages, calls = page(town.wu), api(town.wu)
    answers = [pages.get(path.format(case)) for path in STAFF_PAGES]
    answers += [calls.get(path.format(case)) for path in API_PATHS]
    answers += [pages.post(f"/c/cases/{case}/verify/", {"version": 3}), calls.post(f"/api/v1/cases/{case}/verify", {})]
    assert {answer.status_code for answer in answers} == {404}
    absent = [pages.get("/c/cases/999999/"), calls.get("/api/v1/cases/999999")]
    assert {answer.status_code for answer in absent} == {404}
    assert calls.get(f"/api/v1/cases/{case}").json() == calls.get("/api/v1/cases/999999").json()
    assert "井盖破损" not in text(pages.get("/c/cases/?tab=all")).partition("case-list")[2]
    assert calls.get("/api/v1/cases", {"tab": "all"}).json()["cases"] == []


def test_impossible_ids_are_not_found_either(town: Cast, api: Api, page: Page) -> None:
    for odd in ("0", "9" * 18, "2026-000001", "1999-1"):
        assert page(town.zhou).get(f"/c/cases/{odd}/").status_code == 404
    assert api(town.zhou).get(f"/api/v1/cases/{2**70}").status_code == 404
    assert page(town.lin).get("/r/2026-999999/").status_code == 404


def test_nobody_gets_in(town: Cast, api: Api, page: Page) -> None:
    case = report(town.lin).case
    for path in ("/c/cases/", f"/c/cases/{case}/", "/c/cases/export/", "/r/", f"/r/{case}/"):
        assert page().get(path).status_code == 302
    for path in ("/api/v1/cases", f"/api/v1/cases/{case}", "/api/v1/reports", "/api/v1/categories"):
        assert api().get(path).status_code == 401
    assert page(town.lin).get("/c/cases/").status_code in {302, 403}


def test_a_department_sees_only_what_was_given_to_it(town: Cast, api: Api) -> None:
    others, ours = filed(town), dispatched(town)
    seen = {one["case"] for one in api(town.li).get("/api/v1/cases", {"tab": "all"}).json()["cases"]}
    assert seen == {ours.pk}
    with pytest.raises(NotFound):
        selectors.case_for(town.li, others.pk)


def test_a_part_time_member_sees_what_was_given_to_them_only(town: Cast) -> None:
    given = services.dispatch_case(actor=town.zhou, case=filed(town).pk, handler=person_of(town.tang))
    other = report(town.he).case
    assert selectors.case_for(town.tang, given.pk).pk == given.pk
    assert selectors.case_for(town.tang, other).pk == other  # grid member of the whole community
    with pytest.raises(NotFound):
        selectors.case_for(town.lin, other)


def test_reporters_are_known_to_the_communitys_staff_only(town: Cast, api: Api, page: Page) -> None:
    case = dispatched(town).pk
    join(town.he, case)
    for who in (town.zhou, town.mei, town.admin):
        for path in STAFF_PAGES:
            assert REPORTERS[0] in text(page(who).get(path.format(case)))
    for who in (town.li, town.guan):
        for path in (*STAFF_PAGES, "/c/cases/?tab=all"):
            shown = text(page(who).get(path.format(case)))
            assert not any(name in shown for name in REPORTERS), (who.name, path)
        for path in (*API_PATHS, "/api/v1/cases?tab=all"):
            shown = text(api(who).get(path.format(case)))
            assert not any(name in shown for name in REPORTERS), (who.name, path)


def test_one_reporter_does_not_learn_of_another(town: Cast, api: Api, page: Page) -> None:
    case = closed(town).pk
    second = dispatched(town)
    join(town.he, second.pk, words="何川说的话")
    services.add_words(actor=town.he, report=selectors.my_reports(town.he).rows[0].report.pk, words="何川又说")
    shown = text(page(town.lin).get(f"/r/{second.pk}/")) + text(api(town.lin).get(f"/api/v1/cases/{second.pk}"))
    shown += text(api(town.lin).get(f"/api/v1/cases/{second.pk}/timeline"))
    assert not any(words in shown for words in ("何川", "何川说的话", "又说", "又有人上报"))
    assert page(town.he).get(f"/r/{case}/").status_code == 404


def test_offices_talk_is_not_shown_to_reporters(town: Cast, api: Api, page: Page) -> None:
    case = filed(town).pk
    services.dispatch_case(
        actor=town.zhou, case=case, department=int(town.department.split(":")[1]), words="内部：先安抚"
    )
    services.hand_back_case(actor=town.li, case=case, reason="not_our_duty", words="内部：归园林所")
    for shown in (page(town.lin).get(f"/r/{case}/"), api(town.lin).get(f"/api/v1/cases/{case}/timeline")):
        assert "内部" not in text(shown)
    assert "内部：归园林所" in text(page(town.zhou).get(f"/c/cases/{case}/"))


def test_photos_are_seen_by_who_works_on_it_and_by_who_took_them(town: Cast) -> None:
    case = dispatched(town)
    first = selectors.reporters_of(case.pk)[0]
    services.add_photo(actor=town.lin, report=first.pk, file_id=photo().file_id, stream=photo().stream)
    join(town.he, case.pk)
    subject = f"report:{first.pk}"
    may = {
        name: guards.may_see(getattr(town, name), subject) for name in ("lin", "he", "zhou", "li", "guan", "wu", "gu")
    }
    assert may == {"lin": True, "he": False, "zhou": True, "li": True, "guan": True, "wu": False, "gu": False}
    full = {name: guards.may_see(getattr(town, name), subject, original=True) for name in ("lin", "zhou", "li")}
    assert full == {"lin": False, "zhou": True, "li": True}
    assert not guards.may_see(NOBODY, subject)
    assert not guards.may_see(town.zhou, "report:not-a-uuid")


def test_photos_of_the_result_are_seen_by_everybody_who_sees_the_case(town: Cast) -> None:
    subject = f"case:{closed(town).pk}"
    may = {name: guards.may_see(getattr(town, name), subject) for name in ("lin", "he", "zhou", "li", "wu")}
    assert may == {"lin": True, "he": False, "zhou": True, "li": True, "wu": False}
    assert not guards.may_see(town.zhou, "case:x")
    assert guards.may_see(town.li, subject, original=True)
    assert not guards.may_see(town.lin, subject, original=True)


@pytest.mark.parametrize("state", list(IN_STATE))
def test_every_state_can_be_looked_at_by_everybody_concerned(town: Cast, page: Page, state: str) -> None:
    case = IN_STATE[state](town).pk
    assert page(town.zhou).get(f"/c/cases/{case}/").status_code == 200
    assert page(town.lin).get(f"/r/{case}/").status_code == 200
    assert page(town.fang).get(f"/c/cases/{case}/preview/").status_code == 200
