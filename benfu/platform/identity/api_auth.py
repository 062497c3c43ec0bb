"""Who calls the API: a bearer token, or the phone's own session with the outbox header.

The middleware of pages is skipped for the API, so that the session is read here: its account and strength
stand in columns, and one statement answers. The outbox sends what was reported hours ago, when any form
token has expired; instead it shows a header of its own, which another site's page cannot add without asking
first (and the API never consents), and the browser's word that the request came from our own page.
"""

from datetime import timedelta

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import gettext as _
from ninja.security.http import HttpAuthBase

from benfu.platform.lib import clock
from benfu.platform.lib.errors import NotAllowed, NotSignedIn

from .actor import Actor, with_actor
from .services.tokens import actor_of_token
from .strength import Strength

SAFE = frozenset({"GET", "HEAD", "OPTIONS"})
BEARER = "bearer "

READ_SESSION = """
    SELECT session.account_id AS account, session.strength
    FROM identity_session session JOIN identity_account account ON account.id = session.account_id
    WHERE session.session_key = %(key)s AND session.expire_date > %(now)s AND account.is_active
        AND (session.strength = 'phone' OR (session.seen_at > %(idle_since)s AND NOT account.password_temporary))
"""


class ApiRequest(HttpRequest):
    """A request to the API after `api_auth`; for annotations."""

    auth: Actor


class TokenOrSession(HttpAuthBase):
    """Finds out who calls; the API's description names the token, which is what programs use."""

    openapi_scheme = "bearer"

    def __call__(self, request: HttpRequest) -> Actor:
        """Return the calling actor, which becomes `request.auth`, in one statement.

        Raises NotSignedIn without a valid token or session, NotAllowed for a session that writes without the
        outbox's headers.
        """
        header = request.headers.get("Authorization", "")
        if header[: len(BEARER)].lower() == BEARER:
            found = actor_of_token(header[len(BEARER) :].strip())
        else:
            found = _actor_of_session(request)
        if found is None:
            raise NotSignedIn(_("请先登录。"))
        actor, strength = found
        return actor.as_signed_in(strength)


api_auth = TokenOrSession()


def _actor_of_session(request: HttpRequest) -> tuple[Actor, Strength] | None:
    key = request.COOKIES.get(settings.SESSION_COOKIE_NAME, "")
    if not key:
        return None
    if request.method not in SAFE and not _from_own_page(request):
        raise NotAllowed(_("这个请求不是从本应用的页面发出的。"))
    now = clock.now()
    idle_since = now - timedelta(minutes=settings.BENFU_STAFF_IDLE_MINUTES)
    known = with_actor(READ_SESSION, {"key": key, "now": now, "idle_since": idle_since})
    return (known[1], Strength(known[0][1])) if known else None


def _from_own_page(request: HttpRequest) -> bool:
    """Whether the outbox header is there and the browser vouches for the origin (older Safari only names it)."""
    if request.headers.get("X-Outbox") != "1":
        return False
    site = request.headers.get("Sec-Fetch-Site")
    if site is not None:
        return site == "same-origin"
    return request.headers.get("Origin") == f"{request.scheme}://{request.get_host()}"
