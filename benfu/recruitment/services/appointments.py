"""Appointing for a term, renewing, resigning, dismissing; reminding before the end."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction
from django.utils.translation import gettext as _

from benfu.credentials.services import Why, issue, revoke
from benfu.people.services import appoint, end_duty
from benfu.platform.identity.actor import SYSTEM, Actor
from benfu.platform.identity.roles import Role
from benfu.platform.journal.services import record
from benfu.platform.lib import clock
from benfu.platform.lib.errors import Conflict, Invalid, NotAllowed, NotFound
from benfu.platform.lib.text import clean
from benfu.recruitment.access import may_recruit
from benfu.recruitment.events import AppointmentEnded, AppointmentMade, TermEnding
from benfu.recruitment.models import Application, Appointment, Call, Post
from benfu.recruitment.rules import CERTIFICATE, REASON_LENGTH, REMIND_DAYS, reminder_due, term_fits
from benfu.recruitment.workflow import Move, State, after

ROLE = Role.PART_TIME_GRID_MEMBER


@dataclass(frozen=True, slots=True)
class Choice:
    """Somebody chosen from a call's applicants, and the cell or community they are appointed for."""

    application: int
    area: str


@transaction.atomic
def appoint_all(*, actor: Actor, call: int, choices: Collection[Choice]) -> list[Appointment]:
    """Appoint chosen applicants of a call together, for its post and term: all of them or, when one does not fit, none.

    Raises NotFound, Invalid for no choice or a cell outside the call's area, Conflict beyond the places, for an
    application decided already and for who holds the duty in that time.
    """
    found = Call.objects.select_for_update().filter(pk=call).first()
    if found is None or not may_recruit(actor, found.area):
        raise NotFound(_("没有找到这个招募令。"))
    if not choices:
        raise Invalid(_("请先勾选要聘任的人。"))
    taken = Application.objects.filter(call=found, state=State.APPOINTED).count()
    if taken + len(choices) > found.places:
        words = _("名额 %(places)s 人，已聘 %(taken)s 人，这次选多了。")
        raise Conflict(words % {"places": found.places, "taken": taken})
    return [_take(actor, found, choice) for choice in sorted(choices, key=lambda one: one.application)]


def _take(actor: Actor, call: Call, choice: Choice) -> Appointment:
    application = Application.objects.select_for_update().filter(pk=choice.application, call=call).first()
    if application is None or application.person_id is None:
        raise NotFound(_("没有找到这个报名。"))
    if after(application.state, Move.APPOINT) is None:
        raise Conflict(_("这个报名已经有结果了。"), application=application.pk, state=application.state)
    if not choice.area.startswith(call.area):
        raise Invalid(_("负责的网格要在招募的区域里。"), {"area": _("请从名单里选。")})
    application.state = State.APPOINTED
    application.decided_by_id, application.decided_at = actor.person, clock.now()
    application.save(update_fields=["state", "decided_by_id", "decided_at"])
    return _appoint(
        actor,
        application.person_id,
        Post(call.post),
        choice.area,
        (call.starts_on, call.ends_on),
        application=application,
    )


@transaction.atomic
def appoint_one(
    *, actor: Actor, person: int, post: str, area: str, starts_on: date | None = None, ends_on: date
) -> Appointment:
    """Appoint somebody without a call. Raises as appoint_all does, NotAllowed outside the actor's area."""
    if post not in Post.values:
        raise Invalid(_("请选一个岗位。"), {"post": _("请选一个岗位。")})
    return _appoint(actor, person, Post(post), area, (starts_on or clock.today(), ends_on))


@transaction.atomic
def renew(*, actor: Actor, appointment: int, ends_on: date) -> Appointment:
    """Appoint somebody again from the day after their term to `ends_on`, with a certificate of its own.

    Raises NotFound, Conflict for one ended or renewed already, Invalid for a last day that does not fit.
    """
    old = _to_change(actor, appointment)
    if Appointment.objects.filter(renews=old).exists():
        raise Conflict(_("已经续聘过了。"))
    last = old.duty.ends_on or clock.today()
    first = max(last + timedelta(days=1), clock.today())
    return _appoint(actor, old.person_id, Post(old.post), old.duty.area, (first, ends_on), renews=old)


