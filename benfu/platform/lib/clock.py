"""The one place that says what time it is."""

from datetime import date, datetime

from django.utils import timezone


def now() -> datetime:
    """Return the present moment, aware, in UTC."""
    return timezone.now()


def today() -> date:
    """Return the civil day in the district's time zone (settings.TIME_ZONE)."""
    return timezone.localdate()
