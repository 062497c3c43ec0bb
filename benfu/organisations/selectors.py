"""Reading organisations: facts about bodies, not persons, so every signed-in actor may."""

from collections.abc import Iterable

from django.db.models import Q
from django.utils.translation import gettext as _

from benfu.platform.lib.errors import NotFound

from .models import Kind, Organisation

HANDLERS = (Kind.DEPARTMENT, Kind.COMMUNITY_OFFICE, Kind.GRID_TEAM)
"""Kinds that a case can be dispatched to."""


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


def names_of(ids: Iterable[int]) -> dict[int, str]:
    """Return the names of organisations by id, in one statement; an unknown id is left out."""
    return dict(Organisation.objects.filter(pk__in=set(ids)).values_list("pk", "name"))


def office_of(community: str) -> Organisation | None:
    """Return the community's own office."""
    return Organisation.objects.filter(Q(area=community), kind=Kind.COMMUNITY_OFFICE).first()
