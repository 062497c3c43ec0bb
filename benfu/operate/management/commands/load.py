"""Load the reference data of all rooms: categories, tariffs, calendars, texts. Idempotent."""

from typing import Any

from django.core.management.base import BaseCommand

from benfu.operate import reference
from benfu.operate.words import say


class Command(BaseCommand):
    help = "Load or refresh the reference data of all rooms (categories, tariffs, calendars, consents). Harmless to repeat."

    def handle(self, *args: Any, **options: Any) -> None:
        count = reference.load_all(say)
        say(f"reference data of {count} rooms are loaded")
