"""Who may see which awards."""

from functools import reduce
from operator import or_

from django.db.models import Q

from benfu.platform.identity.actor import Actor
from benfu.platform.identity.roles import Role

LOOKERS = (Role.COMMUNITY_WORKER, Role.GRID_LEADER, Role.STREET_OFFICIAL, Role.ADMINISTRATOR)
"""Who sees what was awarded in their area: the same people who may know the reporters there."""


def in_area(actor: Actor) -> Q:
    """Return the decisions about what happened in the actor's area."""
    if actor.system:
        return Q()
    return reduce(or_, (Q(area__startswith=code) for code in actor.areas(LOOKERS)), Q(pk__in=[]))


def visible(actor: Actor) -> Q:
    """Return the decisions an actor may see: their own, and those of their area."""
    own = Q(person=actor.person) if actor.person is not None else Q(pk__in=[])
    return own | in_area(actor)
