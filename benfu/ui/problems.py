"""The one renderer of refusals: a page in words for people, problem+json (RFC 9457) for programs."""

import json
from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, HttpResponseBase

from benfu.platform.lib.errors import NotFound, Problem, TooMany


def problem_json(problem: Problem) -> HttpResponse:
    """Return a refusal as application/problem+json."""
    body: dict[str, object] = {"type": f"about:{problem.code}", "title": str(problem.message), "status": problem.status}
    body.update(problem.data)
    if fields := getattr(problem, "fields", None):
        body["fields"] = {name: str(words) for name, words in fields.items()}
    response = HttpResponse(json.dumps(body, ensure_ascii=False), status=problem.status, content_type="application/problem+json")
    if isinstance(problem, TooMany):
        response["Retry-After"] = str(problem.retry_after)
    return response


class ProblemMiddleware:
    """Turns a Problem raised by a page into an answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass the request on."""
        return self.get_response(request)

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        """Answer a Problem in words."""
        return HttpResponse(str(error), status=error.status) if isinstance(error, Problem) else None


def not_found(request: HttpRequest, exception: Exception) -> HttpResponse:
    """Answer an unknown address."""
    return HttpResponse(str(exception), status=NotFound.status)


def server_error(request: HttpRequest) -> HttpResponse:
    """Answer a fault of ours."""
    return HttpResponse("500", status=500)
