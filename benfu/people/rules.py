"""Pure rules: what a name, a unit or a reason must look like, and who may give which duty."""

import re
import unicodedata

from benfu.platform.identity.roles import STAFF, Role

NAME_LENGTH = 50
COMPANY_LENGTH = 60
REASON_LENGTH = 200

UNITS = {
    Role.DEPARTMENT_HANDLER: "organisation",
    Role.STORE_KEEPER: "rest_stop",
    Role.REST_STOP_KEEPER: "rest_stop",
}
"""Duties held for one unit, and the kind of generic subject that unit is."""

APPOINTS = {
    Role.ADMINISTRATOR: STAFF,
    Role.COMMUNITY_WORKER: frozenset({Role.PART_TIME_GRID_MEMBER, Role.GRID_MEMBER, Role.GRID_LEADER}),
}
"""Who may give (and end) which duties, inside their own area."""


def clean(text: str) -> str:
    """Return text as it may be stored: composed (NFC), no control or direction characters, single spaces."""
    kept = (" " if c.isspace() else c for c in unicodedata.normalize("NFC", text))
    visible = "".join(c for c in kept if c == "\u200d" or unicodedata.category(c) not in {"Cc", "Cf", "Cs"})
    return " ".join(visible.split())


def unit_fits(role: Role, unit: str) -> bool:
    """Return whether `unit` is what the role needs: 'organisation:5', 'rest_stop:3', or nothing."""
    kind = UNITS.get(role)
    return bool(re.fullmatch(rf"{kind}:[1-9]\d*", unit)) if kind else unit == ""


def appointers(role: Role) -> frozenset[Role]:
    """Return the duties whose holders may give `role`."""
    return frozenset(giver for giver, given in APPOINTS.items() if role in given)
