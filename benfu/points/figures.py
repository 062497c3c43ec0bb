"""Sums over awards for the outlook; the area code given bounds what is counted."""

from datetime import date, datetime, time

from django.db.models import Sum
from django.db.models.functions import TruncDate
from django.utils import timezone

from .models import Decision


def awarded_by_day(area: str, since: date) -> dict[date, int]:
    """Return the points awarded under `area` on each civil day from `since` on; days without any are left out."""
    start = timezone.make_aware(datetime.combine(since, time.min))
    found = Decision.objects.filter(area__startswith=area, decided_at__gte=start, granted__gt=0)
    days = found.annotate(on=TruncDate("decided_at")).values_list("on").annotate(Sum("granted")).order_by()
    return {on: int(points) for on, points in days}


def awarded(area: str, since: datetime) -> int:
    """Return the points awarded under `area` since a moment."""
    found = Decision.objects.filter(area__startswith=area, decided_at__gte=since)
    return found.aggregate(sum=Sum("granted"))["sum"] or 0
