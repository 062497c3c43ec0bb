"""Who may propose and who may review honours."""

from functools import reduce
from operator import or_

from django.db.models import Q

from benfu.platform.identity.actor import Actor
from benfu.platform.identity.roles import Role

PROPOSERS = (Role.COMMUNITY_WORKER, Role.GRID_LEADER, Role.STREET_OFFICIAL, Role.ADMINISTRATOR)
REVIEWERS = (Role.STREET_OFFICIAL, Role.ADMINISTRATOR)


def in_area(actor: Actor) -> Q:
    """Return the honours of the actor's area."""
    if actor.system:
        return Q()
    return reduce(or_, (Q(area__startswith=code) for code in actor.areas(PROPOSERS)), Q(pk__in=[]))


def may_review(actor: Actor, area: str, *involved: int | None) -> bool:
    """Return whether the actor may review: on duty there, and neither the person nor whoever proposed them."""
    return actor.holds(REVIEWERS, area) and actor.person not in involved
