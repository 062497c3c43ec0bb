"""Reading organisations: facts about bodies, not persons, so every signed-in actor may."""

from collections.abc import Collection, Iterable
from functools import reduce
from operator import or_

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from benfu.platform.identity.actor import Actor
from benfu.platform.lib.errors import Invalid, NotFound
from benfu.platform.lib.paging import Page, cut, read_cursor

from .access import SEE
from .models import Kind, Organisation

HANDLERS = (Kind.DEPARTMENT, Kind.COMMUNITY_OFFICE, Kind.GRID_TEAM)
"""Kinds that a case can be dispatched to."""
PAGE = 50


def departments_for(area: str) -> list[Organisation]:
    """Return who handles cases in an area: those that serve it or an area around it, departments first, nearest first."""
    around = [area[:length] for length in range(1, len(area) + 1)]
    found = Organisation.objects.filter(kind__in=HANDLERS, area__in=around, is_active=True)
    return sorted(found, key=lambda one: (HANDLERS.index(Kind(one.kind)), -len(one.area), one.name))


def organisation(organisation_id: int) -> Organisation:
    """Return one organisation. Raises NotFound."""
    found = Organisation.objects.filter(pk=organisation_id).first()
    if found is None:
        raise NotFound(_("没有找到这个单位。"))
    return found


def by_code(code: str) -> Organisation | None:
    """Return the organisation with this unified social credit code, or None."""
    return Organisation.objects.filter(code=code.strip().upper()).first()


def office_of(community: str) -> Organisation | None:
    """Return the community's own office."""
    return Organisation.objects.filter(area=community, kind=Kind.COMMUNITY_OFFICE).first()


def names_of(ids: Iterable[int]) -> dict[int, str]:
    """Return the names of organisations by id, in one statement; an unknown id is left out."""
    return dict(Organisation.objects.filter(pk__in=set(ids)).values_list("pk", "name"))


def in_areas(areas: Collection[str], kinds: Collection[str] = ()) -> list[Organisation]:
    """Return the active organisations in the subtrees of areas ("" for everywhere), by name."""
    found = Organisation.objects.filter(_inside(areas), is_active=True)
    if kinds:
        found = found.filter(kind__in=kinds)
    return list(found.order_by("name", "id"))


def organisations_in(actor: Actor, *, kind: str = "", search: str = "", after: str = "") -> Page[Organisation]:
    """Return a page of the organisations around and below the actor's areas, by name. Raises Invalid for a bad cursor."""
    found = _filtered(actor, search)
    if kind:
        found = found.filter(kind=kind)
    if after:
        name, last = _place(after)
        found = found.filter(Q(name__gt=name) | Q(name=name, pk__gt=last))
    return cut(list(found.order_by("name", "id")[: PAGE + 1]), PAGE, lambda one: [one.name, one.pk])


def counts_by_kind(actor: Actor, *, search: str = "") -> dict[str, int]:
    """Return how many organisations of each kind the list holds, with the same search."""
    return dict(_filtered(actor, search).order_by().values_list("kind").annotate(Count("id")))


def _filtered(actor: Actor, search: str) -> QuerySet[Organisation]:
    """Return what lies in the actor's areas, and what serves them from above (a district's departments)."""
    found = Organisation.objects.all()
    if not actor.system:
        areas = actor.areas(SEE)
        above = {code[:length] for code in areas for length in range(1, len(code))}
        found = found.filter(_inside(areas) | Q(area__in=above))
    words = search.strip().replace("\x00", "")
    return found.filter(Q(name__icontains=words) | Q(code=words.upper())) if words else found


def _inside(areas: Collection[str]) -> Q:
    return reduce(or_, (Q(area__startswith=code) for code in areas), Q(pk__in=[]))


def _place(after: str) -> tuple[str, int]:
    place = read_cursor(after)
    if len(place) != 2 or not isinstance(place[0], str) or not isinstance(place[1], int):
        raise Invalid(_("翻页的标记不对，请从第一页开始。"))
    return place[0], place[1]
