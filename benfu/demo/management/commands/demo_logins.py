"""`benfu manage demo_logins`: prints one way in for each role; `benfu up` shows it when a demonstration is ready."""

from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError

from benfu.demo.logins import logins


class Command(BaseCommand):
    help = "Print one sign-in of each role of the demo: role, page, name or phone, password."
    requires_system_checks = []

    def handle(self, *args: Any, **options: Any) -> None:
        if not settings.DEMO:
            raise CommandError("This installation is no demonstration: its sign-ins are nobody else's business.")
        self.stdout.write(f"  {'role':<20}{'page':<11}{'sign in as':<13}{'password':<13}what to try")
        for one in logins():
            self.stdout.write(f"  {one.role:<20}{one.page:<11}{one.name:<13}{one.password or '-':<13}{one.hint}")
