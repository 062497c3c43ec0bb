"""What the pages of one case have in common: its forms, its steps, its map."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.forms import BoundField, Form
from django.utils.translation import gettext as _
from django.utils.translation import gettext_noop

from benfu.cases.detail import Detail
from benfu.cases.dispatching import Suggestion, choices_for
from benfu.cases.forms import (
    AssigneeForm,
    CategoryForm,
    FileAndDispatchForm,
    FinishForm,
    MoveForm,
    ReasonForm,
    VerifyForm,
)
from benfu.cases.models import Case
from benfu.cases.timeline import Entry
from benfu.cases.workflow import STAFF_STEPS, Move, State, staff_step
from benfu.platform.lib.ids import uuid7
from benfu.territory import selectors as territory

FILE_AND_DISPATCH = "file_and_dispatch"
DISPATCHING = frozenset({Move.DISPATCH, Move.FILE})
LABELS: dict[str, tuple[str, str]] = {
    FILE_AND_DISPATCH: (gettext_noop("受理并派单"), ""),
    Move.FILE: (gettext_noop("先受理，稍后派单"), "ghost"),
    Move.DECLINE: (gettext_noop("不予受理"), "bad"),
    Move.DISPATCH: (gettext_noop("派单"), ""),
    Move.ACCEPT: (gettext_noop("接单"), ""),
    Move.HAND_BACK: (gettext_noop("退回"), "bad"),
    Move.FINISH: (gettext_noop("提交处置结果"), ""),
    Move.SEND_BACK: (gettext_noop("退回重办"), "bad"),
    Move.VERIFY: (gettext_noop("核查通过并办结"), ""),
}
"""What the button of each move says (a message id), and its look."""


@dataclass(frozen=True, slots=True)
class Act:
    """One move on the page: its form, and what its button says. `first` is the one that stands open.

    `asked` are the fields that every such move needs a look at, `more` those that may stay folded away.
    """

    name: str
    label: str
    tone: str
    form: Form
    first: bool
    note: str = ""

    @property
    def asked(self) -> list[BoundField]:
        """The fields in sight."""
        return [field for field in self.form if field.name not in FOLDED or field.errors or self._explains(field)]

    @property
    def more(self) -> list[BoundField]:
        """The fields folded away."""
        return [field for field in self.form if field not in self.asked]

    def _explains(self, field: BoundField) -> bool:
        return field.name == "words" and (field.field.required or self.name == Move.VERIFY)


@dataclass(frozen=True, slots=True)
class Step:
    """One of the six steps above a case: done, now or next, with when and who."""

    label: str
    state: str
    note: str


def acts_of(detail: Detail, bound: tuple[str, Form] | None = None) -> list[Act]:
    """Return the moves open to the reader with their forms; `bound` is one that was sent and has to be corrected."""
    again = Move.DISPATCH if detail.case.state == State.DISPATCHED else None
    choices = choices_for(detail.case) if DISPATCHING & set(detail.moves) else None
    acts = []
    for number, name in enumerate(_names_of(detail, again)):
        form = bound[1] if bound and bound[0] == name else form_for(name, detail.case, choices=choices)
        label, tone = (gettext_noop("转派"), "ghost") if name == again else LABELS[name]
        is_open = bound[0] == name if bound else number == 0 and name != again
        note = _suggested(choices.suggestion) if choices and isinstance(form, AssigneeForm) else ""
        acts.append(Act(name, _(label), tone, form, is_open, note))
    return acts


def _names_of(detail: Detail, again: Move | None) -> list[str]:
    """Return the moves as they are shown, the usual one first: taking a case on comes before giving it to another."""
    names: list[str] = [*detail.moves]
    if Move.FILE in detail.moves:
        names.insert(0, FILE_AND_DISPATCH)
    return sorted(names, key=lambda name: name == again)


def _suggested(suggestion: Suggestion | None) -> str:
    """Say why a department stands chosen."""
    if suggestion is None:
        return ""
    words = {"name": suggestion.name, "percent": suggestion.percent}
    if suggestion.percent is None:
        return _("建议派给：%(name)s") % words
    return _("建议派给：%(name)s（同类 %(percent)s%% 派往）") % words


def form_for(name: str, case: Case, data: Any = None, choices: Any = None) -> MoveForm:
    """Return the form of a move, filled from `data` or fresh."""
    initial = {"version": case.version, "category": case.category_id, "file_id": uuid7()}
    prefix = f"{name}-{case.pk}"
    common: dict[str, Any] = {"data": data, "initial": initial, "auto_id": f"{prefix}-%s"}
    if name == FILE_AND_DISPATCH:
        return FileAndDispatchForm(**common, choices=choices or choices_for(case))
    if name == Move.DISPATCH:
        return AssigneeForm(**common, choices=choices or choices_for(case))
    if name == Move.FILE:
        return CategoryForm(**common)
    if name == Move.FINISH:
        return FinishForm(**common)
    if name == Move.VERIFY:
        return VerifyForm(**common, case=case)
    return _with_reason(name, common) or MoveForm(**common)


def _with_reason(name: str, common: dict[str, Any]) -> ReasonForm | None:
    """Return the form of a move that needs a reason; a declined reporter reads the sentence."""
    if name == Move.DECLINE:
        return ReasonForm(**common, move=Move.DECLINE, words_label=_("给上报人的说明"))
    if name in {Move.HAND_BACK, Move.SEND_BACK}:
        return ReasonForm(**common, move=Move(name))
    return None


FOLDED = frozenset({"category", "words"})
"""Fields that are mostly left as they are."""
STEP_OF_FACT = {
    "CaseReported": 0,
    "CaseFiled": 1,
    "CaseDispatched": 2,
    "CaseHandled": 3,
    "CaseClosed": 4,
    "CaseDeclined": 5,
}
"""Which of the six steps a fact fulfils."""


def steps_of(case: Case, entries: Iterable[Entry], time_words: Any) -> list[Step]:
    """Return the six steps, each with when it was last done and by whom; `time_words` turns a moment into words."""
    state = State(case.state)
    current = staff_step(state)
    done = {STEP_OF_FACT[entry.kind]: entry for entry in entries if entry.kind in STEP_OF_FACT}
    steps = []
    for number, (label, _states) in enumerate(STAFF_STEPS):
        entry = done.get(number) if number < current or state is State.CLOSED else None
        reached = number < current or state is State.CLOSED
        note = " ".join(part for part in (time_words(entry.at), entry.who) if part) if entry else ""
        words = "done" if reached else "now" if number == current else "next"
        steps.append(Step(_(label), words, note))
    return steps


def map_of(case: Case, near: Iterable[Case] = (), **options: Any) -> str:
    """Return the small drawn map around a case."""
    return territory.mini_map(*case.lonlat, accuracy=case.accuracy_m or 0, dots=[one.lonlat for one in near], **options)
