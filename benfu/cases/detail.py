"""One case with all that its page shows, for who is reading."""

from dataclasses import dataclass
from typing import Any

from benfu.people import selectors as people
from benfu.platform.files import selectors as pictures
from benfu.platform.identity.actor import Actor

from . import access
from .listing import Row, rows_of
from .models import Case, Report
from .selectors import case_for
from .workflow import Move


@dataclass(frozen=True, slots=True)
class Reporter:
    """One report of a case; `name` is empty for those who may not know it."""

    report: Report
    name: str
    pictures: list[Any]


@dataclass(frozen=True, slots=True)
class Detail:
    """A case with its reports, its photos before and after, and the moves its reader may make."""

    row: Row
    reporters: list[Reporter]
    after: list[Any]
    moves: tuple[Move, ...]

    @property
    def case(self) -> Case:
        """The case itself."""
        return self.row.case

    @property
    def before(self) -> list[Any]:
        """The photos of all reports that the reader may see, in order of arrival."""
        return [picture for one in self.reporters for picture in one.pictures]


def detail_for(actor: Actor, case_id: int) -> Detail:
    """Return a case the actor may see. Raises NotFound for an absent one and for one that is not theirs to see."""
    case = case_for(actor, case_id)
    row = rows_of(actor, [case])[0]
    after = pictures.pictures_of(f"case:{case.pk}", "after")
    return Detail(row, reporters_for(actor, case), after, access.moves_for(actor, case))


def reporters_for(actor: Actor, case: Case) -> list[Reporter]:
    """Return the reports of a case the actor may see, the first one first: all to those who work on it, else their own.

    Names go to the community's staff only.
    """
    reports = Report.objects.filter(case=case).order_by("-first", "received_at", "id")
    if not access.works_on(actor, case):
        reports = reports.filter(person=actor.person or 0)
    known = access.may_see_reporters(actor, case)
    names = people.names_of([one.person_id for one in reports]) if known else {}
    shown = pictures.pictures_of_each([f"report:{one.pk}" for one in reports])
    return [Reporter(one, names.get(one.person_id, ""), shown[f"report:{one.pk}"]) for one in reports]
