"""How often something may be done: one statement that counts and tells."""

from datetime import timedelta

from django.db import connection
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from benfu.platform.lib import clock
from benfu.platform.lib.errors import TooMany

COUNT = """
    INSERT INTO identity_throttle AS kept (key, window_ends_at, count) VALUES (%(key)s, %(ends)s, 1)
    ON CONFLICT (key) DO UPDATE SET
        count = CASE WHEN kept.window_ends_at <= %(now)s THEN 1 ELSE kept.count + 1 END,
        window_ends_at = CASE WHEN kept.window_ends_at <= %(now)s THEN %(ends)s ELSE kept.window_ends_at END
    RETURNING count, window_ends_at
"""


def throttle(key: str, limit: int, per_seconds: int) -> None:
    """Count one use of `key` (no personal data in it: hash a phone first); at most `limit` in `per_seconds`.

    Raises TooMany with the seconds to wait. Call it before the transaction of what it guards: a use that fails and
    is rolled back has to count too. The window starts with the first use, so that in the worst case twice
    the limit passes around its end.
    """
    now = clock.now()
    with connection.cursor() as cursor:
        cursor.execute(COUNT, {"key": key, "now": now, "ends": now + timedelta(seconds=per_seconds)})
        count, ends = cursor.fetchone()
    if count > limit:
        wait = max(1, round((ends - now).total_seconds()))
        raise TooMany(_("太频繁了，请 %(wait)s后再试。") % {"wait": in_words(wait)}, retry_after=wait)


def in_words(seconds: int) -> str:
    """Return a waiting time in words, rounded up: seconds, then minutes, then hours."""
    if seconds < 60:
        return ngettext("%(count)d 秒", "%(count)d 秒", seconds) % {"count": seconds}
    if seconds < 3600:
        minutes = -(-seconds // 60)
        return ngettext("%(count)d 分钟", "%(count)d 分钟", minutes) % {"count": minutes}
    hours = -(-seconds // 3600)
    return ngettext("%(count)d 小时", "%(count)d 小时", hours) % {"count": hours}
