"""Who may write volunteer service down."""

from functools import reduce
from operator import or_

from django.db.models import Q

from benfu.platform.identity.actor import Actor
from benfu.platform.identity.roles import Role

ORGANISERS = (Role.COMMUNITY_WORKER, Role.GRID_LEADER, Role.STREET_OFFICIAL, Role.ADMINISTRATOR)


def in_area(actor: Actor) -> Q:
    """Return the services of the actor's area."""
    if actor.system:
        return Q()
    return reduce(or_, (Q(area__startswith=code) for code in actor.areas(ORGANISERS)), Q(pk__in=[]))
