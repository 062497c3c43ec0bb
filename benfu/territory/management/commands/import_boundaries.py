"""Sets outlines from a map file: benfu import boundaries FILE.geojson --parent 370211 --level street."""

from typing import Any

from django.core.management.base import CommandParser

from benfu.platform.identity.actor import SYSTEM
from benfu.territory.levels import Level
from benfu.territory.printing import ImportCommand
from benfu.territory.services import import_boundaries


class Command(ImportCommand):
    help = "Set outlines of areas from a GeoJSON file; everything is checked first, and nothing is loaded by half."
    only_level: Level | None = None

    def add_arguments(self, parser: CommandParser) -> None:
        super().add_arguments(parser)
        parser.add_argument(
            "file", help="GeoJSON FeatureCollection of polygons, with codes or with names known from the list"
        )
        parser.add_argument("--parent", default="", help="all areas of the file lie under this code")
        if self.only_level is None:
            parser.add_argument("--level", choices=list(Level), help="level of the areas that bear a name only")
        parser.add_argument(
            "--crs", default="", help="coordinate system if the file does not say: WGS84, CGCS2000, GCJ02, BD09"
        )
        parser.add_argument("--source", default="", help="whose data, under which licence")
        parser.add_argument("--official", action="store_true", help="these are the authority's own boundaries")

    def handle(self, *args: Any, **options: Any) -> None:
        level = self.only_level or (Level(options["level"]) if options["level"] else None)
        self.carry_out(
            import_boundaries,
            actor=SYSTEM,
            content=self.read(options["file"]),
            under=options["parent"],
            level=level,
            crs=options["crs"],
            source=options["source"],
            official=options["official"],
            dry_run=options["dry_run"],
        )
