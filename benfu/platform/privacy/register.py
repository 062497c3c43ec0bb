"""The register of personal fields: which table keeps what about a person, of what kind, for how long."""

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
    """For how long a field is kept."""

    MINUTES = "minutes"
    MEMBERSHIP = "membership"  # until the person leaves
    YEAR_AFTER_CLOSURE = "year_after_closure"  # then the link to the person is cut
    THREE_YEARS_AFTER = "three_years_after"  # after the data it speaks of is gone: consents
    FIVE_YEARS = "five_years"  # accounts of points


@dataclass(frozen=True, slots=True)
class PersonalField:
    """One field that says something about a person."""

    model: type[models.Model]
    field: str
    kind: Kind
    retention: Retention


_fields: dict[tuple[str, str], PersonalField] = {}


def personal(model: type[models.Model], field: str, kind: Kind, retention: Retention) -> PersonalField:
    """Declare a personal field, below the model it belongs to. Raises FieldDoesNotExist for a wrong name."""
    model._meta.get_field(field)
    entry = PersonalField(model, field, kind, retention)
    _fields[model._meta.label_lower, field] = entry
    return entry


def personal_fields() -> tuple[PersonalField, ...]:
    """Return every declared field, by model and name."""
    return tuple(_fields[key] for key in sorted(_fields))


def find(subject: str, field: str) -> PersonalField | None:
    """Return the declared field of a subject's kind ('person:3' is a row of the model Person), or None."""
    kind = subject.partition(":")[0].replace("_", "")
    return next((one for one in personal_fields() if one.model._meta.model_name == kind and one.field == field), None)
