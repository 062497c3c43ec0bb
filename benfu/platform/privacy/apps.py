"""Loads each room's `privacy` module at start, so that personal fields and exports are known."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class PrivacyConfig(AppConfig):
    """The room's place in Django."""

    name = "benfu.platform.privacy"

    def ready(self) -> None:
        """Import each room's `privacy` module."""
        autodiscover_modules("privacy")
