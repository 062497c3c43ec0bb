"""Puts the first tariff in force where a district has none of its own yet (`benfu load`)."""

from collections.abc import Callable

from .models import PublishedTariff
from .tariffs import DEFAULT, publish


def load(say: Callable[[str], None]) -> None:
    """Publish the tariff that comes with the house, unless some tariff is published already."""
    if PublishedTariff.objects.exists():
        say(f"points: {PublishedTariff.objects.count()} tariff(s) published; change them with benfu import tariff")
        return
    tariff = publish(DEFAULT.read_text("utf-8"))
    if tariff is not None:
        say(f"points: tariff {tariff.version} published, {len(tariff.rules)} rules, in force from {tariff.valid_from}")
