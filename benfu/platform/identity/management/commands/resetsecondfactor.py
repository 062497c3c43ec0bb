"""`benfu resetsecondfactor LOGIN`: for the administrator who lost phone and recovery codes."""

from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from benfu.platform.identity.actor import SYSTEM
from benfu.platform.identity.selectors import account_of_login
from benfu.platform.identity.services import reset_second_factor
from benfu.platform.lib.errors import NotFound


class Command(BaseCommand):
    help = "Take away the second factor of a staff account, whose owner then sets up a new one; all its sessions end."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("login", help="the login name")

    def handle(self, *args: Any, **options: Any) -> None:
        account = account_of_login(options["login"])
        if account is None:
            raise CommandError(f"there is no account called {options['login']}")
        try:
            reset_second_factor(actor=SYSTEM, account=account.pk)
        except NotFound:
            raise CommandError(f"{account.login} has no second factor") from None
        self.stdout.write(f"{account.login} signs in by password now and sets up a new second factor.")
