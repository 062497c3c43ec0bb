"""In the lived-in town: no page shows a whole number unasked, and nothing tells of somebody who has left for good."""

import re
from collections.abc import Iterator

import pytest
from django.apps import apps
from django.db import connection, models
from django.test import Client

from benfu.people.models import Person
from benfu.platform.identity.services import leave_for_good
from benfu.platform.journal.drain import drain_all
from benfu.platform.privacy.expiring import expire
from benfu.platform.privacy.fields import EncryptedText
from benfu.recruitment.models import Appointment
from benfu.recruitment.services import resign
from tests.browsers import browser_of
from tests.cast import again

from .lived_in import LivedIn
from .pages import SHEETS

pytestmark = [pytest.mark.slow, pytest.mark.django_db]
WHOLE_NUMBER = re.compile(r"(?<![0-9])1[3-9][0-9]{9}(?![0-9])")
IDENTITY = re.compile(r"(?<![0-9])[1-9][0-9]{16}[0-9X](?![0-9A-Za-z])")


def test_no_page_shows_a_whole_number_unasked(lived_in: LivedIn) -> None:
    shown = {}
    for sheet in SHEETS:
        client = browser_of(lived_in.actor(sheet.who)) if sheet.who else Client()
        words = re.sub(r"<[^>]*>", " ", client.get(sheet.path.format(**lived_in.things)).content.decode())
        if found := WHOLE_NUMBER.findall(words) + IDENTITY.findall(words):
            shown[sheet.name] = found
    assert shown == {}


def text_columns() -> Iterator[tuple[type[models.Model], models.Field]]:  # type: ignore[type-arg]
    """Yield every column of the database that holds text, clear or hidden."""
    for model in apps.get_models():
        for field in model._meta.local_concrete_fields:
            if isinstance(field, models.CharField | models.TextField | models.JSONField):
                yield model, field


def tells_of(words: str) -> set[str]:
    """Return the columns in which these words stand, hidden ones opened."""
    found = set()
    for model, field in text_columns():
        if isinstance(field, EncryptedText):
            texts = model._base_manager.values_list(field.name, flat=True)
            holds = any(words in text for text in texts if text)
        else:
            with connection.cursor() as cursor:
                quote = connection.ops.quote_name
                table, column = quote(model._meta.db_table), quote(str(field.column))
                cursor.execute(f"SELECT 1 FROM {table} WHERE {column}::text LIKE %s LIMIT 1", [f"%{words}%"])
                holds = cursor.fetchone() is not None
        if holds:
            found.add(f"{model._meta.label}.{field.name}")
    return found


def test_nothing_tells_of_somebody_who_has_left(lived_in: LivedIn) -> None:
    lin = lived_in.cast.lin
    assert {"people.Person.name", "identity.Account.phone"} <= tells_of("林小舟") | tells_of("19900000001")
    resign(actor=again(lin), appointment=Appointment.objects.get(person=lin.person).pk)
    leave_for_good(actor=again(lin))
    drain_all()
    expire()
    assert tells_of("林小舟") == set()
    assert tells_of("19900000001") == set()
    assert Person.objects.get(account=lin.account).name == "—"
