"""What levels are called on screens."""

from collections.abc import Mapping

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from .levels import Level

LEVEL_NAMES: Mapping[Level, Promise] = {
    Level.DISTRICT: _("区县"),
    Level.STREET: _("街道"),
    Level.COMMUNITY: _("社区"),
    Level.CELL: _("网格"),
}
