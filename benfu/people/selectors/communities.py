"""Communities as this room names them."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from benfu.people.access import SEE
from benfu.platform.identity.actor import Actor
from benfu.platform.lib.errors import NotFound
from benfu.territory import selectors as territory
from benfu.territory.selectors import Level

DIGITS = 12


@dataclass(frozen=True, slots=True)
class Community:
    """A community: its code, its own name, and the names of the areas around it."""

    code: str
    name: str
    path: str


def community_named(code: str) -> Community:
    """Return a community by its 12-digit code. Raises NotFound for anything else."""
    path = territory.path_of(code) if len(code) == DIGITS else ()
    if not path or path[-1].code != code or path[-1].withdrawn:
        raise NotFound(_("没有找到这个社区。请核对报到码，或者问一问张贴它的社区。"))
    return Community(code, path[-1].name, " · ".join(one.name for one in path[:-1]))


def communities_of(actor: Actor) -> list[Community]:
    """Return the communities in which the actor sees people, by code."""
    prefixes = ("",) if actor.system else actor.areas(SEE)
    codes = {area.code for prefix in prefixes for area in territory.areas_under(prefix, Level.COMMUNITY)}
    return [community_named(code) for code in sorted(codes)]
