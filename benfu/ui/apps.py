"""Loads every room's `shell` at start, so that menus, slots and short links are known before the first page."""

from django.apps import AppConfig
from django.utils.module_loading import autodiscover_modules


class UiConfig(AppConfig):
    """The layout kit's place in Django."""

    name = "benfu.ui"

    def ready(self) -> None:
        """Import each room's `shell` module."""
        autodiscover_modules("shell")
