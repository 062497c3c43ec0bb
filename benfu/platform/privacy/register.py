"""The register of personal fields: which table keeps what about a person, of what kind, for how long."""

from collections.abc import Callable, Collection, Mapping
from dataclasses import dataclass
from enum import StrEnum

from django.db import models


class Kind(StrEnum):
    """What a field says about a person."""

    NAME = "name"
    PHONE = "phone"
    IDENTITY_NUMBER = "identity_number"
    POLITICAL_STATUS = "political_status"
    POSITION = "position"
    PICTURE = "picture"
    TEXT = "text"
    SECRET = "secret"  # noqa: S105 - a kind of field: what proves who somebody is


class Retention(StrEnum):
    """For how long a field is kept; DAYS says it in numbers, `expiring` does it every night."""

    MINUTES = "minutes"
    MEMBERSHIP = "membership"  # until the person leaves
    YEAR_AFTER_CLOSURE = "year_after_closure"  # then the link to the person is cut
    THREE_YEARS_AFTER = "three_years_after"  # after the data it speaks of is gone: consents
    FIVE_YEARS = "five_years"  # at least: accounts of points, which say nothing of who it was once somebody has left


DAYS = {
    Retention.MINUTES: 1,
    Retention.YEAR_AFTER_CLOSURE: 365,
    Retention.THREE_YEARS_AFTER: 3 * 365 + 1,
}
"""After how many days what is kept for a time is removed; the other classes end when the person leaves."""


class Stays(StrEnum):
    """What stays of a field when its time is up, where that is no value of its own."""

    NO_ROW = "no_row"
    STAND_IN = "stand_in"  # a person who never was: somebody did it, nobody knows who


@dataclass(frozen=True, slots=True)
class PersonalField:
    """One field that says something about a person."""

    model: type[models.Model]
    field: str
    kind: Kind
    retention: Retention
    since: str
    """The column (or path to it) of the moment from which a time is counted."""
    stays: object
    """What the field becomes when its time is up: a value, or one of Stays."""
    kept_by: str
    """What sees to its end instead, for a field with a time and no `since`."""

    @property
    def is_timed(self) -> bool:
        """Whether it is kept for a number of days."""
        return self.retention in DAYS


_fields: dict[tuple[str, str], PersonalField] = {}


def personal(
    model: type[models.Model],
    field: str,
    kind: Kind,
    retention: Retention,
    *,
    since: str = "",
    stays: object = "",
    kept_by: str = "",
) -> PersonalField:
    """Declare a personal field, below the model it belongs to. Raises FieldDoesNotExist for a wrong name.

    A field kept for a number of days says since when (`since="case__ended_at"`) and what stays then; or what removes
    it otherwise (`kept_by="identity.tidy"`). One kept until the person leaves is emptied by its room, which reacts to
    `SubjectErased`.
    """
    model._meta.get_field(field)
    entry = PersonalField(model, field, kind, retention, since, stays, kept_by)
    _fields[model._meta.label_lower, field] = entry
    return entry


def personal_fields() -> tuple[PersonalField, ...]:
    """Return every declared field, by model and name."""
    return tuple(_fields[key] for key in sorted(_fields))


def find(subject: str, field: str) -> PersonalField | None:
    """Return the declared field of a subject's kind ('person:3' is a row of the model Person), or None."""
    kind = subject.partition(":")[0].replace("_", "")
    return next((one for one in personal_fields() if one.model._meta.model_name == kind and one.field == field), None)


StandIns = Callable[[Collection[int]], Mapping[int, int]]
"""Takes ids of persons and returns for each the id of a new one of whom nothing is known."""
_stand_ins: list[StandIns] = []


def provide_stand_ins(provider: StandIns) -> None:
    """Register the function that makes persons who never were (the room of persons does, at start)."""
    _stand_ins[:] = [provider]


def stand_ins(persons: Collection[int]) -> Mapping[int, int]:
    """Return somebody unknown for each of these persons. Raises LookupError while no room provides any."""
    if not _stand_ins:
        raise LookupError("no room provides stand-ins")
    return _stand_ins[0](persons)


_keyed_by_person: set[str] = set()


def keyed_by_person(kind: str) -> None:
    """Say that subjects of a kind carry the person's id ('declaration:3'): the person sees who looked at them.

    Such a thing was volunteered and may be withdrawn: the journal does not name it.
    """
    _keyed_by_person.add(kind)


def subjects_of(person: int) -> list[str]:
    """Return the subjects under which hidden fields of a person may have been shown."""
    return [f"person:{person}", *(f"{kind}:{person}" for kind in sorted(_keyed_by_person))]


def withdrawable() -> frozenset[str]:
    """Return the kinds of subjects that the journal may not name."""
    return frozenset(_keyed_by_person)
