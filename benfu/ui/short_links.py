"""Short links: one short address in every QR code, /x/<code>, so that any camera opens the right page."""

from collections.abc import Callable

from django.conf import settings
from django.http import HttpRequest, HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse

from benfu.platform.lib.ids import seal, unseal

Resolver = Callable[[HttpRequest, int], HttpResponseBase | str]
"""Takes the request and the number; returns an answer, or the address to go on to."""

Refusal = Callable[[HttpRequest], HttpResponseBase]
"""Answers a code that begins with a kind's letter and is none."""

_resolvers: dict[str, Resolver] = {}
_refusals: dict[str, Refusal] = {}


def register(letter: str, resolver: Resolver, refusal: Refusal | None = None) -> None:
    """Say what a code beginning with `letter` opens, and what a forged one does instead of the usual page.

    Raises ValueError when another function has the letter.
    """
    if refusal:
        _refusals[letter] = refusal
    known = _resolvers.setdefault(letter, resolver)
    if known.__qualname__ != resolver.__qualname__ or known.__module__ != resolver.__module__:
        raise ValueError(f"short links {letter!r} already lead to {known.__module__}.{known.__qualname__}")
    _resolvers[letter] = resolver


def code_for(letter: str, number: int) -> str:
    """Return the code of a thing: letter, number, and a check that only this installation can make."""
    return seal(letter, number, settings.SECRET_KEY)


def number_of(letter: str, code: str) -> int | None:
    """Return the number in a code of this kind, None when it is misread, forged or of another kind."""
    found = unseal(code, settings.SECRET_KEY)
    return found[1] if found and found[0] == letter else None


def address_for(letter: str, number: int, request: HttpRequest | None = None) -> str:
    """Return the whole address to print in a QR code: under settings.PUBLIC_URL, else where the request came in."""
    return whole(reverse("ui-short-link", args=[code_for(letter, number)]), request)


def whole(path: str, request: HttpRequest | None = None) -> str:
    """Return the whole address of one of our paths: under settings.PUBLIC_URL, else where the request came in."""
    if settings.PUBLIC_URL:
        return f"{settings.PUBLIC_URL.rstrip('/')}{path}"
    return request.build_absolute_uri(path) if request else path


def open_short_link(request: HttpRequest, code: str) -> HttpResponseBase:
    """Show what a code stands for, or say in words that it cannot be read."""
    found = unseal(code, settings.SECRET_KEY)
    resolver = _resolvers.get(found[0]) if found else None
    if found is None and (refusal := _refusals.get(code.strip().lower()[:1])):
        return refusal(request)
    if found is None or resolver is None:
        return render(request, "ui/bad_code.html", {"code": code[:40]}, status=404)
    answer = resolver(request, found[1])
    return redirect(answer) if isinstance(answer, str) else answer
