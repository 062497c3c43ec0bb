"""Opening a browser's session: a new key each time, and how the person signed in written beside it."""

from datetime import timedelta

from django.conf import settings
from django.contrib import auth
from django.http import HttpRequest

from benfu.platform.lib import clock

from .models import Account
from .sessions import SEEN_AT, STRENGTH
from .strength import Strength

BACKEND = "django.contrib.auth.backends.ModelBackend"


def open_session(request: HttpRequest, account: Account, strength: Strength) -> None:
    """Sign `account` in to this browser; workers stay until they are away for a month, staff a working day."""
    request.session.flush()  # nothing of what stood in the browser before is carried over
    auth.login(request, account, backend=BACKEND)
    request.session[STRENGTH] = str(strength)
    request.session[SEEN_AT] = clock.now().isoformat()
    if strength != Strength.PHONE:
        # A moment, not a number of seconds: a number would start anew with each change of the session.
        request.session.set_expiry(clock.now() + timedelta(hours=settings.BENFU_STAFF_SESSION_HOURS))


def strength_of(request: HttpRequest) -> Strength:
    """Return how the person in this browser signed in."""
    return Strength(request.session.get(STRENGTH, Strength.PHONE))
