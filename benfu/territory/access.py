"""Who may change areas: administrators, in the area they are responsible for."""

from benfu.platform.identity.actor import Actor
from benfu.platform.identity.roles import Role

CHANGE = (Role.ADMINISTRATOR,)


def may_change(actor: Actor, under: str) -> bool:
    """Whether the actor may change all areas whose code begins with `under`."""
    return actor.system or (bool(under) and actor.holds(CHANGE, under))


def may_try(actor: Actor) -> bool:
    """Whether the actor may have a file looked at."""
    return actor.system or actor.holds(CHANGE)
