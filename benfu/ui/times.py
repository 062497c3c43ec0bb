"""Moments and time limits in words: "20 分钟前", "剩 1 小时 20 分", "超时 2 小时"."""

from dataclasses import dataclass
from datetime import datetime, timedelta

from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

MINUTE, HOUR, DAY = 60, 3600, 86_400
NEARLY = 0.75
"""From this share of its time on, a limit counts as nearly reached."""


def local(moment: datetime) -> datetime:
    """Return a moment in the district's time zone."""
    return timezone.localtime(moment)


def ago(moment: datetime, now: datetime) -> str:
    """Return how long ago in words: minutes, hours of today, yesterday's time, else the date."""
    seconds = (now - moment).total_seconds()
    if seconds < MINUTE:
        return _("刚刚")
    if seconds < HOUR:
        return _("%(count)d 分钟前") % {"count": seconds // MINUTE}
    then, today = local(moment), local(now)
    days = (today.date() - then.date()).days
    if days == 0:
        return _("%(count)d 小时前") % {"count": seconds // HOUR}
    if days == 1:
        return _("昨天 %(time)s") % {"time": f"{then:%H:%M}"}
    return clock_words(moment, now)


def clock_words(moment: datetime, now: datetime) -> str:
    """Return a moment as short as it can be read: time today, date and time this year, else the whole date."""
    then, today = local(moment), local(now)
    if then.date() == today.date():
        return f"{then:%H:%M}"
    return f"{then:%m-%d %H:%M}" if then.year == today.year else date_format(then, "Y-m-d")


def span_words(length: timedelta) -> str:
    """Return a length of time in its two largest units: days and hours, hours and minutes, or minutes."""
    minutes = max(1, int(abs(length.total_seconds()) // MINUTE))
    days, rest = divmod(minutes, 1440)
    hours, minutes = divmod(rest, 60)
    if days:
        return _("%(d)d 天 %(h)d 小时") % {"d": days, "h": hours} if hours else _("%(d)d 天") % {"d": days}
    if hours:
        return _("%(h)d 小时 %(m)d 分") % {"h": hours, "m": minutes} if minutes else _("%(h)d 小时") % {"h": hours}
    return _("%(m)d 分钟") % {"m": minutes}


@dataclass(frozen=True, slots=True)
class Deadline:
    """A time limit as a reader sees it: words, a tone (ok, warn, bad, off) and the share of time used, 0–100."""

    words: str
    tone: str
    used: int


def deadline(
    due: datetime | None, now: datetime, start: datetime | None = None, done: datetime | None = None
) -> Deadline:
    """Return how a limit stands now, or how it ended at `done`; no limit at all gives a dash."""
    if due is None:
        return Deadline("—", "off", 0)
    if done is not None:
        words = _("用时 %(span)s") % {"span": span_words(done - start)} if start else _("已办结")
        return Deadline(words, "ok" if done <= due else "bad", 100)
    if now > due:
        return Deadline(_("超时 %(span)s") % {"span": span_words(now - due)}, "bad", 100)
    used = (now - start) / (due - start) if start and due > start else 0.0
    words = _("剩 %(span)s") % {"span": span_words(due - now)}
    return Deadline(words, "warn" if used >= NEARLY else "ok", min(100, max(0, round(used * 100))))
