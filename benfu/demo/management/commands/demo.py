"""`benfu demo`: fills an empty database with the invented district; a filled one stays as it is."""

import time
from typing import Any

from django.conf import settings
from django.core.management.base import BaseCommand, CommandError, CommandParser

from benfu.demo.filling import SEED, SIZES, fill, filled


class Command(BaseCommand):
    help = "Fill an empty database with an invented, living district: areas, people, six weeks of work. Harmless to repeat."

    def add_arguments(self, parser: CommandParser) -> None:
        parser.add_argument("--size", choices=list(SIZES), default="small", help="how much life (small: half a minute)")
        parser.add_argument("--seed", type=int, default=SEED, help="another number, another island and another fate")
        parser.add_argument("--new-demo", action="store_true", help="this database was just made to be a demonstration")

    def handle(self, *args: Any, **options: Any) -> None:
        if not (settings.DEMO or options["new_demo"]):
            raise CommandError(
                "This installation is for real people: invented ones, with passwords that everybody knows, do not belong "
                "in it. A demonstration is made by `benfu up` on an empty data folder."
            )
        if areas := filled():
            self.stdout.write(
                f"This database is not empty (it knows {areas} districts and streets): nothing was changed."
            )
            return
        begun = time.monotonic()
        fill(SIZES[options["size"]], options["seed"], self.stdout.write)
        self.stdout.write(f"The demo district stands after {time.monotonic() - begun:.0f} s.")
