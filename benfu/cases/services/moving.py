"""Moving a case through its life: one door for every move, so that each is locked, checked, told and timed alike."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db import transaction
from django.db.models import QuerySet
from django.utils.translation import gettext as _

from benfu.cases import access, categories, rules
from benfu.cases.catalogue.reading import reasons
from benfu.cases.events import (
    CaseAccepted,
    CaseClosed,
    CaseDeclined,
    CaseDispatched,
    CaseFiled,
    CaseHandedBack,
    CaseHandled,
    CaseSentBack,
    ClosedReport,
)
from benfu.cases.models import Case, Note, Report
from benfu.cases.workflow import MOVES, Bar, Move, State, after
from benfu.organisations import selectors as organisations
from benfu.people import selectors as people
from benfu.platform.files import selectors as pictures
from benfu.platform.files import services as files
from benfu.platform.identity.actor import Actor
from benfu.platform.journal import selectors as journal
from benfu.platform.journal.services import record
from benfu.platform.lib import clock
from benfu.platform.lib.errors import Invalid, NotAllowed, NotFound
from benfu.platform.lib.text import clean_lines

from .deadlines import set_clock
from .overtaking import overtaken

MOST_WORDS = 500
"""Characters of a sentence that goes with a move."""
CHANGING = [
    *("category", "state", "version", "department", "handler", "verifier", "sent_back", "state_since", "stage_since"),
    *("due_at", "answered_at", "dispatched_at", "handle_due_at", "handled_at", "ended_at"),
]

Change = Callable[[Case, datetime], Any]
"""Changes the locked case's own columns and returns the event that tells of it."""


@dataclass(frozen=True, slots=True)
class Photo:
    """A photo as it comes in: the id its sender made, and its bytes."""

    file_id: UUID
    stream: files.Readable


def file_case(*, actor: Actor, case: int, category: str = "", words: str = "", version: int | None = None) -> Case:
    """Confirm a report and take it on, under another category if one is named.

    Raises, like every move: NotFound, NotAllowed (not your side, your own report), Conflict naming who was first (the state or
    the `version` is no longer what the actor saw), Invalid for what is missing.
    """

    def change(case: Case, now: datetime) -> CaseFiled:
        if category:
            case.category_id = categories.category(category).pk
        case.answered_at = case.answered_at or now
        return CaseFiled(case.pk, actor.person, case.category_id)

    return _move(actor, case, Move.FILE, version, change, words)


def decline_case(*, actor: Actor, case: int, reason: str, words: str, version: int | None = None) -> Case:
    """End a case that is not taken on, with a reason of the list and a sentence for the reporter. Raises as `file_case`."""

    def change(case: Case, now: datetime) -> CaseDeclined:
        case.answered_at, case.ended_at = case.answered_at or now, now
        return CaseDeclined(case.pk, actor.person, reason)

    return _move(actor, case, Move.DECLINE, version, change, _explained(Move.DECLINE, reason, words))


def dispatch_case(
    *,
    actor: Actor,
    case: int,
    department: int | None = None,
    handler: int | None = None,
    words: str = "",
    version: int | None = None,
) -> Case:
    """Give a case to a department (an organisation's id) or to a grid member (a person's id), one of the two.

    Raises as `file_case`; Invalid when nobody or both are named, or they do not serve the case's area.
    """

    def change(case: Case, now: datetime) -> CaseDispatched:
        case.department_id, case.handler_id = department, handler
        return CaseDispatched(case.pk, actor.person, department, handler, case.due_at or now)

    def check(case: Case) -> None:
        _check_assignee(case.area, department, handler)

    return _move(actor, case, Move.DISPATCH, version, change, words, check)


@transaction.atomic
def file_and_dispatch(
    *,
    actor: Actor,
    case: int,
    category: str = "",
    department: int | None = None,
    handler: int | None = None,
    words: str = "",
    version: int | None = None,
) -> Case:
    """Confirm a report and dispatch it in one go: both happen or neither. Raises as the two."""
    filed = file_case(actor=actor, case=case, category=category, version=version)
    return dispatch_case(
        actor=actor, case=case, department=department, handler=handler, words=words, version=filed.version
    )


