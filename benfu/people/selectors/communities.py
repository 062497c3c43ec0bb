"""Communities as this room names them."""

from dataclasses import dataclass

from django.utils.translation import gettext as _

from benfu.people.access import SEE
from benfu.platform.identity.actor import Actor
from benfu.platform.lib.errors import NotFound
from benfu.territory import selectors as territory
from benfu.territory.selectors import Level

DIGITS = 12
MOST_FOUND = 30


@dataclass(frozen=True, slots=True)
class Community:
    """A community: its code, its own name, and the names of the areas around it."""

    code: str
    name: str
    path: str


def community_to_join(code: str) -> Community:
    """Return a community that still stands, by its 12-digit code. Raises NotFound for anything else."""
    community = community_named(code)
    if territory.area(code).withdrawn:
        raise NotFound(_("%(name)s 已经撤并，请扫新社区的报到码。") % {"name": community.name})
    return community


def community_named(code: str) -> Community:
    """Return a community by its 12-digit code, also one withdrawn since. Raises NotFound for anything else."""
    path = territory.path_of(code) if len(code) == DIGITS else ()
    if not path or path[-1].code != code:
        raise NotFound(_("没有找到这个社区。请核对报到码，或者问一问张贴它的社区。"))
    return Community(code, path[-1].name, " · ".join(one.name for one in path[:-1]))


def find_communities(words: str = "", lon: float | None = None, lat: float | None = None) -> list[Community]:
    """Return the communities to register with: the one a position (WGS-84) lies in, then those whose name or street fits.

    With neither, or where nothing fits, an empty list; at most MOST_FOUND. The position is used here and kept nowhere.
    """
    found = []
    if lon is not None and lat is not None:
        found = [code for code in [territory.locate(lon, lat).community] if code]
    if sought := words.strip():
        standing = territory.areas_under("", Level.COMMUNITY)
        found += [one.code for one in standing if not one.withdrawn and sought in territory.label(one.code)]
    return [community_named(code) for code in dict.fromkeys(found)][:MOST_FOUND]


def communities_of(actor: Actor) -> list[Community]:
    """Return the communities in which the actor sees people, by code."""
    prefixes = ("",) if actor.system else actor.areas(SEE)
    codes = {area.code for prefix in prefixes for area in territory.areas_under(prefix, Level.COMMUNITY)}
    return [community_named(code) for code in sorted(codes)]
