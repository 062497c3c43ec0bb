"""Sets surveyed grid cells from a map file: benfu import cells FILE.geojson."""

from benfu.territory.levels import Level
from benfu.territory.management.commands import import_boundaries


class Command(import_boundaries.Command):
    help = "Set surveyed grid cells (15-digit codes) from a GeoJSON file; they take the place of made-up ones."
    only_level = Level.CELL
