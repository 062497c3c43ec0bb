"""The one renderer of refusals: a page in words for people, problem+json (RFC 9457) for programs."""

import json
import logging
from collections.abc import Callable, Mapping
from http import HTTPStatus

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.shortcuts import render
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from benfu.platform.lib.errors import Invalid, NotAllowed, NotFound, Problem, TooMany

log = logging.getLogger(__name__)

TITLES: dict[int, tuple[str | Promise, str]] = {
    400: (_("这个请求我们没看懂"), "help"),
    401: (_("请先登录"), "login"),
    403: (_("这件事您这里做不了"), "lock"),
    404: (_("没有找到"), "search"),
    405: (_("这个请求我们没看懂"), "help"),
    409: (_("有人先了一步"), "users"),
    413: (_("文件太大了"), "photo-off"),
    422: (_("有几处需要改一下"), "edit"),
    429: (_("太频繁了，歇一会儿"), "hourglass"),
    500: (_("我们这边出错了"), "tool"),
    503: (_("正在维护，很快回来"), "tool"),
}
"""What each status is called on the page, and its icon."""


def problem_json(problem: Problem) -> HttpResponse:
    """Return a refusal as application/problem+json."""
    body: dict[str, object] = {"type": f"about:{problem.code}", "title": str(problem.message), "status": problem.status}
    body.update(problem.data)
    if fields := getattr(problem, "fields", None):
        body["fields"] = {name: str(words) for name, words in fields.items()}
    text = json.dumps(body, ensure_ascii=False, default=str)
    return _finished(HttpResponse(text, status=problem.status, content_type="application/problem+json"), problem)


def misfit(fields: Mapping[str, str]) -> Invalid:
    """Return the refusal of input that does not fit the API's description; `fields` says where."""
    return Invalid(_("请求的内容不符合接口说明，请对照说明修改。"), fields)


def problem_page(request: HttpRequest, problem: Problem) -> HttpResponse:
    """Return a refusal as the reader can use it: a page, a fragment for htmx, or problem+json."""
    if _wants_json(request):
        return problem_json(problem)
    template = "ui/problem_note.html" if request.headers.get("HX-Request") else "ui/problem.html"
    title, icon = TITLES.get(problem.status, TITLES[400])
    seen = {
        "title": title,
        "icon": icon,
        "words": str(problem.message),
        "fields": getattr(problem, "fields", {}),
        "sign_in": problem.status == HTTPStatus.UNAUTHORIZED,
        "home": "/c/" if request.path.startswith("/c/") else "/",
    }
    response = render(request, template, seen, status=problem.status)
    if request.headers.get("HX-Request"):
        response["HX-Retarget"], response["HX-Reswap"] = "#problem", "innerHTML"
    return _finished(response, problem)


class ProblemMiddleware:
    """Turns a Problem raised by a page into an answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer a Problem in words; Django's own refusals get the same page."""
        if isinstance(error, Problem):
            return problem_page(request, error)
        if isinstance(error, PermissionDenied):
            return problem_page(request, NotAllowed(_("这里需要别的职责。")))
        return problem_page(request, NotFound(NOT_HERE)) if isinstance(error, Http404) else None


NOT_HERE = _("网址可能写错了，或者这一件不归您看。")


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer an unknown address."""
    return problem_page(request, NotFound(NOT_HERE))


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer a fault of ours; if even the page cannot be drawn, with plain words."""
    problem = Problem(_("已经记下来了。请过一会儿再试；没发出的照片都还在手机里。"))
    problem.status, problem.code = 500, "fault"
    try:
        return problem_page(request, problem)
    except Exception:
        log.exception("the page for a fault of ours could not be drawn")
        return HttpResponse(f"{TITLES[500][0]} {problem.message}", status=500, content_type="text/plain; charset=utf-8")


def forged_form(request: HttpRequest, reason: str = "") -> HttpResponse:
    """Answer a form whose token is missing or stale (settings.CSRF_FAILURE_VIEW)."""
    return problem_page(request, NotAllowed(_("页面开得太久了。请返回上一页，刷新后再试一次；填好的内容请先复制。")))


def _wants_json(request: HttpRequest) -> bool:
    """Return whether JSON is preferred: the outbox, or an Accept header that names it and not HTML."""
    accept = request.headers.get("Accept", "")
    return "X-Outbox" in request.headers or ("json" in accept and "text/html" not in accept)


def _finished(response: HttpResponse, problem: Problem) -> HttpResponse:
    if isinstance(problem, TooMany):
        response["Retry-After"] = str(problem.retry_after)
    response["Cache-Control"] = "no-store"
    return response
