"""Django's middleware for pages only: the API keeps no session and no messages, and is a fifth faster without them."""

from collections.abc import Callable
from typing import Any

from csp.middleware import CSPMiddleware
from django.contrib.auth.middleware import AuthenticationMiddleware
from django.contrib.messages.middleware import MessageMiddleware
from django.contrib.sessions.middleware import SessionMiddleware
from django.http import HttpRequest, HttpResponseBase
from django.middleware.common import CommonMiddleware
from django.middleware.csrf import CsrfViewMiddleware
from whitenoise.middleware import WhiteNoiseMiddleware

from benfu.platform.identity.middleware import ActorMiddleware
from benfu.platform.lib.errors import NotFound
from benfu.ui.problems import NOT_HERE, ProblemMiddleware, problem_json, problem_page

API = "/api/v1/"
CONSOLE = "/c/"


class PagesOnly:
    """Steps aside for the API; everything else goes through the middleware this is mixed into."""

    def __call__(self, request: HttpRequest) -> Any:
        """Pass API requests straight on."""
        if request.path_info.startswith(API):
            return self.get_response(request)  # type: ignore[attr-defined]
        return super().__call__(request)  # type: ignore[misc]

    def process_view(self, request: HttpRequest, *rest: Any) -> Any:
        """Skip the view hook (cross-site check) for the API, which checks by itself."""
        hook = getattr(super(), "process_view", None)
        if hook is None or request.path_info.startswith(API):
            return None
        return hook(request, *rest)


class Static(PagesOnly, WhiteNoiseMiddleware):  # type: ignore[misc]  # it ships no types
    """Static files."""


class Csp(PagesOnly, CSPMiddleware):
    """What a page may load: its own files, nothing inline."""


class Session(PagesOnly, SessionMiddleware):
    """The signed-in session."""


class Common(PagesOnly, CommonMiddleware):
    """Slashes and lengths."""


class Csrf(PagesOnly, CsrfViewMiddleware):
    """Forged forms are refused."""


class Authentication(PagesOnly, AuthenticationMiddleware):
    """The signed-in account."""


class Messages(PagesOnly, MessageMiddleware):
    """Notes shown once on the next page."""


class Who(PagesOnly, ActorMiddleware):
    """The actor: who, with which duties, in which areas."""


class Fresh:
    """Says how long a page may be kept, where it does not say so itself: a clerk's page not at all, others until asked again.

    Offices share computers: what one clerk saw must not come back by the next one's "back" key. On a phone "back" must not
    need the network.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Add the header."""
        response = self.get_response(request)
        if not request.path_info.startswith(API) and not response.has_header("Cache-Control"):
            response["Cache-Control"] = "no-store" if request.path_info.startswith(CONSOLE) else "private, no-cache"
        return response


class Whole:
    """An address that cannot be ours leads nowhere: another host's name, or a zero byte, which PostgreSQL cannot hold."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Pass on what can be looked up. Raises DisallowedHost (Django answers 400)."""
        request.get_host()
        if "\0" not in request.path_info and "%00" not in request.META.get("QUERY_STRING", ""):
            return self.get_response(request)
        nowhere = NotFound(NOT_HERE)
        return problem_json(nowhere) if request.path_info.startswith(API) else problem_page(request, nowhere)


class Problems(PagesOnly, ProblemMiddleware):
    """A refusal becomes a page in words."""
