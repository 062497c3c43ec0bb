"""Locking a name after repeated failures to sign in: 1, 5, then 30 minutes; real and unknown names alike.

An attempt is counted before it is looked at, and success wipes the count: so a hundred guesses sent at once
are no more than five.
"""

from datetime import timedelta
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from benfu.platform.lib import clock
from benfu.platform.lib.errors import TooMany

from .throttle import in_words

FREE_ATTEMPTS = 5
LOCK_MINUTES = [1, 5, 30]
FORGOTTEN_AFTER = timedelta(hours=24)

TAKE = """
    INSERT INTO identity_lockout AS kept (key, failures, failed_at, locked_until) VALUES (%(key)s, 1, %(now)s, NULL)
    ON CONFLICT (key) DO UPDATE SET (failures, failed_at, locked_until) = (
        SELECT fresh.failures, %(now)s, CASE WHEN fresh.failures >= %(free)s THEN %(now)s + make_interval(
            mins => (%(minutes)s::int[])[LEAST(fresh.failures - %(free)s + 1, cardinality(%(minutes)s::int[]))]
        ) END
        FROM (SELECT CASE WHEN kept.failed_at < %(forgotten)s THEN 1 ELSE kept.failures + 1 END AS failures) fresh
    )
    WHERE kept.locked_until IS NULL OR kept.locked_until <= %(now)s
    RETURNING failures
"""
LOCKED_UNTIL = "SELECT locked_until FROM identity_lockout WHERE key = %s"
CLEAR = "DELETE FROM identity_lockout WHERE key = %s"


def take_attempt(key: str) -> None:
    """Count an attempt to sign in under `key`, before it is looked at and outside any transaction.

    From the fifth without success on, each locks the name for longer. Raises TooMany while it is locked.
    """
    now = clock.now()
    values: dict[str, Any] = {
        "key": key,
        "now": now,
        "free": FREE_ATTEMPTS,
        "minutes": LOCK_MINUTES,
        "forgotten": now - FORGOTTEN_AFTER,
    }
    with connection.cursor() as cursor:
        cursor.execute(TAKE, values)
        if cursor.fetchone():
            return
        cursor.execute(LOCKED_UNTIL, [key])
        row = cursor.fetchone()
    wait = max(1, round((row[0] - now).total_seconds())) if row and row[0] else 1
    raise TooMany(_("失败次数太多，请 %(wait)s后再试。") % {"wait": in_words(wait)}, retry_after=wait)


def forget_attempts(key: str) -> None:
    """Forget what was counted, after somebody has signed in."""
    with connection.cursor() as cursor:
        cursor.execute(CLEAR, [key])
