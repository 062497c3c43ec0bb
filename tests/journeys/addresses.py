"""Every address of the house, pages and API, with things of the lived-in town filled in."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import product
from typing import Any

from django.urls import URLPattern, URLResolver, get_resolver, reverse

from benfu.conf.api import api

CASES = ("reported", "filed", "dispatched", "handling", "handled", "returned", "declined", "closed", "own")
PRIVATE = {
    "case_id": CASES,
    "number": CASES,
    "order": ("order", "fetched", "given_up"),
    "registration": ("registration", "declined_registration", "approved_registration"),
    "decision": ("decision",),
    "draft": ("draft",),
    "service": ("service",),
    "honour": ("honour", "told_honour"),
    "suspicion": ("suspicion", "judged_suspicion"),
    "appeal": ("appeal", "answered_appeal"),
    "pending": ("pending",),
    "telling": ("telling",),
    "hub": ("hub",),
    "place": ("place",),
    "application": ("application",),
    "appointment": ("appointment",),
    "token": ("token",),
    "person": ("person",),
    "duty": ("duty",),
    "report_id": ("report",),
    "file_id": ("picture", "after_picture"),
}
"""Which things of the town stand for a name in an address, where only some people may know of them."""
PUBLIC = {
    "community": ("community",),
    "call": ("call",),
    "code": ("code",),
    "under": ("community",),
    "rest_stop": ("outlet",),
    "good": ("good",),
    "organisation": ("organisation",),
    "version": ("tariff",),
}
"""The same for what everybody may know of, or what is guarded by duty alone."""
WORDS = {
    "field": ("status",),
    "move": ("file",),
    "kind": ("receive",),
    "size": ("small", "thumb", "display", "original"),
}


@dataclass(frozen=True, slots=True)
class Address:
    """One address; `private` when it names something that only some people may know of."""

    name: str
    path: str
    private: bool
    is_api: bool = False


def patterns(under: Any = None) -> Iterator[URLPattern]:
    """Yield every address of a page, with its name and what it is made of."""
    for found in (under or get_resolver()).url_patterns:
        if isinstance(found, URLPattern):
            yield found
        elif isinstance(found, URLResolver) and not str(found.pattern).startswith("api/"):
            yield from patterns(found)


def pages(things: dict[str, Any]) -> Iterator[Address]:
    """Yield the address of every page and form, once for each thing it can name."""
    for pattern in patterns():
        if pattern.name and pattern.name != "ui-short-link":
            for given, private in _filled(pattern.name, list(pattern.pattern.regex.groupindex), things):
                yield Address(pattern.name, reverse(pattern.name, kwargs=given), private)


def calls(things: dict[str, Any], method: str) -> Iterator[Address]:
    """Yield the address of every call of the API by a method ('get', 'post', 'put' …)."""
    for path, operations in api.get_openapi_schema()["paths"].items():
        if method in operations:
            for given, private in _filled(path, re.findall(r"{(\w+)}", path), things):
                yield Address(path, path.format(**given), private, is_api=True)


def _filled(address: str, names: list[str], things: dict[str, Any]) -> Iterator[tuple[dict[str, str], bool]]:
    known = {name: [things[one] for one in ones] for name, ones in (PRIVATE | PUBLIC).items()}
    known |= {name: list(words) for name, words in WORDS.items()}
    unknown = set(names) - set(known)
    assert not unknown, (
        f"say in PRIVATE or PUBLIC of tests/journeys/addresses.py what {unknown} stands for in {address}"
    )
    for values in product(*(known[name] for name in names)):
        yield dict(zip(names, map(str, values), strict=True)), bool(set(names) & set(PRIVATE))
