"""Who may look at what seems like farming."""

from functools import reduce
from operator import or_

from django.db.models import Q

from benfu.platform.identity.actor import Actor
from benfu.platform.identity.roles import Role

REVIEWERS = (Role.STREET_OFFICIAL, Role.ADMINISTRATOR)
"""Not the communities' own staff: they verify, and so may be part of it."""


def visible(actor: Actor) -> Q:
    """Return what the actor may see: their area's, and never what is about themselves."""
    if actor.system:
        return Q()
    areas = reduce(or_, (Q(area__startswith=code) for code in actor.areas(REVIEWERS)), Q(pk__in=[]))
    return areas & ~Q(persons__contains=[actor.person or 0])
