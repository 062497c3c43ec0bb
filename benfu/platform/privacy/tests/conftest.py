"""Somebody to act, and the keys as they were after each test that changes them."""

from collections.abc import Iterator
from dataclasses import dataclass

import pytest

from benfu.platform.privacy.keys import forget_keys


@dataclass(frozen=True)
class Acts:
    """Somebody who acts: rooms above know more about them."""

    account: int | None
    person: int | None = None


@pytest.fixture
def fresh_keys() -> Iterator[None]:
    """Forget the keys in memory before and after, so that a test may change them."""
    forget_keys()
    yield
    forget_keys()
