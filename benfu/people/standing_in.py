"""Persons who never were: somebody did it, and nobody knows who."""

from collections.abc import Collection

from benfu.platform.identity.services import open_empty_account
from benfu.platform.lib import clock

from .models import Person

NOBODY = "—"


def stand_ins(persons: Collection[int]) -> dict[int, int]:
    """Return for each of these persons a new one of whom nothing is known, and nothing tells which is whose."""
    return {person: _nobody() for person in sorted(persons)}


def _nobody() -> int:
    account = open_empty_account()
    return Person.objects.create(account_id=account, name=NOBODY, created_at=clock.now(), stands_in=True).pk
