"""Who may do what with rosters."""

from benfu.platform.identity.actor import Actor
from benfu.platform.identity.roles import Role

MANAGERS = (Role.ENTERPRISE_MANAGER,)
"""Who speaks for a hub: a duty held for just that hub."""
DECIDE = (Role.STREET_OFFICIAL, Role.ADMINISTRATOR)
"""Who takes hubs in."""
SEE = (Role.COMMUNITY_WORKER, *DECIDE)
"""Who sees the hubs of their area."""


def manages(actor: Actor, hub: int) -> bool:
    """Return whether the actor speaks for the hub."""
    return actor.system or f"hub:{hub}" in actor.units(MANAGERS)


def may_decide(actor: Actor, street: str) -> bool:
    """Return whether the actor decides on hubs of a street."""
    return actor.holds(DECIDE, street)
