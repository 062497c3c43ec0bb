"""`benfu createadmin LOGIN --area CODE`: the first administrator of a district, or another one."""

import getpass
from typing import Any

from django.core.management.base import BaseCommand, CommandError, CommandParser

from benfu.people.services import add_staff
from benfu.platform.identity.actor import SYSTEM
from benfu.platform.identity.roles import Role
from benfu.platform.lib.errors import Problem
from benfu.territory.selectors import find_area


class Command(BaseCommand):
    """Opens an administrator's account and prints its one-time password, once."""

    help = "Open an administrator's account for an area and print its one-time password."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("login", help="name to sign in with")
        parser.add_argument("--area", required=True, help="code of the district or street, such as 370211")
        parser.add_argument("--name", default="", help="the person's name (default: the login)")
        parser.add_argument("--ask", action="store_true", help="ask for a password instead of making one up")

    def handle(self, *args: Any, **options: Any) -> None:
        login, area = options["login"], options["area"]
        if find_area(area) is None:
            raise CommandError(f"There is no area {area}. Import the district first: benfu import areas --help")
        password = self._ask() if options["ask"] else ""
        try:
            slip = add_staff(
                actor=SYSTEM,
                login=login,
                name=options["name"] or login,
                role=Role.ADMINISTRATOR,
                area=area,
                password=password,
            )
        except Problem as problem:
            fields = getattr(problem, "fields", {})
            raise CommandError("\n".join([str(problem.message), *(str(words) for words in fields.values())])) from None
        self.stdout.write(f"Administrator of {area}: {slip.login}")
        if not password:
            self.stdout.write(f"One-time password (shown this once): {slip.password}")
        self.stdout.write("Sign in at /c/login/; a second factor is set up at the first sign-in.")

    def _ask(self) -> str:
        first = getpass.getpass("Password: ")
        if first != getpass.getpass("Again: "):
            raise CommandError("The two passwords differ: nothing was changed.")
        return first
