"""To whom a case can be given: the departments and grid members who serve its area, and who is the likely one."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from django.db.models import Count

from benfu.organisations import selectors as organisations
from benfu.people import selectors as people
from benfu.platform.lib import clock

from .categories import all_categories
from .models import Case

LOOKED_BACK = timedelta(days=90)
STREET = 9
"""Digits of a street's code: what went where is counted within the street."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """Who is likely to mend it; `percent` is the share of such cases that went there lately, None if the name alone says so."""

    department: int
    name: str
    percent: int | None


@dataclass(frozen=True, slots=True)
class Choices:
    """Everybody a case can be given to, and the likely one."""

    departments: Sequence[Any]
    members: Sequence[Any]
    suggestion: Suggestion | None


def choices_for(case: Case) -> Choices:
    """Return who serves the case's area, in three statements; the caller has checked that the actor may dispatch it."""
    departments = organisations.departments_for(case.area)
    return Choices(departments, people.grid_members_in(case.area), _suggest(case, departments))


def _suggest(case: Case, departments: Sequence[Any]) -> Suggestion | None:
    """Return where most such cases of the street went lately, else the first department the category's words name."""
    names = {one.pk: one.name for one in departments}
    recent = Case.objects.filter(
        category=case.category_id,
        area__startswith=case.area[:STREET],
        department__isnull=False,
        reported_at__gte=clock.now() - LOOKED_BACK,
    )
    counts = dict(recent.values_list("department").annotate(count=Count("pk")).order_by("-count", "department"))
    for department, count in counts.items():
        if department in names:
            return Suggestion(department, names[department], round(100 * count / sum(counts.values())))
    return _by_words(all_categories()[case.category_id].departments.split(), names)


def _by_words(words: Sequence[str], names: dict[int, str]) -> Suggestion | None:
    for word in words:
        for department, name in names.items():
            if word in name:
                return Suggestion(department, name, None)
    return None
