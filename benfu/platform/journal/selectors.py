"""Reading the journal: what happened to a thing, and what could not be told."""

from collections.abc import Sequence

from django.db.models import QuerySet

from .models import Fact, FailedTelling, Untold


def facts_of(subject: str, kinds: Sequence[str] = ()) -> QuerySet[Fact]:
    """Return what happened to `subject`, oldest first; the caller has checked that the actor may see it."""
    facts = Fact.objects.filter(subject=subject).order_by("id")
    return facts.filter(kind__in=kinds) if kinds else facts


def failed_tellings() -> QuerySet[FailedTelling]:
    """Return tellings that failed, those given up first."""
    return FailedTelling.objects.select_related("fact").order_by("next_at", "id")


def untold_count() -> int:
    """Return how many facts wait to be told."""
    return Untold.objects.count()
