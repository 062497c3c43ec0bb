"""One case with all that its page shows, for who is reading."""

from dataclasses import dataclass
from typing import Any

from django.db.models import BooleanField, Q
from django.db.models.expressions import RawSQL

from benfu.geo.distances import box_around, distance_m
from benfu.platform.files import selectors as pictures
from benfu.platform.identity.actor import Actor
from benfu.platform.lib import clock
from benfu.ui import times

from . import access
from .categories import label_of
from .listing import Row, rows_of
from .models import Case
from .selectors import Reporter, case_for, reporters_for
from .workflow import Move

NEAR_M = 100
"""How far "near by" reaches for staff, metres."""
MOST_NEAR = 50


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

    @property
    def latest_after(self) -> Any:
        """The latest photo of the mended place, None while there is none."""
        return self.after[-1] if self.after else None

    @property
    def before_note(self) -> str:
        """When the first photo came in, and from whom if the reader may know."""
        return " ".join([_stamp(self.before[0]), self.row.reporter]) if self.before else ""

    @property
    def after_note(self) -> str:
        """When the latest photo of the mended place came in, and from whom."""
        return " ".join([_stamp(self.after[-1]), self.row.mender]) if self.after else ""

    @property
    def fresh_after(self) -> list[Any]:
        """The photos taken in since the work began or was sent back: those that the result can be handed in with."""
        return [picture for picture in self.after if picture.created_at >= self.case.state_since]


def _stamp(picture: Any) -> str:
    return times.clock_words(picture.created_at, clock.now())


def detail_for(actor: Actor, case_id: int) -> Detail:
    """Return a case the actor may see. Raises NotFound for an absent one and for one that is not theirs to see."""
    case = case_for(actor, case_id)
    row = rows_of(actor, [case])[0]
    after = pictures.pictures_of(f"case:{case.pk}", "after")
    return Detail(row, reporters_for(actor, case), after, access.moves_for(actor, case))


@dataclass(frozen=True, slots=True)
class Near:
    """Another open case close by, of the same category or not."""

    case: Case
    label: str
    distance_m: int
    alike: bool


def near_for(actor: Actor, case: Case) -> list[Near]:
    """Return the open cases in the actor's work within NEAR_M metres, nearest first, those of the same category before others."""
    west, south, east, north = box_around(*case.lonlat, NEAR_M)
    # The operator of the index; the ORM has no word for it.
    inside = RawSQL("position <@ box(point(%s, %s), point(%s, %s))", [west, south, east, north], BooleanField())
    others = Case.objects.filter(access.in_work(actor), Q(inside), is_open=True).exclude(pk=case.pk)[:MOST_NEAR]
    found = [_near(case, other) for other in others]
    found = [one for one in found if one.distance_m <= NEAR_M]
    return sorted(found, key=lambda one: (not one.alike, one.distance_m))


def _near(case: Case, other: Case) -> Near:
    away = round(distance_m(*case.lonlat, *other.lonlat))
    return Near(other, label_of(other.category_id), away, other.category_id == case.category_id)
