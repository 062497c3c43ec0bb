"""Who may do what with recruitment."""

from benfu.people.selectors import may_appoint
from benfu.platform.identity.actor import Actor
from benfu.platform.identity.roles import Role

SEE = (Role.COMMUNITY_WORKER, Role.STREET_OFFICIAL, Role.ADMINISTRATOR)
"""Who sees calls, applicants and appointments of their area."""
RECRUIT = (Role.COMMUNITY_WORKER, Role.ADMINISTRATOR)
"""Who calls and appoints: those who may give the duty itself."""


def may_recruit(actor: Actor, area: str) -> bool:
    """Return whether the actor may call for and appoint part-time grid members of an area."""
    return actor.system or may_appoint(actor, Role.PART_TIME_GRID_MEMBER, area)
