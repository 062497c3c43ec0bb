"""Reading appeals: one's own, and those of the area, with who asked, about what, and by when an answer is due."""

from collections.abc import Sequence
from dataclasses import dataclass
from functools import reduce
from operator import or_

from django.db.models import Count, Q, QuerySet
from django.utils.translation import gettext as _

from benfu.cases import selectors as cases
from benfu.people import selectors as people
from benfu.platform.identity.actor import Actor
from benfu.platform.lib import clock
from benfu.platform.lib.errors import NotFound

from . import awards
from .access import LOOKERS
from .models import Appeal, Decision

MOST = 100


@dataclass(frozen=True, slots=True)
class Asked:
    """An appeal with the names and words that belong to it; `paid` is what the rules then gave, None if nothing was to be paid.

    `mine` says that the reader may answer it: they neither asked nor decided.
    """

    appeal: Appeal
    title: str
    person: str
    answered_by: str
    decided_by: str
    paid: Decision | None
    mine: bool

    @property
    def overdue(self) -> bool:
        """Whether the answer is late, or came late."""
        return (self.appeal.answered_at or clock.now()) > self.appeal.due_at


def my_appeals(actor: Actor) -> list[Asked]:
    """Return the actor's own appeals, the newest first."""
    return _named(actor, Appeal.objects.filter(person=actor.person or 0).order_by("-pk")[:MOST])


def my_appeal(actor: Actor, subject: str) -> Asked | None:
    """Return the actor's own appeal about a thing such as 'report:<uuid>', None when they have not asked."""
    found = _named(actor, Appeal.objects.filter(person=actor.person or 0, subject=subject))
    return found[0] if found else None


def appeals_in(actor: Actor, *, answered: bool = False) -> list[Asked]:
    """Return the appeals of the actor's area: those waiting, the most urgent first, or the last ones answered."""
    found = Appeal.objects.filter(_in_area(actor), answered_at__isnull=not answered)
    return _named(actor, found.order_by("-answered_at", "-pk")[:MOST] if answered else found.order_by("due_at")[:MOST])


def waiting_and_late(actor: Actor) -> tuple[int, int]:
    """Return how many appeals of the actor's area they themselves may answer, and how many of them are late; one statement."""
    found = Appeal.objects.filter(_in_area(actor), answered_at__isnull=True).exclude(person=actor.person or 0)
    mine = found.filter(Q(decided_by__isnull=True) | ~Q(decided_by=actor.person or 0))
    counts = mine.aggregate(waiting=Count("pk"), late=Count("pk", filter=Q(due_at__lt=clock.now())))
    return counts["waiting"], counts["late"]


def appeal_for(actor: Actor, appeal: int) -> Appeal:
    """Return an appeal of the actor's area. Raises NotFound for all others."""
    found = Appeal.objects.filter(_in_area(actor), pk=appeal).first()
    if found is None:
        raise NotFound(_("没有找到这份申诉。"))
    return found


def asked(actor: Actor, appeal: int) -> Asked:
    """Return an appeal as it is read: one's own, or one of the area. Raises NotFound for all others."""
    found = _named(actor, Appeal.objects.filter(Q(person=actor.person or 0) | _in_area(actor), pk=appeal))
    if not found:
        raise NotFound(_("没有找到这份申诉。"))
    return found[0]


def _in_area(actor: Actor) -> Q:
    if actor.system:
        return Q()
    return reduce(or_, (Q(area__startswith=code) for code in actor.areas(LOOKERS)), Q(pk__in=[]))


def _named(actor: Actor, appeals: QuerySet[Appeal] | Sequence[Appeal]) -> list[Asked]:
    rows = list(appeals)
    if not rows:
        return []
    ids = {one for row in rows for one in (row.person_id, row.answered_by, row.decided_by) if one}
    names = people.names_of(ids)
    paid = Decision.objects.filter(subject__in=[f"appeal:{row.pk}" for row in rows])
    by_subject = {one.subject: one for one in paid}
    about = Decision.objects.filter(pk__in=[row.decision_id for row in rows if row.decision_id])
    titles = {one.decision.pk: one.title for one in awards.named(about)}
    return [
        Asked(
            appeal=row,
            title=titles.get(row.decision_id or 0) or cases.label_of(row.category),
            person=names.get(row.person_id, ""),
            answered_by=names.get(row.answered_by or 0, ""),
            decided_by=names.get(row.decided_by or 0, ""),
            paid=by_subject.get(f"appeal:{row.pk}"),
            mine=row.is_open and actor.person not in {row.person_id, row.decided_by},
        )
        for row in rows
    ]
