"""Noticing and reviewing: the machine lays signs before a person, the person says what they are; nothing follows by itself."""

from collections.abc import Iterable
from datetime import timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from benfu.platform.identity.actor import Actor
from benfu.platform.journal.services import record
from benfu.platform.lib import clock
from benfu.platform.lib.errors import Conflict, Invalid
from benfu.platform.lib.text import clean

from .events import SuspicionFound, SuspicionReviewed
from .gathering import Gathered, gather, signs
from .models import Suspicion
from .rules import Sign
from .selectors import suspicion_for

LOOKS_BACK = timedelta(days=60)
MOST_LETTERS = 500


@transaction.atomic
def look(*, actor: Actor, pictures: bool = True) -> int:
    """Look at the last 60 days and lay what is new before a person; return how many were found. Done again, finds nothing new.

    `pictures` says whether to compare them: a demonstration shows its few drawn ones again and again.
    """
    found = gather(clock.now() - LOOKS_BACK, pictures)
    return sum(1 for made in _kept(found, signs(found)) if _told(actor, made))


@transaction.atomic
def review(*, actor: Actor, suspicion: int, harmless: bool, words: str) -> Suspicion:
    """Say what a sign is, in words; nothing else changes: what follows, people do by hand.

    Raises NotFound outside the actor's area and for what is about themselves, Conflict when somebody was first, Invalid without
    words.
    """
    found = Suspicion.objects.select_for_update().get(pk=suspicion_for(actor, suspicion).pk)
    if not found.is_open:
        raise Conflict(_("这一条已经有人看过了。"), suspicion=found.pk)
    said = clean(words)
    if not 1 <= len(said) <= MOST_LETTERS:
        wrong = _("请写明看到了什么，1 到 500 个字。")
        raise Invalid(wrong, {"words": wrong})
    found.harmless, found.words = harmless, said
    found.reviewed_by, found.reviewed_at = actor.own_person(), clock.now()
    found.save()
    told = SuspicionReviewed(found.pk, found.kind, actor.own_person(), harmless)
    record(told, actor=actor, subject=f"suspicion:{found.pk}", area=found.area)
    return found


def _kept(found: Gathered, noticed: Iterable[Sign]) -> Iterable[Suspicion]:
    """Store what is not stored yet."""
    case_of = {act.report: act.case for act in found.acts}
    rows = {}
    for sign in noticed:
        about = sign.cases or tuple(case_of[report] for report in sign.reports)
        rows[sign.key] = Suspicion(
            key=sign.key,
            kind=sign.kind,
            area=next((found.areas[case] for case in about if case in found.areas), ""),
            persons=list(sign.persons),
            reports=list(sign.reports),
            cases=list(dict.fromkeys(about)),
            figures=dict(sign.figures),
            found_at=clock.now(),
        )
    known = set(Suspicion.objects.filter(key__in=rows).values_list("key", flat=True))
    return Suspicion.objects.bulk_create([row for key, row in rows.items() if key not in known])


def _told(actor: Actor, made: Suspicion) -> int:
    told = SuspicionFound(made.pk, made.kind)
    return record(told, actor=actor, subject=f"suspicion:{made.pk}", area=made.area)
