"""Who sees what somebody volunteered: those who follow up in the area, and nobody else, administrators neither."""

from benfu.platform.identity.actor import Actor
from benfu.platform.identity.roles import Role

FOLLOW_UP = (Role.COMMUNITY_WORKER, Role.STREET_OFFICIAL)


def may_follow_up(actor: Actor, area: str) -> bool:
    """Return whether the actor follows up in this community. The system itself does not."""
    return any(duty.role in FOLLOW_UP and area.startswith(duty.area) for duty in actor.duties)
