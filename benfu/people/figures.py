"""Sums about people for the outlook: numbers only, never who."""

from collections.abc import Collection

from .models import Registration
from .workflow import State


def workers(area: str) -> int:
    """Return how many workers the communities of an area have taken in."""
    return Registration.objects.filter(community__startswith=area, state=State.APPROVED).count()


def waiting(area: str) -> int:
    """Return how many registrations wait for a decision in an area."""
    return Registration.objects.filter(community__startswith=area, state=State.WAITING).count()


def registered_among(accounts: Collection[int]) -> int:
    """Return how many of these accounts' owners a community has taken in."""
    taken_in = Registration.objects.filter(person__account__in=accounts, state=State.APPROVED)
    return taken_in.values("person").distinct().count()
