"""What a first visit costs on a slow network: compressed bytes and requests, counted from what pages really ask for."""

import gzip
import re
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from django.contrib.staticfiles import finders
from django.test import Client

from tests.cast import Cast

KIB = 1024
REQUESTS = 15


@dataclass(frozen=True)
class Weight:
    """One page with all it loads."""

    requests: int
    bytes: int


def packed(content: bytes) -> int:
    """Return the bytes that travel (gzip; Brotli, which most phones take, is smaller still)."""
    return len(gzip.compress(content, 9))


def weigh(client: Client, path: str) -> Weight:
    html = client.get(path).content
    asked = set(re.findall(rb'<(?:script|link)[^>]+(?:src|href)="(/[^"]+)"', html))
    images = set(re.findall(rb'<img[^>]+src="(/[^"]+)"', html))
    total = packed(html)
    for address in sorted(asked):
        name = address.decode()
        found = finders.find(name.removeprefix("/static/")) if name.startswith("/static/") else None
        total += packed(Path(str(found)).read_bytes() if found else client.get(name).content)
    return Weight(1 + len(asked) + len(images), total)


@pytest.mark.parametrize(("path", "most"), [("/", 60 * KIB), ("/r/new?d=manhole", 40 * KIB)])
def test_a_first_visit_is_light(page: Callable[..., Client], town: Cast, path: str, most: int) -> None:
    weight = weigh(page(town.lin), path)
    assert weight.bytes <= most, weight
    assert weight.requests <= REQUESTS, weight


def test_a_visitors_first_look_is_light(page: Callable[..., Client], town: Cast) -> None:
    assert weigh(page(), "/").bytes <= 60 * KIB
