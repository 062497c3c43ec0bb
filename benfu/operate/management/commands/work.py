"""Run the background worker in the foreground."""

import sys
from typing import Any

from django.core.management.base import BaseCommand

from benfu.operate.work import work


class Command(BaseCommand):
    help = "Run the background worker: tells facts to the rooms, runs jobs, does what is due by the clock. Ctrl-C stops it."

    def handle(self, *args: Any, **options: Any) -> None:
        sys.exit(work())
