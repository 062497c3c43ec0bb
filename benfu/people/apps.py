"""Tells the ground how an account becomes an actor."""

from django.apps import AppConfig

from benfu.platform.identity.actor import keep_directory

from .actors import DIRECTORY


class PeopleConfig(AppConfig):
    """The room's place in Django."""

    name = "benfu.people"

    def ready(self) -> None:
        """Register the directory of actors."""
        keep_directory(DIRECTORY)
