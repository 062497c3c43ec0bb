"""`sweep_files`: throw away pictures kept long enough and bytes nobody knows of, now instead of at night."""

from typing import Any

from django.core.management.base import BaseCommand

from benfu.platform.files.services import HOUSE
from benfu.platform.files.sweeping import sweep


class Command(BaseCommand):
    help = "Throw away pictures that were kept long enough, and what was left over from interrupted uploads."

    def handle(self, *args: Any, **options: Any) -> None:
        done = sweep(actor=HOUSE)
        self.stdout.write(
            f"{done.expired} pictures had expired, {done.originals} originals were dropped, "
            f"{done.strays} leftovers removed, {done.queued} waiting pictures queued again"
        )
