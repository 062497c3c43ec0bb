"""Appeals: a worker asks, somebody who did not decide it answers, and what was missing is paid by the rules."""

from datetime import datetime, time, timedelta
from uuid import UUID

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from benfu.cases import selectors as cases
from benfu.cases.workflow import State
from benfu.people import selectors as people
from benfu.platform.identity.actor import Actor
from benfu.platform.journal.selectors import facts_of
from benfu.platform.journal.services import record
from benfu.platform.lib import clock
from benfu.platform.lib.errors import Conflict, Invalid, NotAllowed
from benfu.platform.lib.text import clean
from benfu.territory import selectors as territory
from benfu.territory.worktime import WorkCalendar

from .appeals import appeal_for
from .awards import why
from .events import AppealAnswered, AppealAsked
from .models import Appeal, Decision
from .rules import Deed
from .services import award
from .tariffs import tariff_on

ANSWER_WITHIN = 5
"""Working days for an answer, the day of the question not counted."""
MOST_LETTERS = 500


def answer_day_end(asked: datetime, calendar: WorkCalendar) -> datetime:
    """Return the end of the last working day on which an answer is in time."""
    day, left = asked.astimezone(calendar.zone).date(), ANSWER_WITHIN
    while left:
        day += timedelta(days=1)
        left -= calendar.works_on(day)
    return datetime.combine(day, time(23, 59, 59), calendar.zone)


@transaction.atomic
def ask_about_decision(*, actor: Actor, decision: int, words: str) -> Appeal:
    """Ask for a decision about one's own deed to be looked at again.

    Raises NotFound for somebody else's, Invalid without words, Conflict when it was asked about before.
    """
    found = why(actor, decision)
    if not found.own:
        raise NotAllowed(_("只能对自己的积分提出申诉。"))
    one = found.award.decision
    about = Appeal(subject=one.subject, decision=one, case=one.case, category=one.category, area=one.area, day=one.day)
    about.decided_by = one.verifier
    return _asked(actor, about, words)


@transaction.atomic
def ask_about_report(*, actor: Actor, report: UUID, words: str) -> Appeal:
    """Ask for one's own report that was not taken on to be looked at again. Raises as asking about a decision does."""
    mine = cases.report_for(actor, report)
    if mine.case.state != State.DECLINED:
        raise Invalid(_("这条上报还没有结果，等办完再看；办结后不对可以申诉。"))
    declined = facts_of(f"case:{mine.case.pk}", ["CaseDeclined"]).last()
    about = Appeal(
        subject=f"report:{report}",
        case=mine.case.pk,
        category=mine.case.category_id,
        area=mine.case.area,
        day=mine.report.reported_on,
        decided_by=declined.data["by"] if declined else None,
    )
    return _asked(actor, about, words)


@transaction.atomic
def answer_appeal(*, actor: Actor, appeal: int, upheld: bool, points: int, words: str) -> Appeal:
    """Answer an appeal in words; if it is upheld, pay the points found missing, by the rules and caps of the day of the act.

    Raises NotFound outside the actor's area, NotAllowed for who decided it or asked it, Conflict when it was answered before,
    Invalid without words, or for points that do not fit.
    """
    found = Appeal.objects.select_for_update().get(pk=appeal_for(actor, appeal).pk)
    if actor.own_person() in {found.person_id, found.decided_by}:
        raise NotAllowed(_("这件事是您经手的，请另一位同事来答复。"))
    if not found.is_open:
        who = people.names_of([found.answered_by or 0]).get(found.answered_by or 0, "")
        raise Conflict(_("%(who)s 已经答复了。") % {"who": who}, appeal=found.pk)
    found.points = _points(found, upheld, points)
    found.upheld, found.answer = upheld, _words(words)
    found.answered_by, found.answered_at = actor.person, clock.now()
    found.save()
    if found.points:
        _paid(actor, found)
    told = AppealAnswered(found.pk, found.person_id, actor.own_person(), upheld, found.points)
    record(told, actor=actor, subject=f"appeal:{found.pk}", area=found.area)
    return found


def _asked(actor: Actor, about: Appeal, words: str) -> Appeal:
    about.person_id, about.words = actor.own_person(), _words(words)
    about.asked_at = clock.now()
    about.due_at = answer_day_end(timezone.localtime(about.asked_at), territory.calendar())
    try:
        with transaction.atomic():
            about.save(force_insert=True)
    except IntegrityError:
        raise Conflict(_("这件事您已经申诉过了，在“我的申诉”里看答复。")) from None
    record(AppealAsked(about.pk, about.person_id), actor=actor, subject=f"appeal:{about.pk}", area=about.area)
    return about


def _points(found: Appeal, upheld: bool, points: int) -> int:
    tariff = tariff_on(found.day)
    rule = tariff.rule_for("appeal") if tariff else None
    most = (rule.per_day or rule.per_month or MOST_LETTERS) if rule else 0
    if not upheld:
        return 0
    if not 0 <= points <= most:
        wrong = _("补的分要在 0 到 %(most)s 之间（那一天的细则规定的）。") % {"most": most}
        raise Invalid(wrong, {"points": wrong})
    return points


def _paid(actor: Actor, found: Appeal) -> Decision:
    deed = Deed(
        "appeal",
        f"appeal:{found.pk}",
        found.person_id,
        found.day,
        verifier=actor.person,
        case=found.case,
        category=found.category,
        amount=found.points,
    )
    return award(actor=actor, deed=deed, area=found.area)


def _words(text: str) -> str:
    words = clean(text)
    if not 1 <= len(words) <= MOST_LETTERS:
        wrong = _("请写明原因，1 到 500 个字。")
        raise Invalid(wrong, {"words": wrong})
    return words
