"""Refusals: one renderer, a page for people, problem+json for programs, a note for htmx."""

import json
from collections.abc import Callable
from typing import Any

import pytest
from django.http import Http404, HttpRequest, HttpResponse
from django.test import Client, RequestFactory

from benfu.platform.identity.actor import NOBODY
from benfu.platform.lib.errors import Conflict, Invalid, NotAllowed, NotFound, NotSignedIn, Problem, TooMany
from benfu.ui.problems import ProblemMiddleware, server_error

HTML = "text/html,application/xhtml+xml,*/*;q=0.8"


def refused(error: Exception, path: str = "/somewhere/", **headers: str) -> HttpResponse:
    request = RequestFactory().get(path, headers={"Accept": HTML, **headers})
    request.actor = NOBODY  # type: ignore[attr-defined]
    answer = ProblemMiddleware(lambda request: HttpResponse()).process_exception(request, error)
    assert answer is not None
    return answer


@pytest.mark.parametrize(
    ("problem", "status", "words"),
    [
        (NotFound("查无此件。"), 404, "没有找到"),
        (NotAllowed("这件归别的社区。"), 403, "这件事您这里做不了"),
        (Conflict("方晴 2 分钟前已受理。"), 409, "有人先了一步"),
        (Invalid("请改一下。", {"phone": "手机号少一位"}), 422, "手机号少一位"),
    ],
)
def test_a_refusal_is_a_page_in_words(problem: Problem, status: int, words: str) -> None:
    answer = refused(problem)
    html = answer.content.decode()
    assert answer.status_code == status
    assert str(problem.message) in html
    assert words in html
    assert "no-store" in answer["Cache-Control"]


def test_what_a_person_typed_cannot_become_markup() -> None:
    assert "<script>" not in refused(NotFound("<script>alert(1)</script>")).content.decode()


def test_a_stranger_is_shown_both_doors_and_comes_back() -> None:
    html = refused(NotSignedIn("请先登录。"), "/pts/?month=2026-05").content.decode()
    assert "/login/?next=/pts/%3Fmonth%3D2026-05" in html
    assert "/c/login/?next=" in html


def test_too_many_says_when_to_come_back() -> None:
    assert refused(TooMany("歇一会儿。", retry_after=90))["Retry-After"] == "90"


@pytest.mark.parametrize("headers", [{"Accept": "application/json"}, {"X-Outbox": "1"}])
def test_programs_get_problem_json(headers: dict[str, str]) -> None:
    answer = refused(Invalid("请改一下。", {"phone": "少一位"}, limit=11), **headers)
    body: dict[str, Any] = json.loads(answer.content)
    assert answer["Content-Type"] == "application/problem+json"
    assert body == {
        "type": "about:invalid",
        "title": "请改一下。",
        "status": 422,
        "limit": 11,
        "fields": {"phone": "少一位"},
    }


def test_htmx_gets_a_note_for_the_problem_box() -> None:
    answer = refused(Conflict("方晴 2 分钟前已受理。"), **{"HX-Request": "true"})
    assert answer["HX-Retarget"] == "#problem"
    assert "<html" not in answer.content.decode()


def test_djangos_own_not_found_gets_the_same_page() -> None:
    assert "没有找到" in refused(Http404()).content.decode()


def test_a_fault_of_ours_is_no_refusal() -> None:
    middleware = ProblemMiddleware(lambda request: HttpResponse())
    assert middleware.process_exception(RequestFactory().get("/"), ValueError()) is None


def test_an_unknown_address(page: Callable[..., Client]) -> None:
    answer = page().get("/there-is-no-such-page/")
    assert answer.status_code == 404
    assert "没有找到" in answer.content.decode()


def test_a_fault_of_ours_is_told_even_when_the_page_cannot_be_drawn(monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        raise LookupError("template")

    request = RequestFactory().get("/", headers={"Accept": HTML})
    assert "我们这边出错了" in server_error(request).content.decode()
    monkeypatch.setattr("benfu.ui.problems.render", broken)
    answer = server_error(request)
    assert answer.status_code == 500
    assert "我们这边出错了" in answer.content.decode()
