"""What this room puts into the frames: a menu entry, and the units that duties are held for."""

from django.utils.translation import gettext_lazy as _

from benfu.people import units
from benfu.ui import nav

from .access import SEE
from .selectors import HANDLERS, in_areas, names_of


def handlers(areas: tuple[str, ...]) -> list[units.Unit]:
    """Return the organisations somebody can handle cases for."""
    found = in_areas(areas, kinds=HANDLERS)
    return [units.Unit(f"organisation:{one.pk}", one.name, one.area) for one in found]


units.register("organisation", handlers, names_of)
nav.register(
    door="console", group="people", label=_("单位"), url="organisations-list", icon="building-bank", roles=SEE, order=30
)
