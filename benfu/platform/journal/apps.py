"""Loads every room's reactions at start, so that subscribers are known before the first fact."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class JournalConfig(AppConfig):
    """The journal's place in Django."""

    name = "benfu.platform.journal"

    def ready(self) -> None:
        """Import each room's `reactions` module."""
        autodiscover_modules("reactions")
