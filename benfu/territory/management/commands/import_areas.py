"""Adds and renames areas from a list: benfu import areas FILE.csv --under 370211."""

from typing import Any

from django.core.management.base import CommandParser

from benfu.platform.identity.actor import SYSTEM
from benfu.territory.printing import ImportCommand
from benfu.territory.services import import_areas


class Command(ImportCommand):
    help = "Add and rename areas from a table of codes and names (CSV). Loading it again does no harm."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("file", help="CSV: code and name, or street_code, street, community_code, community …")
        parser.add_argument("--under", default="", help="take only areas whose code begins with this")
        parser.add_argument("--source", default="", help="whose data, under which licence")

    def handle(self, *args: Any, **options: Any) -> None:
        self.carry_out(
            import_areas,
            actor=SYSTEM,
            content=self.read(options["file"]),
            under=options["under"],
            source=options["source"],
            dry_run=options["dry_run"],
        )
