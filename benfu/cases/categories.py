"""The categories in memory: every report needs one, and they change a few times a year."""

import time

from django.utils.translation import gettext as _

from benfu.platform.lib.errors import Invalid

from .models import Category

FRESH_S = 30.0
"""How long a process may go on with the categories it has read, seconds."""

_read: tuple[float, dict[str, Category]] = (float("-inf"), {})


def all_categories() -> dict[str, Category]:
    """Return every category by code, retired ones too, as of at most FRESH_S seconds ago."""
    global _read
    read_at, found = _read
    if not found or time.monotonic() - read_at > FRESH_S:
        found = {one.code: one for one in Category.objects.order_by("tile_order", "code")}
        _read = (time.monotonic(), found)
    return found


def forget() -> None:
    """Read them anew at the next need: after a load, in this process."""
    global _read
    _read = (float("-inf"), {})


def category(code: str) -> Category:
    """Return a category in use. Raises Invalid when there is none of that code."""
    found = all_categories().get(code)
    if found is None or not found.is_active:
        raise Invalid(_("没有这个类别，请重新选择。"), {"category": _("没有这个类别")})
    return found


def label_of(code: str) -> str:
    """Return a category's name in the reader's language, also of one no longer in use."""
    found = all_categories().get(code)
    return found.label if found else code


def tiles() -> list[Category]:
    """Return the categories of the report form in the order of their tiles."""
    return [one for one in all_categories().values() if one.is_active and one.tile_order is not None]


def in_use() -> list[Category]:
    """Return every category that a case can be filed under."""
    return [one for one in all_categories().values() if one.is_active]
