"""Guards of pages: who must be signed in, and with which duty; a stranger is shown the way to the right door."""

from collections.abc import Callable
from functools import wraps
from typing import Any, Concatenate, ParamSpec
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseBase, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _

from benfu.platform.lib.errors import NotAllowed

from .actor import Actor, actor_of
from .browser import strength_of
from .roles import Role
from .strength import Strength

WORKER_DOOR = "/login/"
STAFF_DOOR = "/c/login/"
SECOND_FACTOR = "/c/second-factor/"
OWN_ACCOUNT = "/c/account/"


class PageRequest(HttpRequest):
    """A page's request as the middleware leaves it; for annotations."""

    actor: Actor


P = ParamSpec("P")
View = Callable[Concatenate[PageRequest, P], HttpResponseBase]


def signed_in(view: View[P]) -> View[P]:
    """Let in whoever is signed in, in whatever way; others go to the worker's sign-in and come back afterwards."""

    @wraps(view)
    def guarded(request: PageRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not request.actor.signed_in:
            return to_door(request, WORKER_DOOR)
        return view(request, *args, **kwargs)

    return guarded


def duty(*roles: Role) -> Callable[[View[P]], View[P]]:
    """Let in who holds one of these duties anywhere (which rows they see is for the selectors to say).

    Strangers, and staff who have only shown their phone, go to the staff's sign-in; administrators without a
    second factor go and set one up; whoever still has the password somebody gave them goes and changes it.
    Raises NotAllowed for everybody else.
    """

    def guard(view: View[P]) -> View[P]:
        @wraps(view)
        def guarded(request: PageRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
            if not request.actor.holds(roles):
                return to_door(request, _door_for(request, roles))
            if getattr(request.user, "password_temporary", False):
                return to_door(request, OWN_ACCOUNT)
            return view(request, *args, **kwargs)

        return guarded

    return guard


def by_password(view: View[P]) -> View[P]:
    """Let in whoever signed in with a password, whatever their duties: for the pages of their own account."""

    @wraps(view)
    def guarded(request: PageRequest, /, *args: P.args, **kwargs: P.kwargs) -> HttpResponseBase:
        if not request.actor.signed_in or strength_of(request) == Strength.PHONE:
            return to_door(request, STAFF_DOOR)
        return view(request, *args, **kwargs)

    return guarded


def safe_next(request: HttpRequest, default: str) -> str:
    """Return the page to go to after signing in: what `next` says if it is one of ours, else `default`."""
    wanted = request.POST.get("next") or request.GET.get("next") or ""
    ours = url_has_allowed_host_and_scheme(wanted, {request.get_host()}, require_https=request.is_secure())
    # A path, not a bare word: redirecting would look for a page of that name.
    return wanted if ours and wanted.startswith("/") else default


def to_door(request: HttpRequest, door: str) -> HttpResponse:
    """Send somebody to a sign-in page and back again; a form that came too late leads back to the page it was on."""
    back = request.get_full_path() if request.method in {"GET", "HEAD"} else _referring_path(request)
    url = f"{door}?{urlencode({'next': back})}" if back else door
    if request.headers.get("HX-Request"):
        # A fragment asked for by script: the whole page must go, not the fragment.
        return HttpResponse(status=401, headers={"HX-Redirect": url})
    return HttpResponseRedirect(url)


def _door_for(request: PageRequest, roles: tuple[Role, ...]) -> str:
    """Return where a stronger sign-in would open these duties. Raises NotAllowed when nothing would."""
    actor = request.actor
    if actor.account is None:
        return STAFF_DOOR
    if not actor_of(actor.account).holds(roles):
        raise NotAllowed(_("您的职责不包括这个页面。如有疑问，请联系社区或管理员。"))
    return STAFF_DOOR if strength_of(request) == Strength.PHONE else SECOND_FACTOR


def _referring_path(request: HttpRequest) -> str:
    referer: Any = request.headers.get("Referer", "")
    ours = url_has_allowed_host_and_scheme(referer, {request.get_host()}, require_https=request.is_secure())
    path = referer.partition(request.get_host())[2]
    return path if ours and path.startswith("/") else ""
