"""Looks at start whether the sender of phone codes can serve here."""

from typing import Any

from django.apps import AppConfig
from django.core.checks import CheckMessage, Error, register
from django.core.exceptions import ImproperlyConfigured

from .senders import sender


class IdentityConfig(AppConfig):
    """The room's place in Django."""

    name = "benfu.platform.identity"

    def ready(self) -> None:
        """Register the check of the settings."""
        register(check_sender)


def check_sender(**_given: Any) -> list[CheckMessage]:
    """Say before the first sign-in, not at it, that codes cannot be sent as configured."""
    try:
        sender()
    except (ImproperlyConfigured, ImportError) as error:
        return [Error(str(error), hint="BENFU_CODE_SENDER, docs/operations.md", id="identity.E001")]
    return []
