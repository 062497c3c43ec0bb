"""Reading the journal: what happened to a thing, and what could not be told."""

from collections.abc import Sequence
from datetime import datetime

from django.db.models import F, QuerySet

from .models import Fact, FailedTelling, Untold


def facts_of(subject: str, kinds: Sequence[str] = ()) -> QuerySet[Fact]:
    """Return what happened to `subject`, oldest first; the caller has checked that the actor may see it."""
    facts = Fact.objects.filter(subject=subject).order_by("id")
    return facts.filter(kind__in=kinds) if kinds else facts


def failed_tellings() -> QuerySet[FailedTelling]:
    """Return tellings that failed, those given up first."""
    return FailedTelling.objects.select_related("fact").order_by(F("next_at").asc(nulls_first=True), "id")


def given_up_count() -> int:
    """Return how many tellings wait for a person."""
    return FailedTelling.objects.filter(next_at__isnull=True).count()


def untold_count() -> int:
    """Return how many facts wait to be told."""
    return Untold.objects.count()


def oldest_untold() -> datetime | None:
    """Return when the oldest fact that waits to be told happened, None when none waits."""
    oldest = Untold.objects.order_by("fact_id").values_list("fact__happened_at", flat=True)
    return oldest.first()
