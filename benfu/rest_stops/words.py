"""How a stop stands, in words: open until when, closed until when, how fresh the keeper's word is."""

from datetime import date, datetime

from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .hours import Hours, Spans, write_spans
from .status import Status

WEEKDAYS: tuple[Promise, ...] = (
    gettext_lazy("周一"),
    gettext_lazy("周二"),
    gettext_lazy("周三"),
    gettext_lazy("周四"),
    gettext_lazy("周五"),
    gettext_lazy("周六"),
    gettext_lazy("周日"),
)
KILOMETRE = 1000
RIDE_M_PER_MINUTE = 250
"""An e-bike in town, lights included: 15 km/h."""


def open_words(status: Status, now: datetime) -> str:
    """Return until when a stop is open, or when it opens again."""
    if status.is_open and status.by_keeper:
        return _("管理员说现在开着")
    if status.is_open:
        return _("开到%(when)s") % {"when": _when(status.closes_at, now)} if status.closes_at else _("24 小时开门")
    if status.opens_at:
        return _("%(when)s开门") % {"when": _when(status.opens_at, now)}
    return _("暂停开放")


def distance_words(metres: float | None) -> str:
    """Return a distance as people say it, with the time by e-bike; empty without one."""
    if metres is None:
        return ""
    minutes = max(1, round(metres / RIDE_M_PER_MINUTE))
    if metres < KILOMETRE:
        far = _("%(m)d 米") % {"m": round(metres, -1) or 10}
    else:
        far = _("%(km).1f 公里") % {"km": metres / KILOMETRE}
    return _("%(far)s · 骑行 %(minutes)d 分钟") % {"far": far, "minutes": minutes}


def spans_words(spans: Spans) -> str:
    """Return a day's hours as they are shown: in the reader's language, with a proper dash."""
    text = write_spans(spans)
    return {"24小时": _("24 小时"), "休息": _("休息")}.get(text, text.replace("-", "–"))


def week_words(hours: Hours) -> list[tuple[str, str]]:
    """Return the hours of a week, days in a row with equal hours as one line."""
    lines: list[tuple[int, int, Spans]] = []
    for number, spans in enumerate(hours.week):
        if lines and lines[-1][2] == spans:
            lines[-1] = (lines[-1][0], number, spans)
        else:
            lines.append((number, number, spans))
    return [(_days(first, last), spans_words(spans)) for first, last, spans in lines]


def exception_words(hours: Hours, today: date) -> list[tuple[str, str]]:
    """Return the days to come that differ from the week."""
    coming = sorted(day for day in hours.exceptions if day >= today)
    return [(date_format(day, "Y-m-d"), spans_words(hours.exceptions[day])) for day in coming]


def _days(first: int, last: int) -> str:
    if (first, last) == (0, len(WEEKDAYS) - 1):
        return _("每天")
    if first == last:
        return str(WEEKDAYS[first])
    return _("%(first)s到%(last)s") % {"first": WEEKDAYS[first], "last": WEEKDAYS[last]}


def _when(moment: datetime, now: datetime) -> str:
    days = (moment.date() - now.date()).days
    clock = f"{moment:%H:%M}"
    if days == 0:
        return _("今天 %(clock)s") % {"clock": clock}
    if days == 1:
        # Midnight is the end of today to whoever reads it.
        return _("今天 24:00") if clock == "00:00" else _("明天 %(clock)s") % {"clock": clock}
    day = WEEKDAYS[moment.weekday()] if days < len(WEEKDAYS) else date_format(moment, "m-d")
    return f"{day} {clock}"
