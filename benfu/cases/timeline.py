"""The history of a case in words: the journal's facts of it, with names and what was said, for who is reading."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from benfu.organisations import selectors as organisations
from benfu.people import selectors as people
from benfu.platform.identity.actor import Actor
from benfu.platform.journal import selectors as journal

from . import access
from .catalogue.reading import reasons
from .catalogue.wording import in_language
from .models import Case, Note
from .workflow import Move


@dataclass(frozen=True, slots=True)
class Line:
    """How one kind of fact reads: a title (a message id that may name who mends) and a tone."""

    title: str
    tone: str = ""
    reporter: bool = False
    """Whether a reporter did it, whose name only the community's staff may know."""
    move: Move | None = None
    """The move whose reasons its reason code belongs to."""


LINES: dict[str, Line] = {
    "CaseReported": Line(gettext_noop("上报"), reporter=True),
    "ReportJoined": Line(gettext_noop("又有人上报"), reporter=True),
    "ReportSupplemented": Line(gettext_noop("上报人补充"), reporter=True),
    "CaseFiled": Line(gettext_noop("受理")),
    "CaseDeclined": Line(gettext_noop("不予受理"), "bad", move=Move.DECLINE),
    "CaseDispatched": Line(gettext_noop("派给%(mender)s")),
    "CaseAccepted": Line(gettext_noop("%(mender)s接单")),
    "CaseHandedBack": Line(gettext_noop("%(mender)s退回"), "bad", move=Move.HAND_BACK),
    "CaseHandled": Line(gettext_noop("%(mender)s处置完成")),
    "CaseSentBack": Line(gettext_noop("核查未通过，退回重办"), "bad", move=Move.SEND_BACK),
    "CaseClosed": Line(gettext_noop("核查通过，办结"), "ok"),
}


SAID_TO_REPORTERS = frozenset({"CaseDeclined", "CaseClosed", "ReportSupplemented"})
"""Facts whose words are meant for the reporters, or are the reader's own."""
BY_REPORTERS = frozenset(kind for kind, line in LINES.items() if line.reporter)


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the history: what happened, who did it (empty if the reader may not know), what they said, when.

    `text` begins with the reason in words where there is one; `reason` is its code.
    """

    kind: str
    title: str
    who: str
    text: str
    at: datetime
    tone: str
    reason: str = ""


def timeline_of(actor: Actor, case: Case) -> list[Entry]:
    """Return what happened to a case that the actor has been let see, oldest first, in four statements.

    Staff are named to everybody who may see the case, for they act in office; reporters only to the community's staff. A
    reporter is not told what other reporters did, nor what offices say to each other, only what is said to reporters.
    """
    facts = list(journal.facts_of(f"case:{case.pk}", list(LINES)))
    notes = dict(Note.objects.filter(case=case).values_list("fact", "words"))
    if not access.works_on(actor, case):
        facts = [fact for fact in facts if _concerns(fact, actor)]
        notes = {fact.pk: notes[fact.pk] for fact in facts if fact.pk in notes and fact.kind in SAID_TO_REPORTERS}
    known = access.may_see_reporters(actor, case)
    names = people.names_of(_persons(facts, known, actor))
    offices = organisations.names_of({fact.data["department"] for fact in facts if fact.data.get("department")})
    return [_entry(fact, LINES[fact.kind], notes.get(fact.pk, ""), names, offices) for fact in facts]


def _concerns(fact: Any, actor: Actor) -> bool:
    """Return whether a fact is about the case itself or about the reader's own report."""
    return fact.kind not in BY_REPORTERS or fact.data["person"] == actor.person


def _persons(facts: Iterable[Any], known: bool, actor: Actor) -> set[int]:
    """Return the persons whose names the reader may see."""
    staff = {fact.data.get(role) for fact in facts for role in ("by", "handler")}
    reporters = {fact.data.get("person") for fact in facts}
    shown = staff | {one for one in reporters if known or one == actor.person}
    return {one for one in shown if one is not None}


def _entry(fact: Any, line: Line, words: str, names: dict[int, str], offices: dict[int, str]) -> Entry:
    mender = offices.get(fact.data.get("department") or 0) or names.get(fact.data.get("handler") or 0, "")
    who = fact.data.get("person") if line.reporter else fact.data.get("by")
    code = fact.data.get("reason", "")
    reason = reasons().get((line.move, code)) if line.move else None
    text = "：".join(part for part in (in_language(reason) if reason else "", words) if part)
    title = _(line.title) % {"mender": mender} if "%" in line.title else _(line.title)
    return Entry(fact.kind, title, names.get(who or 0, ""), text, fact.happened_at, line.tone, code)
