"""Reading what looks like farming: for street officials and administrators, never for who it is about."""

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from benfu.cases import selectors as cases
from benfu.people import selectors as people
from benfu.platform.files import selectors as pictures
from benfu.platform.identity.actor import Actor
from benfu.platform.lib.errors import NotFound
from benfu.platform.lib.paging import Page, cut, read_cursor

from . import access, words
from .models import Suspicion
from .rules import Kind

PAGE = 30
MOST_SHOWN = 12
"""Cases and pictures of one sign that are shown."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A sign as it is read: what it looks like, why, who is in it, and the evidence the reader may see."""

    suspicion: Suspicion
    title: str
    reason: str
    names: list[str]
    reviewed_by: str


@dataclass(frozen=True, slots=True)
class Evidence:
    """A case behind a sign, with the pictures of the reports it is about."""

    case: Any
    label: str
    pictures: list[Any]


def suspicions_in(actor: Actor, *, reviewed: bool = False, after: str = "") -> Page[Seen]:
    """Return a page of the signs in the actor's area: those that wait, or were looked at. Raises Invalid for a bad cursor."""
    found = Suspicion.objects.filter(access.visible(actor), reviewed_at__isnull=not reviewed)
    if after:
        found = found.filter(pk__lt=read_cursor(after, int)[0])
    rows = list(found.order_by("-pk")[: PAGE + 1])
    return cut(_seen(rows), PAGE, lambda one: [one.suspicion.pk])


def waiting_count(actor: Actor) -> int:
    """Return how many signs wait in the actor's area; one statement."""
    return Suspicion.objects.filter(access.visible(actor), reviewed_at__isnull=True).count()


def suspicion_for(actor: Actor, suspicion: int) -> Suspicion:
    """Return a sign of the actor's area that is not about themselves. Raises NotFound for all others."""
    found = Suspicion.objects.filter(access.visible(actor), pk=suspicion).first()
    if found is None:
        raise NotFound(_("没有找到这一条。"))
    return found


def seen(actor: Actor, suspicion: int) -> tuple[Seen, list[Evidence]]:
    """Return a sign with its evidence. Raises NotFound like `suspicion_for`."""
    found = suspicion_for(actor, suspicion)
    shown = pictures.pictures_of_each([f"report:{one}" for one in found.reports])
    evidence = []
    for case in found.cases[:MOST_SHOWN]:
        try:
            row = cases.case_for(actor, case)
        except NotFound:
            continue
        mine = [one for report in cases.reporters_of(case) for one in shown[f"report:{report.pk}"]]
        evidence.append(Evidence(row, cases.label_of(row.category_id), mine))
    return _seen([found])[0], evidence


def second_accounts(person: int, others: Collection[int]) -> set[int]:
    """Return which of the others a person has found to be the same human being as this one; one statement."""
    pairs = {f"{Kind.SAME_NAME}:{min(person, one)}-{max(person, one)}": one for one in others if one != person}
    found = Suspicion.objects.filter(key__in=pairs, harmless=False) if pairs else Suspicion.objects.none()
    return {pairs[key] for key in found.values_list("key", flat=True)}


def _seen(rows: list[Suspicion]) -> list[Seen]:
    names = people.names_of({one for row in rows for one in (*row.persons, row.reviewed_by or 0)})
    return [
        Seen(
            suspicion=row,
            title=str(words.TITLES[Kind(row.kind)]),
            reason=words.reason(row),
            names=[names.get(one, "") for one in row.persons],
            reviewed_by=names.get(row.reviewed_by or 0, ""),
        )
        for row in rows
    ]
