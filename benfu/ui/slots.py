"""Slots: a room puts its fragment on a page it does not know."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from django.http import HttpRequest
from django.utils.html import conditional_escape
from django.utils.safestring import SafeString, mark_safe

Fragment = Callable[..., str]
"""Takes (request, **what the slot gives) and returns HTML made by a template, or an empty text."""


@dataclass(frozen=True, slots=True)
class Filling:
    """One room's fragment for a slot."""

    order: int
    name: str
    fragment: Fragment


_fillings: dict[str, dict[str, Filling]] = {}


def register(slot: str, order: int, fragment: Fragment) -> None:
    """Put `fragment(request, **given)` into a slot; lower orders stand first, the same function stands once."""
    name = f"{fragment.__module__}.{fragment.__qualname__}"
    _fillings.setdefault(slot, {})[name] = Filling(order, name, fragment)


def fill(slot: str, request: HttpRequest, **given: Any) -> SafeString:
    """Return the slot's fragments one after another; text that no template marked safe is escaped."""
    parts = sorted(_fillings.get(slot, {}).values(), key=lambda one: (one.order, one.name))
    # Each part is escaped unless a template made it.
    return mark_safe("\n".join(conditional_escape(part.fragment(request, **given) or "") for part in parts))  # noqa: S308
