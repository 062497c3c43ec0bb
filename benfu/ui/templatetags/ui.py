"""{% load ui %}: icons, slots, menus, moments, limits and masked names."""

from datetime import datetime
from typing import Any

import segno
from django import template
from django.http import HttpRequest
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import gettext as _

from benfu.platform.identity.actor import NOBODY, Actor
from benfu.platform.lib.clock import now
from benfu.platform.privacy.masks import mask_name, mask_phone
from benfu.ui import icons, look, nav, slots, times

register = template.Library()


@register.simple_tag
def icon(name: str, size: str = "") -> SafeString:
    """Draw an icon by its name; size "s" suits a line of text. It is silent: put words beside it or on its button."""
    return format_html(
        '<svg class="{}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round"'
        ' stroke-linejoin="round" aria-hidden="true" focusable="false">{}</svg>',
        "i-s" if size == "s" else "i",
        mark_safe(icons.strokes(name)),  # noqa: S308  our own vendored files
    )


@register.simple_tag
def qr(text: str) -> SafeString:
    """Draw a text as a QR code that fills the width it is given: {% qr address %} inside <span class="qr">."""
    drawn = segno.make(text, error="m").svg_inline(omitsize=True, border=2, light="#fff", title=_("二维码"))
    return mark_safe(drawn)  # noqa: S308  drawn by the library; the text is in the squares only


@register.simple_tag(takes_context=True)
def slot(context: template.Context, name: str, **given: Any) -> SafeString:
    """Draw what the rooms put into a slot."""
    return slots.fill(name, context["request"], **given)


@register.simple_tag(takes_context=True)
def menu(context: template.Context, door: str) -> tuple[nav.Group, ...]:
    """Return a door's menu for this reader: {% menu "console" as groups %}."""
    request: HttpRequest = context["request"]
    return nav.menu(door, _actor(request), request.path)


@register.simple_tag(takes_context=True)
def menu_group(context: template.Context, door: str, name: str) -> tuple[nav.Link, ...]:
    """Return one group of a door's menu: {% menu_group "worker" "tab" as tabs %}."""
    request: HttpRequest = context["request"]
    return nav.group(door, name, _actor(request), request.path)


@register.simple_tag(takes_context=True)
def with_query(context: template.Context, **changes: Any) -> str:
    """Return this page's query string with some parameters changed; an empty value removes one."""
    query = context["request"].GET.copy()
    for name, value in changes.items():
        query.pop(name, None)
        if value not in (None, ""):
            query[name] = str(value)
    return f"?{query.urlencode()}"


@register.simple_tag
def deadline(due: datetime | None, start: datetime | None = None, done: datetime | None = None) -> times.Deadline:
    """Return how a time limit stands: {% deadline case.due_at start=case.filed_at as limit %}."""
    return times.deadline(due, now(), start, done)


@register.simple_tag(takes_context=True)
def choices_of_look(context: template.Context) -> list[look.Table]:
    """Return the questions about theme, size and language: {% choices_of_look as tables %}."""
    return look.tables(look.look_of(context["request"]))


@register.simple_tag
def steps_of(done: int, total: int = 5) -> list[bool]:
    """Return one mark per step, true for those done: {% steps_of 3 5 as marks %}."""
    return [number < done for number in range(total)]


@register.filter
def ago(moment: datetime | None) -> SafeString | str:
    """Draw a moment as "20 分钟前", with the exact time for programs and on hovering."""
    if moment is None:
        return "—"
    stamp = f"{times.local(moment):%Y-%m-%d %H:%M}"
    return format_html('<time datetime="{}" title="{}">{}</time>', moment.isoformat(), stamp, times.ago(moment, now()))


@register.filter
def clock(moment: datetime | None) -> SafeString | str:
    """Draw a moment as short as it can be read: "14:05" today, "11-21 14:05" this year."""
    if moment is None:
        return "—"
    return format_html('<time datetime="{}">{}</time>', moment.isoformat(), times.clock_words(moment, now()))


@register.filter
def masked_name(name: str) -> str:
    """Return 林** for 林小舟."""
    return mask_name(name or "")


@register.filter
def masked_phone(phone: str) -> str:
    """Return 138****5678."""
    return mask_phone(phone or "")


@register.filter
def signed(number: int) -> str:
    """Return a number with its sign: +10, −60, 0."""
    return f"+{number}" if number > 0 else f"−{-number}" if number < 0 else "0"


@register.filter
def initial(name: str) -> str:
    """Return the first letter of a name, for the round picture beside it."""
    return name.strip()[:1] or "·"


@register.filter
def percent(part: float, whole: float = 1) -> int:
    """Return part ÷ whole as 0–100, for the classes w-0 … w-100; nothing of nothing is 0."""
    return min(100, max(0, round(100 * part / whole))) if whole else 0


def _actor(request: HttpRequest) -> Actor:
    return getattr(request, "actor", NOBODY)
