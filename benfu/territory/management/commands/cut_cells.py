"""Draws grid cells where none are surveyed: benfu cut_cells 370211 --per-community 4."""

from typing import Any

from django.core.management.base import CommandParser

from benfu.platform.identity.actor import SYSTEM
from benfu.territory.cutting import CELLS_EACH
from benfu.territory.printing import ImportCommand
from benfu.territory.services import cut_cells


class Command(ImportCommand):
    help = "Cut communities into grid cells, marked synthetic; communities without outline are drawn first."

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument("prefix", help="code of a district, a street or a community")
        parser.add_argument(
            "--per-community", type=int, default=CELLS_EACH, help="cells a community (default %(default)s)"
        )
        parser.add_argument("--size", type=float, default=0, help="instead: about so many square metres a cell")

    def handle(self, *args: Any, **options: Any) -> None:
        self.carry_out(
            cut_cells,
            actor=SYSTEM,
            under=options["prefix"],
            each=options["per_community"],
            cell_m2=options["size"],
            dry_run=options["dry_run"],
        )