@transaction.atomic
def resign(*, actor: Actor, appointment: int, reason: str = "") -> None:
    """Give one's own appointment up, at once. Raises NotFound, Conflict when it is over."""
    found = _locked(appointment)
    if found is None or found.person_id != actor.person:
        raise NotFound(_("没有找到这份聘任。"))
    _end(actor, found, clean(reason)[:REASON_LENGTH], dismissed=False)


@transaction.atomic
def dismiss(*, actor: Actor, appointment: int, reason: str) -> None:
    """Dismiss a part-time grid member at once, with a reason they will read.

    Raises NotFound, NotAllowed for oneself, Invalid without a reason, Conflict when it is over.
    """
    found = _to_change(actor, appointment)
    if found.person_id == actor.person:
        raise NotAllowed(_("不能解聘自己；要离任请用“辞去”。"))
    words = clean(reason)
    if not 1 <= len(words) <= REASON_LENGTH:
        told = _("请写明原因，1 到 200 个字，本人会看到。")
        raise Invalid(told, {"reason": told})
    _end(actor, found, words, dismissed=True)


@transaction.atomic
def remind(*, today: date) -> int:
    """Tell of every term that ends soon and is not renewed, once for each of REMIND_DAYS; return how many were told of."""
    ending = (
        Appointment.objects.select_for_update(of=("self",))
        .select_related("duty")
        .filter(
            ended_at__isnull=True,
            duty__ended_at__isnull=True,
            duty__ends_on__gte=today,
            duty__ends_on__lte=today + timedelta(days=max(REMIND_DAYS)),
        )
    )
    renewed = set(Appointment.objects.filter(renews__isnull=False).values_list("renews", flat=True))
    told = 0
    for one in ending:
        days = reminder_due(one.duty.ends_on or today, today)
        if one.pk in renewed or days is None or (one.reminded_days or days + 1) <= days:
            continue
        one.reminded_days = days
        one.save(update_fields=["reminded_days"])
        event = TermEnding(one.pk, one.person_id, days)
        record(event, actor=SYSTEM, subject=str(one), area=one.duty.area)
        told += 1
    return told


def _appoint(
    actor: Actor,
    person: int,
    post: Post,
    area: str,
    term: tuple[date, date],
    *,
    application: Application | None = None,
    renews: Appointment | None = None,
) -> Appointment:
    first, last = term
    if not term_fits(first, last):
        words = _("任期的最后一天要在第一天之后，最长三年。")
        raise Invalid(words, {"ends_on": words})
    duty = appoint(actor=actor, person=person, role=ROLE, area=area, starts_on=first, ends_on=last)
    made = Appointment.objects.create(
        person_id=person,
        duty=duty,
        post=post,
        application=application,
        renews=renews,
        appointed_by_id=actor.person,
        appointed_at=clock.now(),
    )
    issue(actor=actor, kind=CERTIFICATE, subject=str(made))
    event = AppointmentMade(made.pk, person, area, post, first, last)
    record(event, actor=actor, subject=str(made), area=area)
    return made


def _end(actor: Actor, appointment: Appointment, reason: str, *, dismissed: bool) -> None:
    if appointment.ended_at is not None:
        raise Conflict(_("这份聘任已经结束了。"))
    end_duty(actor=actor, duty=appointment.duty_id)
    appointment.ended_at, appointment.reason, appointment.dismissed = clock.now(), reason, dismissed
    appointment.save(update_fields=["ended_at", "reason", "dismissed"])
    revoke(actor=actor, subjects=[str(appointment)], why=Why.ENDED)
    event = AppointmentEnded(appointment.pk, appointment.person_id, dismissed)
    record(event, actor=actor, subject=str(appointment), area=appointment.duty.area)


def _to_change(actor: Actor, appointment: int) -> Appointment:
    found = _locked(appointment)
    if found is None or not may_recruit(actor, found.duty.area):
        raise NotFound(_("没有找到这份聘任。"))
    if found.ended_at is not None:
        raise Conflict(_("这份聘任已经结束了。"))
    return found


def _locked(appointment: int) -> Appointment | None:
    found = Appointment.objects.select_for_update(of=("self",)).select_related("duty")
    return found.filter(pk=appointment).first()
