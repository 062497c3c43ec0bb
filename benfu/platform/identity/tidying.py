"""Removing what has expired, so that phones and codes are kept for minutes and sessions no longer than they serve."""

from datetime import timedelta

from benfu.platform.lib import clock

from .lockout import FORGOTTEN_AFTER
from .models import ApiToken, Lockout, PhoneCode, Session, Throttle

CODES_KEPT = timedelta(hours=1)


def tidy() -> dict[str, int]:
    """Remove expired rows and return how many of each."""
    now = clock.now()
    return {
        "codes": PhoneCode.objects.filter(expires_at__lt=now - CODES_KEPT).delete()[0],
        "sessions": Session.objects.filter(expire_date__lt=now).delete()[0],
        "tokens": ApiToken.objects.filter(expires_at__lt=now).delete()[0],
        "limits": Throttle.objects.filter(window_ends_at__lt=now).delete()[0],
        "locks": Lockout.objects.filter(failed_at__lt=now - FORGOTTEN_AFTER).delete()[0],
    }
