"""Sums over orders for the outlook; the area code given bounds what is counted."""

from datetime import date, datetime, time

from django.db.models import Sum
from django.db.models.functions import TruncDate
from django.utils import timezone

from .models import Order
from .workflow import State


def redeemed_by_day(area: str, since: date) -> dict[date, int]:
    """Return the points spent under `area` on goods picked up, by civil day from `since` on; empty days are left out."""
    start = timezone.make_aware(datetime.combine(since, time.min))
    found = Order.objects.filter(area__startswith=area, state=State.HANDED_OVER, ended_at__gte=start)
    days = found.annotate(on=TruncDate("ended_at")).values_list("on").annotate(Sum("points")).order_by()
    return {on: int(points) for on, points in days}


def redeemed(area: str, since: datetime) -> int:
    """Return the points spent under `area` on goods picked up since a moment."""
    found = Order.objects.filter(area__startswith=area, state=State.HANDED_OVER, ended_at__gte=since)
    return found.aggregate(sum=Sum("points"))["sum"] or 0
