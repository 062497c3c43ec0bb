"""Puts the actor on every page request, read when first asked for; ends staff sessions left alone."""

from collections.abc import Callable
from datetime import datetime, timedelta

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.http import HttpRequest, HttpResponseBase
from django.utils.functional import SimpleLazyObject

from benfu.platform.lib import clock

from .actor import NOBODY, Actor, actor_of
from .sessions import SEEN_AT, STRENGTH
from .strength import Strength

NOTED_EVERY = {True: timedelta(minutes=5), False: timedelta(days=1)}
"""How often the session notes that it is used: staff's, whose idle time is short, and workers', which it keeps alive."""


class ActorMiddleware:
    """Sets `request.actor`."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        """Attach the actor of the session's account, or NOBODY."""
        request.actor = SimpleLazyObject(lambda: _actor(request))  # type: ignore[attr-defined]
        return self.get_response(request)


def _actor(request: HttpRequest) -> Actor:
    if not request.user.is_authenticated or not request.user.is_active:
        return NOBODY
    strength = Strength(request.session.get(STRENGTH, Strength.PHONE))
    if _left_alone(request.session, staff=strength != Strength.PHONE):
        request.session.flush()
        return NOBODY
    return actor_of(request.user.pk).as_signed_in(strength)


def _left_alone(session: SessionBase, *, staff: bool) -> bool:
    """Whether staff left the session alone for too long; otherwise note, now and then, that somebody uses it."""
    now = clock.now()
    seen = datetime.fromisoformat(session.get(SEEN_AT, now.isoformat()))
    if staff and now - seen > timedelta(minutes=settings.BENFU_STAFF_IDLE_MINUTES):
        return True
    if now - seen > NOTED_EVERY[staff]:
        session[SEEN_AT] = now.isoformat()
    return False
