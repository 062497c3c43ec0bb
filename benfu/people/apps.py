"""Tells the ground how an account becomes an actor."""

from django.apps import AppConfig

from benfu.platform.identity.actor import provide_actors

from .actors import actor_for


class PeopleConfig(AppConfig):
    """The room's place in Django."""

    name = "benfu.people"

    def ready(self) -> None:
        """Register the provider of actors."""
        provide_actors(actor_for)
