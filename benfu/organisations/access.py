"""Who may do what with organisations."""

from benfu.platform.identity.actor import Actor
from benfu.platform.identity.roles import Role

MANAGERS = (Role.ADMINISTRATOR,)
"""Who keeps the list of organisations in their area."""
SEE = (Role.ADMINISTRATOR, Role.STREET_OFFICIAL, Role.COMMUNITY_WORKER)
"""Who is shown the list."""


def may_manage(actor: Actor, area: str) -> bool:
    """Return whether the actor may add and change organisations of this area."""
    return bool(area) and actor.holds(MANAGERS, area)
