"""Honouring: proposed by one member of staff, reviewed by another, told to others only if the person wishes."""

from datetime import date

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from benfu.people import selectors as people
from benfu.people.workflow import State as Joined
from benfu.platform.identity.actor import Actor
from benfu.platform.journal.services import record
from benfu.platform.lib import clock
from benfu.platform.lib.errors import Conflict, Invalid, NotAllowed, NotFound
from benfu.platform.lib.text import clean

from . import access
from .events import HonourAwarded, HonourDeclined, HonourHidden, HonourProposed, HonourPublished
from .models import Honour
from .workflow import Kind, Move, Side, State, after

MOST_LETTERS = 300


@transaction.atomic
def propose_honour(*, actor: Actor, registration: int, kind: Kind, done_on: date, words: str) -> Honour:
    """Propose to honour a worker of the actor's area, by their registration there.

    Raises NotAllowed for who is not on duty there and for oneself, NotFound, Invalid for what does not fit.
    """
    worker = people.registration_for(actor, registration)
    if not actor.holds(access.PROPOSERS, worker.community) or worker.state != Joined.APPROVED:
        raise NotAllowed(_("只能推荐本区域已报到的小哥。"))
    if worker.person == actor.own_person():
        raise NotAllowed(_("不能推荐自己。"))
    if done_on > clock.today():
        raise Invalid(_("日期不能在今天以后。"), {"done_on": _("日期不能在今天以后。")})
    made = Honour.objects.create(
        kind=kind,
        person_id=worker.person,
        area=worker.community,
        done_on=done_on,
        words=_words(words),
        proposed_by=actor.own_person(),
        proposed_at=clock.now(),
    )
    told = HonourProposed(made.pk, made.person_id, made.kind)
    record(told, actor=actor, subject=f"honour:{made.pk}", area=made.area)
    return made


@transaction.atomic
def review_honour(*, actor: Actor, honour: int, agrees: bool, words: str) -> Honour:
    """Agree to a proposal or not, with a reason. Raises NotFound, NotAllowed for one's own, Conflict, Invalid without words."""
    found = _locked(access.in_area(actor), honour)
    if not access.may_review(actor, found.area, found.person_id, found.proposed_by):
        raise NotAllowed(_("要由没有参与推荐的街道或区县工作人员来审核。"))
    _move(found, Move.AWARD if agrees else Move.DECLINE, Side.REVIEWER)
    found.reviewed_by, found.reviewed_at, found.review = actor.person, clock.now(), _words(words)
    found.save()
    told = HonourAwarded(found.pk, found.person_id, found.kind) if agrees else HonourDeclined(found.pk, found.person_id)
    record(told, actor=actor, subject=f"honour:{found.pk}", area=found.area)
    return found


@transaction.atomic
def tell_honour(*, actor: Actor, honour: int, named: bool) -> Honour:
    """Agree that one's own honour is told to others, with the whole name or the family name only. Raises NotFound, Conflict."""
    found = _own(actor, honour)
    _move(found, Move.PUBLISH, Side.PERSON)
    found.consented_at, found.named = clock.now(), named
    found.save()
    told = HonourPublished(found.pk, found.person_id, named)
    record(told, actor=actor, subject=f"honour:{found.pk}", area=found.area)
    return found


@transaction.atomic
def keep_honour(*, actor: Actor, honour: int) -> Honour:
    """Keep one's own honour to oneself, now or from now on; it can be told again later. Raises NotFound, Conflict."""
    found = _own(actor, honour)
    _move(found, Move.KEEP, Side.PERSON)
    return _hidden(actor, found)


@transaction.atomic
def withdraw_honour(*, actor: Actor, honour: int) -> Honour:
    """Take an honour back for good: the person, or who may review it. Raises NotFound, NotAllowed, Conflict."""
    own = Honour.objects.filter(pk=honour, person=actor.person or 0).exists()
    found = _own(actor, honour) if own else _locked(access.in_area(actor), honour)
    if not own and not access.may_review(actor, found.area):
        raise NotAllowed(_("要由街道或区县工作人员来撤销。"))
    _move(found, Move.WITHDRAW, Side.PERSON if own else Side.REVIEWER)
    return _hidden(actor, found)


@transaction.atomic
def forget_honours(person: int) -> None:
    """Tell nothing more of a person who left for good, and forget what was said. Told twice, done once."""
    mine = Honour.objects.filter(person=person)
    mine.exclude(state__in=[State.PROPOSED, State.DECLINED]).update(state=State.WITHDRAWN)
    mine.update(consented_at=None, named=False, words="—", review="")


def _hidden(actor: Actor, found: Honour) -> Honour:
    found.consented_at, found.named = None, False
    found.save()
    told = HonourHidden(found.pk, found.person_id, found.state == State.WITHDRAWN)
    record(told, actor=actor, subject=f"honour:{found.pk}", area=found.area)
    return found


def _own(actor: Actor, honour: int) -> Honour:
    found = Honour.objects.select_for_update().filter(pk=honour, person=actor.person or 0).first()
    if found is None:
        raise NotFound(_("没有找到这项荣誉。"))
    return found


def _locked(visible: Q, honour: int) -> Honour:
    found = Honour.objects.select_for_update().filter(visible, pk=honour).first()
    if found is None:
        raise NotFound(_("没有找到这项荣誉。"))
    return found


def _move(found: Honour, move: Move, side: Side) -> None:
    new = after(State(found.state), move, side)
    if new is None:
        raise Conflict(_("这项荣誉的状态已经变了，请刷新再看。"), honour=found.pk, state=found.state)
    found.state = new


def _words(text: str) -> str:
    words = clean(text)
    if not 1 <= len(words) <= MOST_LETTERS:
        wrong = _("请写明事由，1 到 300 个字。")
        raise Invalid(wrong, {"words": wrong})
    return words
