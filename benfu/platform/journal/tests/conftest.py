"""Subscribers that last for one test."""

from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass

import pytest

from benfu.platform.journal import services
from benfu.platform.journal.models import Fact


@dataclass(frozen=True)
class Acts:
    """Somebody who acts: rooms above know more about them."""

    account: int | None


SYSTEM = Acts(None)
Subscribe = Callable[[str, type, Callable[[Fact], None]], None]


@pytest.fixture
def listening(monkeypatch: pytest.MonkeyPatch) -> Subscribe:
    """Return `listening(name, Event, handler)`; nobody else listens, and all is as before after the test."""
    monkeypatch.setattr(services, "_subscribers", defaultdict(list))

    def listen(name: str, event: type, handler: Callable[[Fact], None]) -> None:
        services.subscribe(name, event)(handler)

    return listen
