"""Writing volunteer service down, and cancelling what was wrong; never one's own."""

from datetime import date

from django.db import IntegrityError, transaction
from django.db.models import Sum
from django.utils.translation import gettext as _

from benfu.people import selectors as people
from benfu.people.workflow import State as Joined
from benfu.platform.identity.actor import Actor
from benfu.platform.journal.services import record
from benfu.platform.lib import clock
from benfu.platform.lib.errors import Conflict, Invalid, NotAllowed, NotFound
from benfu.platform.lib.text import clean

from . import access
from .events import HoursCancelled, HoursRecorded
from .models import Service
from .rules import LEAST_MINUTES, MOST_MINUTES, back_filled

MOST_LETTERS = 100


@transaction.atomic
def record_hours(*, actor: Actor, registration: int, done_on: date, minutes: int, what: str) -> Service:
    """Write down that a registered worker of the actor's area served so many minutes on a day.

    Raises NotFound, NotAllowed for one's own and for who organises nothing there, Invalid for what does not fit, Conflict for
    the same service of the same day.
    """
    worker = people.registration_for(actor, registration)
    if not actor.holds(access.ORGANISERS, worker.community) or worker.state != Joined.APPROVED:
        raise NotAllowed(_("只能给本区域已报到的小哥记时长。"))
    if worker.person == actor.own_person():
        raise NotAllowed(_("不能给自己记时长，请另一位组织者来记。"))
    _check(worker.person, done_on, minutes)
    made = Service(
        person_id=worker.person,
        area=worker.community,
        what=_words(what),
        done_on=done_on,
        minutes=minutes,
        back_filled=back_filled(done_on, clock.today()),
        recorded_by=actor.own_person(),
        recorded_at=clock.now(),
    )
    try:
        with transaction.atomic():
            made.save(force_insert=True)
    except IntegrityError:
        raise Conflict(_("这一天的这项服务已经记过了。")) from None
    told = HoursRecorded(made.pk, made.person_id, made.recorded_by, minutes, done_on, made.back_filled)
    record(told, actor=actor, subject=f"service:{made.pk}", area=made.area)
    return made


@transaction.atomic
def cancel_hours(*, actor: Actor, service: int, because: str) -> Service:
    """Cancel what was written down wrongly, with a reason. Raises NotFound, NotAllowed for one's own, Conflict, Invalid."""
    found = Service.objects.select_for_update().filter(access.in_area(actor), pk=service).first()
    if found is None:
        raise NotFound(_("没有找到这条服务记录。"))
    if found.person_id == actor.own_person():
        raise NotAllowed(_("不能改自己的时长，请另一位组织者来改。"))
    if found.cancelled_at is not None:
        raise Conflict(_("这条服务记录已经作废了。"))
    found.cancelled_because, found.cancelled_by, found.cancelled_at = _words(because), actor.person, clock.now()
    found.save(update_fields=["cancelled_because", "cancelled_by", "cancelled_at"])
    told = HoursCancelled(found.pk, found.person_id, actor.own_person())
    record(told, actor=actor, subject=f"service:{found.pk}", area=found.area)
    return found


@transaction.atomic
def forget_hours(person: int) -> None:
    """Forget in words what somebody did who left for good; the minutes stay in the sums. Told twice, done once."""
    mine = Service.objects.filter(person=person)
    for row in mine.exclude(what__startswith="—"):
        row.what = f"—{row.pk}"
        row.save(update_fields=["what"])
    mine.exclude(cancelled_because="").update(cancelled_because="—")


def _check(person: int, done_on: date, minutes: int) -> None:
    if done_on > clock.today():
        wrong = _("日期不能在今天以后。")
        raise Invalid(wrong, {"done_on": wrong})
    if not LEAST_MINUTES <= minutes <= MOST_MINUTES:
        wrong = _("一次服务要在 15 分钟到 16 小时之间。")
        raise Invalid(wrong, {"minutes": wrong})
    that_day = Service.objects.filter(person=person, done_on=done_on, cancelled_at__isnull=True)
    if (that_day.aggregate(sum=Sum("minutes"))["sum"] or 0) + minutes > MOST_MINUTES:
        wrong = _("这一天加起来超过 16 小时了，请核对。")
        raise Invalid(wrong, {"minutes": wrong})


def _words(text: str) -> str:
    words = clean(text)
    if not 1 <= len(words) <= MOST_LETTERS:
        wrong = _("请写 1 到 100 个字。")
        raise Invalid(wrong, {"what": wrong})
    return words
