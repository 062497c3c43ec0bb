"""Opening a browser's session: a new key each time, and how the person signed in written beside it."""

from django.conf import settings
from django.contrib import auth
from django.http import HttpRequest

from benfu.platform.lib import clock

from .models import Account
from .sessions import SEEN_AT, STRENGTH
from .strength import Strength

BACKEND = "django.contrib.auth.backends.ModelBackend"


def open_session(request: HttpRequest, account: Account, strength: Strength) -> None:
    """Sign `account` in to this browser; workers stay for weeks, staff for a working day at most."""
    request.session.flush()  # nothing of what stood in the browser before is carried over
    auth.login(request, account, backend=BACKEND)
    request.session[STRENGTH] = str(strength)
    request.session[SEEN_AT] = clock.now().isoformat()
    if strength != Strength.PHONE:
        request.session.set_expiry(settings.BENFU_STAFF_SESSION_HOURS * 3600)


def strength_of(request: HttpRequest) -> Strength:
    """Return how the person in this browser signed in."""
    return Strength(request.session.get(STRENGTH, Strength.PHONE))
