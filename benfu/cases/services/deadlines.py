"""The clocks of a case: how long each stage may take, fixed when the stage begins."""

from datetime import datetime

from benfu.cases import categories
from benfu.cases.models import Case, Category
from benfu.cases.workflow import STAGE_OF, Stage, State
from benfu.territory import selectors as territory
from benfu.territory import worktime


def due_at(category: Category, stage: Stage, start: datetime) -> datetime:
    """Return when a stage that begins at `start` must be done, by the category's limit and the district's working time."""
    amount, unit = category.limit(stage)
    return worktime.due_at(start, amount, unit, territory.calendar())


def set_clock(case: Case, before: State, now: datetime) -> None:
    """Set the clock for a case that has just moved from `before` to its present state.

    A new stage starts its clock; within a stage it runs on, so passing a case around wins no time. Work that is sent back
    runs on the clock it was given when it was dispatched.
    """
    stage = STAGE_OF.get(State(case.state))
    if stage is None:
        case.due_at = None
    elif stage is Stage.HANDLE and STAGE_OF[before] is Stage.VERIFY:
        case.stage_since, case.due_at = case.dispatched_at or now, case.handle_due_at or now
    elif stage is not STAGE_OF[before]:
        case.stage_since, case.due_at = now, due_at(categories.all_categories()[case.category_id], stage, now)
    if stage is Stage.HANDLE and STAGE_OF[before] is Stage.ACCEPT:
        case.dispatched_at, case.handle_due_at = now, case.due_at
