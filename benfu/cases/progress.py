"""A reported thing as its reporter sees it: five steps in their words, photos before and after, the answer."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext as _

from benfu.platform.files import selectors as pictures
from benfu.platform.identity.actor import Actor
from benfu.platform.lib.errors import NotFound

from .catalogue.reading import reasons
from .catalogue.wording import advice
from .categories import label_of
from .models import Case
from .selectors import Mine, case_by_number, own_report_on
from .timeline import Entry, timeline_of
from .workflow import REPORTER_STEPS, WORDS, Move, State, reporter_step


@dataclass(frozen=True, slots=True)
class Step:
    """One of the five steps: its word, whether it is done, now or next, when it was reached, and who did it."""

    label: str
    state: str
    at: datetime | None
    who: str


@dataclass(frozen=True, slots=True)
class Progress:
    """A case as its reporter may see it. `answer` is what staff said at the end, `advice` what would help next time."""

    mine: Mine
    label: str
    words: str
    tone: str
    steps: list[Step]
    reached: int
    after: list[Any]
    answer: str
    advice: str
    entries: list[Entry]

    @property
    def case(self) -> Case:
        """The case."""
        return self.mine.case

    @property
    def declined(self) -> bool:
        """Whether the community did not take it on."""
        return self.case.state == State.DECLINED

    @property
    def latest_after(self) -> Any:
        """The latest photo of the mended place, None while there is none to be shown."""
        return self.after[-1] if self.after else None


STEP_OF_FACT = {"CaseFiled": 1, "CaseDispatched": 2, "CaseAccepted": 3, "CaseClosed": 4}
"""Which of the five steps a fact fulfils."""
ANSWERS = frozenset({"CaseClosed", "CaseDeclined"})
TOLD = frozenset({"CaseReported", "ReportJoined", "ReportSupplemented", *STEP_OF_FACT, "CaseHandled", *ANSWERS})
"""What of the history a reporter is told: the course of things, not the talk between offices."""


def progress_of(actor: Actor, number: str) -> Progress:
    """Return how a thing goes that the actor has reported. Raises NotFound for anything else."""
    case = case_by_number(actor, number)
    mine = own_report_on(actor, case)
    if mine is None:
        raise NotFound(_("没有找到这条上报。"))
    state = State(case.state)
    entries = [one for one in timeline_of(actor, case) if one.kind in TOLD]
    answers = [one for one in entries if one.kind in ANSWERS]
    return Progress(
        mine=mine,
        label=label_of(case.category_id),
        words=_(WORDS[state].reporter),
        tone=WORDS[state].tone,
        steps=_steps(state, mine.report.received_at, entries),
        reached=reporter_step(state),
        after=pictures.pictures_of(f"case:{case.pk}", "after") if state is State.CLOSED else [],
        answer=answers[-1].text if answers else "",
        advice=_advice(answers[-1].reason) if answers else "",
        entries=entries[::-1],
    )


def _steps(state: State, received_at: datetime, entries: Iterable[Entry]) -> list[Step]:
    reached = reporter_step(state)
    done = {STEP_OF_FACT[entry.kind]: entry for entry in entries if entry.kind in STEP_OF_FACT}
    steps = []
    for number, label in enumerate(REPORTER_STEPS, start=1):
        entry = done.get(number - 1) if 1 < number <= reached else None
        how = "done" if number < reached or state is State.CLOSED else "now" if number == reached else "next"
        at = received_at if number == 1 else entry.at if entry else None
        steps.append(Step(_(label), how, at, entry.who if entry else ""))
    return steps


def _advice(reason: str) -> str:
    found = reasons().get((Move.DECLINE, reason))
    return advice(found) if found else ""
