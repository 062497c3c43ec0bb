"""Who may do what with people."""

from benfu.platform.identity.actor import Actor
from benfu.platform.identity.roles import Role

from .rules import appointers

DECIDE = (Role.COMMUNITY_WORKER, Role.ADMINISTRATOR)
"""Who takes workers in."""
SEE = (Role.COMMUNITY_WORKER, Role.STREET_OFFICIAL, Role.ADMINISTRATOR)
"""Who sees the workers of their area."""
ADMINISTRATORS = (Role.ADMINISTRATOR,)
"""Who opens accounts."""
STAFF_OFFICE = (Role.ADMINISTRATOR, Role.COMMUNITY_WORKER)
"""Who gives duties at all."""


def may_decide(actor: Actor, community: str) -> bool:
    """Return whether the actor decides on registrations with this community."""
    return actor.holds(DECIDE, community)


def may_appoint(actor: Actor, role: Role, area: str) -> bool:
    """Return whether the actor may give or end this duty in this area."""
    return bool(area) and actor.holds(appointers(role), area)
