"""Who may do what in the store."""

from functools import reduce
from operator import or_

from django.db.models import Q

from benfu.platform.identity.actor import Actor
from benfu.platform.identity.roles import Role

KEEPERS = (Role.STORE_KEEPER,)
"""Who hands goods over and keeps the stock of their own outlet."""
MANAGERS = (Role.ADMINISTRATOR,)
"""Who keeps the catalogue, and sees and corrects the stock of every outlet of their area."""
COUNTER = (*KEEPERS, *MANAGERS)
UNIT = "rest_stop"


def outlets_of(actor: Actor) -> set[int]:
    """Return the ids of the outlets the actor keeps."""
    units = actor.units(KEEPERS)
    return {int(unit.removeprefix(f"{UNIT}:")) for unit in units if unit.startswith(f"{UNIT}:")}


def keeps(actor: Actor, outlet: int) -> bool:
    """Return whether the actor stands behind this outlet's counter."""
    return outlet in outlets_of(actor)


def may_stock(actor: Actor, outlet: int, area: str) -> bool:
    """Return whether the actor may enter what comes in, is counted or spoilt: the keeper, and who manages the area."""
    return keeps(actor, outlet) or actor.holds(MANAGERS, area)


def may_edit_goods(actor: Actor) -> bool:
    """Return whether the actor keeps the catalogue."""
    return actor.holds(MANAGERS)


def behind_counter(actor: Actor, outlet: str = "outlet", area: str = "area") -> Q:
    """Return the rows whose outlet the actor keeps or manages; the arguments name the columns."""
    if actor.system:
        return Q()
    managed = (Q(**{f"{area}__startswith": code}) for code in actor.areas(MANAGERS))
    return reduce(or_, managed, Q(**{f"{outlet}__in": outlets_of(actor)}))


def may_see_order(actor: Actor) -> Q:
    """Return the orders the actor may see: their own, and those of the outlets they keep or manage."""
    own = Q(person=actor.person) if actor.person is not None else Q(pk__in=[])
    return own | behind_counter(actor)


def may_see_good_pictures(actor: Actor, subject: str) -> bool:
    """Return whether the actor may see the pictures of 'good:<id>': everybody who is signed in."""
    return actor.signed_in or actor.system
