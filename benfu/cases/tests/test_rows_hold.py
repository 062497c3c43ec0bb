"""What the database itself refuses, and what goes when a person is erased."""

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from benfu.cases import services
from benfu.cases.models import Case, Note, Report
from benfu.platform.identity.actor import SYSTEM
from benfu.platform.journal.drain import drain_all
from benfu.platform.lib.ids import uuid7
from benfu.platform.privacy.services import erase
from tests.cast import Cast, person_of

from .acts import closed, dispatched, join, report

BROKEN: list[dict[str, Any]] = [
    {"state": "vanished"},
    {"due_at": None},
    {"ended_at": "2026-01-01T00:00:00Z"},
    {"reports_count": 0},
    {"state": "dispatched"},
    {"state": "closed", "due_at": None, "ended_at": "2026-01-01T00:00:00Z"},
]


@pytest.mark.parametrize("change", BROKEN)
def test_an_impossible_case_is_refused(town: Cast, change: dict[str, Any]) -> None:
    case = report(town.lin).case
    with pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.filter(pk=case).update(**change)


def test_nobody_checks_their_own_work_even_in_the_table(town: Cast) -> None:
    case = closed(town)
    with pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(verifier=case.handler_id)


def test_a_case_that_is_being_mended_names_who_mends_it(town: Cast) -> None:
    case = dispatched(town)
    with pytest.raises(IntegrityError), transaction.atomic():
        Case.objects.filter(pk=case.pk).update(department=None)


def test_one_first_report_and_one_report_a_person(town: Cast) -> None:
    case = report(town.lin).case
    first = Report.objects.get(case=case)
    for change in ({"person_id": person_of(town.he)}, {"first": False}):
        copy = Report.objects.get(pk=first.pk)
        copy.pk = uuid7()
        for name, value in change.items():
            setattr(copy, name, value)
        with pytest.raises(IntegrityError), transaction.atomic():
            copy.save(force_insert=True)


def test_an_erased_persons_words_go_and_the_case_stays(town: Cast) -> None:
    case = report(town.lin, words="我是林小舟").case
    services.add_words(actor=town.lin, report=Report.objects.get(case=case).pk, words="电话 138")
    join(town.he, case, words="何川也看到了")
    for _ in range(2):
        erase(actor=SYSTEM, account=town.lin.account, person=town.lin.person)
        drain_all()
    kept = {one.person_id: (one.words, one.account_id) for one in Report.objects.filter(case=case)}
    assert kept == {town.lin.person: ("", None), town.he.person: ("何川也看到了", town.he.account)}
    assert set(Note.objects.filter(case=case).values_list("words", flat=True)) == {""}
    assert Case.objects.get(pk=case).reports_count == 2