def accept_case(*, actor: Actor, case: int, words: str = "", version: int | None = None) -> Case:
    """Take a dispatched case on; the person who does becomes its handler. Raises as `file_case`."""

    def change(case: Case, now: datetime) -> CaseAccepted:
        case.handler_id = actor.person
        return CaseAccepted(case.pk, actor.person, case.department_id, case.handler_id)

    return _move(actor, case, Move.ACCEPT, version, change, words)


def hand_back_case(*, actor: Actor, case: int, reason: str, words: str, version: int | None = None) -> Case:
    """Give a case back to the community with a reason and a sentence. Raises as `file_case`."""

    def change(case: Case, now: datetime) -> CaseHandedBack:
        event = CaseHandedBack(case.pk, actor.person, case.department_id, case.handler_id, reason)
        case.department_id = case.handler_id = None
        return event

    return _move(actor, case, Move.HAND_BACK, version, change, _explained(Move.HAND_BACK, reason, words))


def finish_case(
    *, actor: Actor, case: int, words: str = "", photos: Sequence[Photo] = (), version: int | None = None
) -> Case:
    """Say that it is mended; needs a photo taken in since the work began, here or before by `add_after_photo`.

    Raises as `file_case`, Invalid without a photo or with one that is none.
    """
    for photo in photos:
        add_after_photo(actor=actor, case=case, file_id=photo.file_id, stream=photo.stream)

    def change(case: Case, now: datetime) -> CaseHandled:
        case.handler_id, case.handled_at = actor.person, now
        on_time = case.handle_due_at is None or now <= case.handle_due_at
        return CaseHandled(case.pk, actor.person, case.department_id, case.handler_id, on_time)

    return _move(actor, case, Move.FINISH, version, change, words, check=_check_after_photo)


def add_after_photo(*, actor: Actor, case: int, file_id: UUID, stream: files.Readable) -> Any:
    """Take in a photo of the mended place from the side that works on it; the same file again changes nothing.

    Raises NotFound, NotAllowed, Conflict when the work is not under way, Invalid for a fourth photo or whatever is not a photo.
    """
    found = _seen(Case.objects.filter(access.visible(actor), pk=case))
    _check(actor, found, Move.FINISH, None)
    subject = f"case:{case}"
    ours = _after_photos(found)
    if len(ours) >= rules.MOST_PHOTOS and file_id not in {one.id for one in ours}:
        raise _wrong("photo", _("最多 %(most)s 张处置后照片。") % {"most": rules.MOST_PHOTOS})
    return files.take_in(actor=actor, file_id=file_id, subject=subject, purpose="after", stream=stream)


def send_back_case(*, actor: Actor, case: int, reason: str, words: str, version: int | None = None) -> Case:
    """Ask for the work to be done again, with a reason and a sentence; the handler's clock runs on. Raises as `file_case`."""

    def change(case: Case, now: datetime) -> CaseSentBack:
        case.sent_back += 1
        case.handled_at = None
        return CaseSentBack(case.pk, actor.person, case.department_id, case.handler_id, reason, case.sent_back)

    return _move(actor, case, Move.SEND_BACK, version, change, _explained(Move.SEND_BACK, reason, words))


def verify_case(*, actor: Actor, case: int, words: str = "", version: int | None = None) -> Case:
    """Confirm that it is mended and close it; `words` are the answer to the reporters. Raises as `file_case`."""

    def change(case: Case, now: datetime) -> CaseClosed:
        case.verifier_id, case.ended_at = actor.own_person(), now
        return CaseClosed(
            case.pk, actor.person, case.category_id, case.severity, actor.own_account(), _reports_of(case)
        )

    return _move(actor, case, Move.VERIFY, version, change, words)


