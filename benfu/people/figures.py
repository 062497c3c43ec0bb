"""Sums about people for the outlook: numbers only, never who."""

from .models import Registration
from .workflow import State


def workers(area: str) -> int:
    """Return how many workers the communities of an area have taken in."""
    return Registration.objects.filter(community__startswith=area, state=State.APPROVED).count()


def waiting(area: str) -> int:
    """Return how many registrations wait for a decision in an area."""
    return Registration.objects.filter(community__startswith=area, state=State.WAITING).count()
