"""Law 11: every column that could hold words or a place is in the register of personal fields, or stands here with a reason."""

from collections.abc import Iterator

from django.apps import apps
from django.db import models

from benfu.platform.lib.fields import PointField
from benfu.platform.privacy.fields import EncryptedText
from benfu.platform.privacy.register import Kind, personal_fields
from tests.laws.house import held

SHORTEST_WORDS = 41
"""A shorter column holds codes, not words; a longer one with choices neither."""
CODES = "codes and ids, never words"
HASH = "a keyed hash: found by, not read"
PUBLIC = "published reference data, about nobody"
THINGS = "about a thing or a place, published"
OFFICIAL = "an official's published words"
PRIVACY_ITSELF = "the register's own"
SAYS_NOTHING = {
    "cases.Case.position": "where a thing is, not where somebody was",
    "cases.Category": PUBLIC,
    "credentials.Credential.subject": CODES,
    "fairness.Suspicion.key": CODES,
    "fairness.Suspicion.figures": "metres, seconds, counts",
    "files.StoredFile.subject": CODES,
    "files.StoredFile.sha256": CODES,
    "identity.Account.password": HASH,
    "identity.Account.login": "a name for work, chosen by an administrator",
    "identity.Account.phone_hash": HASH,
    "identity.ApiToken.key_hash": HASH,
    "identity.ApiToken.label": "what its owner calls a program; goes with the token",
    "identity.Lockout.key": HASH,
    "identity.PhoneCode.phone_hash": HASH,
    "identity.PhoneCode.code_hash": HASH,
    "identity.RecoveryCode.code_hash": HASH,
    "identity.Session.session_data": "ids of forms half filled; signed, gone with the session",
    "identity.Throttle.key": CODES,
    "insight.Snapshot.body": "sums",
    "journal": CODES,
    "ledger": CODES,
    "notices.Notice.kind": CODES,
    "notices.Notice.subject": CODES,
    "notices.Notice.data": CODES,
    "organisations.Organisation.name": THINGS,
    "people.Person.phone_tail_hash": HASH,
    "people.Person.identity_hash": HASH,
    "outreach.StageReached.materials": CODES,
    "points.Appeal.subject": CODES,
    "points.CapUse.scope": CODES,
    "points.Decision": CODES,
    "points.Draft": PUBLIC,
    "points.PublishedTariff": PUBLIC,
    "privacy.ConsentText.words": PUBLIC,
    "privacy.Disclosure.subject": CODES,
    "privacy.Disclosure.field": CODES,
    "privacy.KeptKey.key": PRIVACY_ITSELF,
    "recruitment.Call": OFFICIAL,
    "rest_stops.RestStop": THINGS,
    "rosters.RosterPlace.phone_hash": HASH,
    "store.Good.words": THINGS,
    "store.StockMovement.note": "about goods",
    "territory": PUBLIC,
}
NEVER = ("id_photo", "identity_photo", "face", "track", "trajectory", "route")
"""Names of columns that may not exist: no photos of papers or faces, no trajectories."""


def columns() -> Iterator[tuple[type[models.Model], models.Field]]:  # type: ignore[type-arg]
    """Yield every column of our own tables."""
    for model in apps.get_models():
        if model.__module__.startswith("benfu."):
            for field in model._meta.local_concrete_fields:
                yield model, field


def could_say_something(field: models.Field) -> bool:  # type: ignore[type-arg]
    """Return whether a column could hold words or a place."""
    if isinstance(field, models.TextField | models.JSONField | PointField | EncryptedText):
        return not field.choices
    return isinstance(field, models.CharField) and not field.choices and (field.max_length or 0) >= SHORTEST_WORDS


def names(model: type[models.Model], field: models.Field) -> tuple[str, str, str]:  # type: ignore[type-arg]
    """Return what a column may be excused under: its room, its table, itself."""
    return model._meta.app_label, model._meta.label, f"{model._meta.label}.{field.name}"


def test_every_column_that_could_speak_of_somebody_is_declared() -> None:
    declared = {(entry.model, entry.field) for entry in personal_fields()}
    held(
        [
            f"{names(model, field)[2]}: declare it in the room's privacy.py (personal(…)), or say in SAYS_NOTHING of "
            "tests/laws/test_11_personal_fields.py why it is about nobody"
            for model, field in columns()
            if could_say_something(field)
            and (model, field.name) not in declared
            and not set(names(model, field)) & set(SAYS_NOTHING)
        ]
    )


def test_each_excuse_is_still_needed() -> None:
    declared = {(entry.model, entry.field) for entry in personal_fields()}
    used = {
        name
        for model, field in columns()
        if could_say_something(field) and (model, field.name) not in declared
        for name in names(model, field)
    }
    assert set(SAYS_NOTHING) - used == set()


def test_numbers_and_political_status_are_hidden_in_the_database() -> None:
    hidden = {Kind.PHONE, Kind.IDENTITY_NUMBER, Kind.POLITICAL_STATUS, Kind.SECRET}
    held(
        [
            f"{entry.model._meta.label}.{entry.field} must be EncryptedText"
            for entry in personal_fields()
            if entry.kind in hidden and not isinstance(entry.model._meta.get_field(entry.field), EncryptedText)
        ]
    )


def test_what_is_kept_for_a_time_says_since_when() -> None:
    held(
        [
            f"{entry.model._meta.label}.{entry.field}: kept for {entry.retention}, but since when? (since=… or kept_by=…)"
            for entry in personal_fields()
            if entry.is_timed and not (entry.since or entry.kept_by)
        ]
    )


def test_there_are_no_photos_of_papers_and_no_trajectories() -> None:
    held(
        [
            f"{names(model, field)[2]} may not be kept"
            for model, field in columns()
            if any(n in field.name for n in NEVER)
        ]
    )
    positions: dict[str, int] = {}
    for model, field in columns():
        if isinstance(field, PointField):
            positions[model._meta.label] = positions.get(model._meta.label, 0) + 1
    assert {label for label, count in positions.items() if count > 1} == set(), "one position an act"