@transaction.atomic
def _move(
    actor: Actor,
    case_id: int,
    move: Move,
    version: int | None,
    change: Change,
    words: str,
    check: Callable[[Case], None] | None = None,
) -> Case:
    """Lock, check, change, append, record: the same for every move; `check` looks at the case as it still stands."""
    text = _sentence(words)
    case = _seen(Case.objects.select_for_update(of=("self",)).filter(access.visible(actor), pk=case_id))
    _check(actor, case, move, version)
    if check:
        check(case)
    before, now = State(case.state), clock.now()
    case.state, case.version, case.state_since = after(before, move).value, case.version + 1, now
    set_clock(case, before, now)
    event = change(case, now)
    case.save(update_fields=CHANGING)
    fact = record(event, actor=actor, subject=f"case:{case.pk}", area=case.area)
    if text:
        Note.objects.create(fact=fact, case=case, said_by_id=actor.person, words=text)
    return case


def _seen(found: QuerySet[Case]) -> Case:
    """Return the one case. Raises NotFound for an absent one and for one that is not the actor's to see."""
    case = found.first()
    if case is None:
        raise NotFound(_("没有找到这个案件。"))
    return case


def _check(actor: Actor, case: Case, move: Move, version: int | None) -> None:
    """Raise NotAllowed or Conflict unless the actor may make this move now."""
    rule = MOVES[move]
    state = State(case.state)
    if state not in rule.origin or version not in (None, case.version):
        # Whoever acted a moment ago may well have moved the case to another side: say that, not "not allowed".
        raise overtaken(case)
    if not access.on_side(actor, case, rule.side):
        raise NotAllowed(_("这一步不由您来办理。"))
    if Bar.OWN_REPORT in rule.bars and access.reported_by(case, actor.person):
        raise NotAllowed(_("这是您自己上报的，请由同事来办理这一步。"))
    if Bar.OWN_WORK in rule.bars and _worked_on(actor, case):
        raise NotAllowed(_("这是您自己处置的，请由同事来核查。"))


def _worked_on(actor: Actor, case: Case) -> bool:
    """Return whether the actor mends or ever mended this case."""
    if case.handler_id is not None and case.handler_id == actor.person:
        return True
    done = journal.facts_of(f"case:{case.pk}", [CaseHandled.__name__])
    return any(fact.data["by"] == actor.person for fact in done)


def _check_assignee(area: str, department: int | None, handler: int | None) -> None:
    if (department is None) == (handler is None):
        raise _wrong("assignee", _("请选择一个部门，或一位网格员。"))
    if department is not None and department not in {one.pk for one in organisations.departments_for(area)}:
        raise _wrong("assignee", _("这个部门不负责这里，请另选一个。"))
    if handler is not None and handler not in {one.person for one in people.grid_members_in(area)}:
        raise _wrong("assignee", _("这位网格员不负责这里，请另选一位。"))


def _check_after_photo(case: Case) -> None:
    if not _after_photos(case):
        raise _wrong("photo", _("请拍一张处置后的照片，再提交完成。"))


def _after_photos(case: Case) -> list[Any]:
    """Return the photos taken in since the work began or was sent back."""
    found = pictures.pictures_of(f"case:{case.pk}")
    return [one for one in found if one.purpose == "after" and one.created_at >= case.state_since]


def _explained(move: Move, reason: str, words: str) -> str:
    """Return the sentence that goes with a reason. Raises Invalid when either is missing."""
    if (move, reason) not in reasons():
        raise _wrong("reason", _("请选择一个原因。"))
    if not clean_lines(words):
        raise _wrong("words", _("请用一句话说明情况。"))
    return words


def _sentence(words: str) -> str:
    text = clean_lines(words)
    if len(text) > MOST_WORDS:
        raise _wrong("words", _("说明最多 %(most)s 个字，请删短一些。") % {"most": MOST_WORDS})
    return text


def _reports_of(case: Case) -> tuple[ClosedReport, ...]:
    """Return the reports in order of arrival, the first one first."""
    found = Report.objects.filter(case=case).order_by("-first", "received_at", "id")
    return tuple(ClosedReport(str(one.pk), one.person_id, one.first, one.reported_on) for one in found)


def _wrong(field: str, words: str) -> Invalid:
    return Invalid(words, {field: words})
