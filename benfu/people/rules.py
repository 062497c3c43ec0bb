"""Pure rules: what a name, a unit or a reason must look like, and who may give which duty."""

import re

from benfu.platform.identity.roles import STAFF, Role

NAME_LENGTH = 50
COMPANY_LENGTH = 60
REASON_LENGTH = 200

REGISTRATION_CARD, BADGE = "registration_card", "badge"
"""Kinds of credential of a registration: the card a worker carries (备案卡), the badge they wear or put up (报到标识牌)."""

UNITS = {
    Role.DEPARTMENT_HANDLER: "organisation",
    Role.STORE_KEEPER: "rest_stop",
    Role.REST_STOP_KEEPER: "rest_stop",
    Role.ENTERPRISE_MANAGER: "hub",
}
"""Duties held for one unit, and the kind of generic subject that unit is."""

GRID_ROLES = (Role.GRID_MEMBER, Role.GRID_LEADER, Role.PART_TIME_GRID_MEMBER)
"""Duties of those who look after a grid."""

APPOINTS = {
    Role.ADMINISTRATOR: STAFF,
    Role.COMMUNITY_WORKER: frozenset(GRID_ROLES),
}
"""Who may give (and end) which duties, inside their own area."""


def unit_fits(role: Role, unit: str) -> bool:
    """Return whether `unit` is what the role needs: 'organisation:5', 'rest_stop:3', or nothing."""
    kind = UNITS.get(role)
    return bool(re.fullmatch(rf"{kind}:[1-9]\d*", unit)) if kind else unit == ""


def appointers(role: Role) -> frozenset[Role]:
    """Return the duties whose holders may give `role`."""
    return frozenset(giver for giver, given in APPOINTS.items() if role in given)
