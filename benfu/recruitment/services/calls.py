"""Calling for part-time grid members; applying, interviewing, declining."""

from dataclasses import asdict, dataclass
from datetime import date

from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from benfu.people.selectors import my_registration
from benfu.people.workflow import State as Registered
from benfu.platform.identity.actor import Actor
from benfu.platform.journal.services import record
from benfu.platform.lib import clock
from benfu.platform.lib.errors import Conflict, Invalid, NotAllowed, NotFound
from benfu.platform.lib.text import clean, clean_lines
from benfu.recruitment.access import may_recruit
from benfu.recruitment.events import (
    ApplicationDeclined,
    ApplicationInterviewed,
    ApplicationMade,
    ApplicationWithdrawn,
    CallClosed,
    CallOpened,
)
from benfu.recruitment.models import Application, Call, Post
from benfu.recruitment.rules import MOST_PLACES, REASON_LENGTH, TITLE_LENGTH, WORDS_LENGTH, term_fits
from benfu.recruitment.workflow import Move, after
from benfu.territory.selectors import find_area

CALL_LEVELS = (9, 12)
"""Digits of the areas a call may be for: a street or a community."""


@dataclass(frozen=True, slots=True)
class NewCall:
    """What a call says: for which area and post, how many, until when to apply, and the term."""

    area: str
    post: str
    title: str
    words: str
    places: int
    closes_on: date
    starts_on: date
    ends_on: date


@transaction.atomic
def open_call(*, actor: Actor, call: NewCall) -> Call:
    """Call for part-time grid members. Raises NotAllowed outside the actor's area, Invalid for what does not fit."""
    if not may_recruit(actor, call.area):
        raise NotAllowed(_("您不能在这个区域招募。"))
    title, words = clean(call.title), clean_lines(call.words)
    _check(call, title, words)
    fields = asdict(call) | {"title": title, "words": words}
    made = Call.objects.create(**fields, opened_by_id=actor.person, opened_at=clock.now())
    record(CallOpened(made.pk, made.area, made.post), actor=actor, subject=str(made), area=made.area)
    return made


@transaction.atomic
def close_call(*, actor: Actor, call: int) -> None:
    """Take no more applications; those made stay to be decided. Raises NotFound, Conflict when it is closed already."""
    found = Call.objects.select_for_update().filter(pk=call).first()
    if found is None or not may_recruit(actor, found.area):
        raise NotFound(_("没有找到这个招募令。"))
    if found.closed_at is not None:
        raise Conflict(_("这个招募令已经结束了。"))
    found.closed_at = clock.now()
    found.save(update_fields=["closed_at"])
    record(CallClosed(found.pk), actor=actor, subject=str(found), area=found.area)


@transaction.atomic
def apply_for(*, actor: Actor, call: int, motive: str = "") -> Application:
    """Apply, as a worker whom a community of the call's area has taken in.

    Raises NotFound for a call elsewhere, Conflict when it is over or the actor has applied, Invalid for too many words.
    """
    person = actor.own_person()
    found = Call.objects.select_for_update().filter(pk=call).first()
    registration = my_registration(actor)
    home = registration.community if registration and registration.state == Registered.APPROVED else ""
    if found is None or not home or not (home.startswith(found.area) or found.area.startswith(home)):
        raise NotFound(_("没有找到这个招募令：社区确认报到以后，才能报名本社区、本街道的招募。"))
    if found.closed_at or found.closes_on < clock.today():
        raise Conflict(_("报名已经截止了。"))
    words = _text("motive", motive, WORDS_LENGTH, least=0)
    try:
        with transaction.atomic():
            made = Application.objects.create(call=found, person_id=person, motive=words, applied_at=clock.now())
    except IntegrityError:
        raise Conflict(_("您已经报过名了。")) from None
    record(ApplicationMade(made.pk, found.pk, person), actor=actor, subject=str(made), area=found.area)
    return made


@transaction.atomic
def withdraw_application(*, actor: Actor, application: int) -> None:
    """Take one's own application back. Raises NotFound, Conflict when it is decided."""
    found = _locked(application)
    if found is None or found.person_id is None or found.person_id != actor.person:
        raise NotFound(_("没有找到这个报名。"))
    _move(actor, found, Move.WITHDRAW)
    record(ApplicationWithdrawn(found.pk, found.person_id), actor=actor, subject=str(found), area=found.call.area)


@transaction.atomic
def note_interview(*, actor: Actor, application: int, notes: str) -> None:
    """Write down what an interview showed; only those who recruit read it. Raises NotFound, Invalid, Conflict when decided."""
    found = _to_decide(actor, application)
    found.notes = _text("notes", notes, WORDS_LENGTH)
    _move(actor, found, Move.INTERVIEW)
    record(
        ApplicationInterviewed(found.pk, found.person_id or 0), actor=actor, subject=str(found), area=found.call.area
    )


@transaction.atomic
def decline_application(*, actor: Actor, application: int, reason: str) -> None:
    """Decline an applicant, with a reason they will read. Raises NotFound, Invalid without a reason, Conflict when decided."""
    found = _to_decide(actor, application)
    found.reason = _text("reason", reason, REASON_LENGTH)
    _move(actor, found, Move.DECLINE)
    record(ApplicationDeclined(found.pk, found.person_id or 0), actor=actor, subject=str(found), area=found.call.area)


def _to_decide(actor: Actor, application: int) -> Application:
    found = _locked(application)
    if found is None or not may_recruit(actor, found.call.area):
        raise NotFound(_("没有找到这个报名。"))
    if found.person_id == actor.person:
        raise NotAllowed(_("不能处理自己的报名，请同事来处理。"))
    return found


def _locked(application: int) -> Application | None:
    found = Application.objects.select_for_update(of=("self",)).select_related("call")
    return found.filter(pk=application).first()


def _move(actor: Actor, application: Application, move: Move) -> None:
    new = after(application.state, move)
    if new is None:
        raise Conflict(_("这个报名已经有结果了。"), state=application.state)
    application.state = new
    if move != Move.INTERVIEW:
        application.decided_by_id, application.decided_at = actor.person, clock.now()
    application.save()


def _check(call: NewCall, title: str, words: str) -> None:
    term = term_fits(call.starts_on, call.ends_on)
    checks = [
        ("area", find_area(call.area) is not None and len(call.area) in CALL_LEVELS, _("请选一个街道或社区。")),
        ("post", call.post in Post.values, _("请选一个岗位。")),
        ("title", 1 <= len(title) <= TITLE_LENGTH, _("请写 1 到 60 个字的标题。")),
        ("words", 1 <= len(words) <= WORDS_LENGTH, _("请写明做什么、有什么要求，最多 2000 个字。")),
        ("places", 1 <= call.places <= MOST_PLACES, _("请写 1 到 200 人。")),
        ("closes_on", call.closes_on >= clock.today(), _("截止日不能早于今天。")),
        ("ends_on", term, _("任期的最后一天要在第一天之后，最长三年。")),
    ]
    if wrong := {field: told for field, fits, told in checks if not fits}:
        raise Invalid(_("有几处要改一下。"), wrong)


def _text(field: str, text: str, most: int, least: int = 1) -> str:
    words = clean_lines(text)
    if not least <= len(words) <= most:
        told = _("请写 %(least)s 到 %(most)s 个字。") % {"least": least, "most": most}
        raise Invalid(told, {field: told})
    return words
