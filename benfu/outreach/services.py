"""Volunteering and withdrawing; following up; noting stages."""

from collections.abc import Collection
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from benfu.organisations.selectors import organisation
from benfu.people.selectors import my_registration
from benfu.people.workflow import State as Registered
from benfu.platform.identity.actor import SYSTEM, Actor
from benfu.platform.journal.services import record
from benfu.platform.lib import clock
from benfu.platform.lib.errors import Conflict, Invalid, NotAllowed, NotFound
from benfu.platform.lib.text import clean, clean_lines
from benfu.platform.privacy import services as privacy

from .access import may_follow_up
from .events import OutreachMoved
from .events import StageReached as StageWasReached
from .materials import MATERIALS
from .models import Contact, Declaration, How, StageReached, Status
from .rules import CONSENT, ORIGIN_LENGTH, PARTY_KINDS, WORDS_LENGTH
from .workflow import NEEDS_RECEIVER, STAGES, Stage, State, comes_after, may_become


@transaction.atomic
def declare(*, actor: Actor, status: str, origin: str = "", version: int) -> Declaration:
    """Volunteer one's membership, agreeing to the text of outreach in this version; saying it again corrects it.

    Raises NotAllowed before a community has taken the worker in, Invalid, Conflict for a text that has changed.
    """
    person = actor.own_person()
    registration = my_registration(actor)
    if registration is None or registration.state != Registered.APPROVED:
        raise NotAllowed(_("社区确认报到以后才能申报。"))
    if status not in Status.values:
        raise Invalid(_("请选一项。"), {"status": _("请选一项。")})
    words = clean(origin)
    if len(words) > ORIGIN_LENGTH:
        raise Invalid(_("组织名称最多 80 个字。"), {"origin": _("组织名称最多 80 个字。")})
    privacy.give_consent(actor=actor, code=CONSENT, version=version)
    now = clock.now()
    begun = {"area": registration.community, "declared_at": now, "moved_at": now}
    said = {"status": status, "origin": words}
    made, new = Declaration.objects.update_or_create(person_id=person, defaults=said, create_defaults=said | begun)
    if new:
        # By nobody: the journal is for ever, and what somebody volunteered is not.
        _tell(SYSTEM, made)
    return made


@transaction.atomic
def withdraw(*, actor: Actor) -> None:
    """Take back what one volunteered: the record goes with its log and stages, the agreement ends. Again: nothing."""
    forget_declaration(actor.own_person())
    privacy.withdraw(actor=actor, code=CONSENT)


@transaction.atomic
def forget_declaration(person: int) -> None:
    """Remove all that somebody volunteered. Told twice, done once."""
    Declaration.objects.filter(person=person).delete()
    privacy.forget_disclosures(subject=f"declaration:{person}")


@transaction.atomic
def move_on(*, actor: Actor, person: int, state: str, receiving: int | None = None, words: str = "") -> None:
    """Move the follow-up on; from 报到 on it names the receiving organisation beside the one of origin.

    Raises NotFound, Conflict for a move that is not open, Invalid without a receiving organisation.
    """
    found = _locked(actor, person)
    if state not in list(State) or not may_become(found.state, state):
        raise Conflict(_("现在不能这样变更，请看流程。"), state=found.state)
    if receiving is not None:
        if organisation(receiving).kind not in PARTY_KINDS:
            raise Invalid(_("请选一个党组织。"), {"receiving": _("请选一个党组织。")})
        found.receiving_id = receiving
    if state in NEEDS_RECEIVER and found.receiving_id is None:
        raise Invalid(_("请先选接收的组织。"), {"receiving": _("请先选接收的组织。")})
    found.state, found.moved_at = state, clock.now()
    found.save(update_fields=["state", "moved_at", "receiving_id"])
    _log(actor, found, "", words, state)
    _tell(actor, found)


@transaction.atomic
def log_contact(*, actor: Actor, person: int, how: str, words: str) -> Contact:
    """Note that one was in touch, and what came of it. Raises NotFound, Invalid without words."""
    found = _locked(actor, person)
    if how not in How.values:
        raise Invalid(_("请选联系的方式。"), {"how": _("请选联系的方式。")})
    if not clean_lines(words):
        raise Invalid(_("请写一句联系的情况。"), {"words": _("请写一句联系的情况。")})
    return _log(actor, found, how, words, "")


@transaction.atomic
def reach_stage(*, actor: Actor, person: int, stage: str, reached_on: date, materials: Collection[str]) -> StageReached:
    """Note a stage of development, its day and the materials at hand; noting it again corrects it.

    Raises NotFound, Invalid for an unknown stage or material, a day to come, or a day before an earlier stage's.
    """
    found = _locked(actor, person)
    if stage not in STAGES:
        raise Invalid(_("请选一个阶段。"), {"stage": _("请选一个阶段。")})
    if not set(materials) <= set(MATERIALS[Stage(stage)]):
        raise Invalid(_("材料不在清单里。"), {"materials": _("材料不在清单里。")})
    rows = {one.stage: one for one in found.stages.all()}
    earlier = [rows[one].reached_on for one in comes_after(stage) if one in rows]
    if reached_on > clock.today() or any(day > reached_on for day in earlier):
        told = _("日期不能晚于今天，也不能早于前一个阶段。")
        raise Invalid(told, {"reached_on": told})
    made = rows.get(stage) or StageReached(declaration=found, stage=stage)
    made.reached_on, made.materials, made.noted_by_id = reached_on, sorted(set(materials)), actor.person
    made.save()
    told_of = StageWasReached(str(found.token), "noted")
    record(told_of, actor=actor, subject=f"outreach:{found.token}", area=found.area)
    return made


def show(*, actor: Actor, person: int, field: str, reason: str) -> str:
    """Return what somebody volunteered ("status" or "origin"), after writing down who looked and why.

    Raises NotFound, Invalid without a reason.
    """
    if field not in {"status", "origin"}:
        raise NotFound(_("没有找到。"))
    found = Declaration.objects.filter(pk=person).first()
    if found is None or not may_follow_up(actor, found.area):
        raise NotFound(_("没有找到。"))
    told = privacy.disclose(actor=actor, subject=str(found), field=field, reason=clean(reason))
    return str(Status(told).label) if field == "status" else told


def _locked(actor: Actor, person: int) -> Declaration:
    found = Declaration.objects.select_for_update().filter(pk=person).first()
    if found is None or not may_follow_up(actor, found.area):
        raise NotFound(_("没有找到。"))
    if found.pk == actor.person:
        raise NotAllowed(_("自己的申报请同事来跟进。"))
    return found


def _log(actor: Actor, found: Declaration, how: str, words: str, state: str) -> Contact:
    text = clean_lines(words)
    if len(text) > WORDS_LENGTH:
        raise Invalid(_("最多 500 个字。"), {"words": _("最多 500 个字。")})
    return Contact.objects.create(
        declaration=found, how=how, words=text, state=state, made_by_id=actor.person, made_at=clock.now()
    )


def _tell(actor: Actor, found: Declaration) -> None:
    event = OutreachMoved(str(found.token), found.state)
    record(event, actor=actor, subject=f"outreach:{found.token}", area=found.area)
