"""Sums over people for the outlook; the area code given bounds what is counted."""

from .models import Registration
from .workflow import State


def workers(area: str) -> int:
    """Return how many workers are registered and taken in under `area` today."""
    return Registration.objects.filter(community__startswith=area, state=State.APPROVED).count()


def waiting(area: str) -> int:
    """Return how many registrations under `area` wait for a decision."""
    return Registration.objects.filter(community__startswith=area, state=State.WAITING).count()
