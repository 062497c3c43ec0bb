"""Who may do what with rest stops."""

from benfu.platform.identity.actor import Actor
from benfu.platform.identity.roles import Role

MANAGERS = (Role.ADMINISTRATOR, Role.COMMUNITY_WORKER)
"""Who puts stops on the map and changes what they are, inside their area."""
KEEPERS = (Role.REST_STOP_KEEPER, Role.STORE_KEEPER)
"""Who says how their own stop is now: open or closed, sockets, hours."""
ROLES = (*MANAGERS, *KEEPERS)


def may_manage(actor: Actor, area: str) -> bool:
    """Return whether the actor looks after the list of stops in this area."""
    return bool(area) and actor.holds(MANAGERS, area)


def may_keep(actor: Actor, rest_stop: int, area: str) -> bool:
    """Return whether the actor may say how this stop is now."""
    return may_manage(actor, area) or f"rest_stop:{rest_stop}" in actor.units(KEEPERS)
