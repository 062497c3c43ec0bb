"""Keys rotate: the newest signs, what was printed goes on holding, a stolen one ends all its codes."""

import threading
from datetime import datetime, timedelta

import pytest
import time_machine
from django.core.management import call_command
from django.db import connection, transaction

from benfu.credentials import selectors, tasks
from benfu.credentials.models import Credential, SigningKey, Why
from benfu.credentials.proofs import proofs
from benfu.credentials.services import change_key, ensure_key, issue, revoke
from benfu.people.rules import BADGE, REGISTRATION_CARD
from benfu.people.selectors import my_registration
from benfu.platform.identity.actor import SYSTEM
from benfu.platform.journal.models import Fact
from benfu.platform.lib import clock
from tests.cast import Cast


def card_of(cast: Cast) -> Credential:
    return Credential.objects.get(subject=str(my_registration(cast.lin)), kind=REGISTRATION_CARD)


def test_a_new_key_signs_and_what_was_printed_goes_on_holding(cast: Cast) -> None:
    card = card_of(cast)
    before = selectors.printed_code(card)
    call_command("rotate_card_keys", verbosity=0)
    after = selectors.printed_code(card)
    assert before != after
    assert [selectors.verify(code).valid for code in (before, after)] == [True, True]


def test_after_a_theft_the_older_codes_hold_no_longer(cast: Cast) -> None:
    card = card_of(cast)
    printed, shown = selectors.printed_code(card), selectors.day_of(card).code
    change_key(actor=SYSTEM, revoke_older=True)
    assert [selectors.verify(code).valid for code in (printed, shown)] == [False, False]
    assert selectors.verify(selectors.printed_code(card)).valid
    assert Fact.objects.filter(kind="SigningKeyChanged").latest("id").data["revoked"] == 1


def test_keys_are_hidden_in_the_database(cast: Cast) -> None:
    secret = SigningKey.objects.earliest("id").secret
    with connection.cursor() as cursor:
        cursor.execute("SELECT secret FROM credentials_signingkey ORDER BY id LIMIT 1")
        stored = cursor.fetchone()[0]
    assert secret not in stored


def test_a_key_changes_each_month_by_itself(cast: Cast) -> None:
    before = SigningKey.objects.count()
    tasks.change_signing_key(0)
    assert SigningKey.objects.count() == before + 1


def test_a_code_of_the_phone_holds_for_minutes_and_its_seed_for_a_day(cast: Cast) -> None:
    card = card_of(cast)
    day = selectors.day_of(card)
    now = clock.now()
    assert day.until - day.first == 24 * 60
    with time_machine.travel(now + timedelta(minutes=3), tick=False):
        assert not selectors.verify(day.code).valid


def test_a_credential_is_issued_once_and_revoked_once(cast: Cast) -> None:
    subject = str(my_registration(cast.lin))
    assert issue(actor=cast.zhou, kind=REGISTRATION_CARD, subject=subject) == card_of(cast)
    badge = issue(actor=cast.zhou, kind=BADGE, subject=subject)
    code = selectors.printed_code(badge)
    assert selectors.verify(code).kind == BADGE
    assert revoke(actor=cast.zhou, subjects=[subject], why=Why.LOST, kinds=[BADGE]) == 1
    assert revoke(actor=cast.zhou, subjects=[subject], why=Why.LOST, kinds=[BADGE]) == 0
    assert not selectors.verify(code).valid
    assert selectors.in_force(REGISTRATION_CARD, [subject]) == {subject: card_of(cast)}
    with pytest.raises(LookupError):
        issue(actor=cast.zhou, kind="passport", subject=subject)


def test_a_strange_kind_is_found_by_the_proofs(cast: Cast) -> None:
    assert all(proof.ok for proof in proofs())
    Credential.objects.create(kind="passport", subject="registration:1", issued_at=datetime.now(tz=clock.now().tzinfo))
    assert [proof.detail for proof in proofs() if not proof.ok] == ["passport"]


@pytest.mark.django_db(transaction=True)
def test_two_that_come_first_at_once_make_one_key() -> None:
    started = threading.Barrier(2)

    def first() -> None:
        started.wait(10)
        with transaction.atomic():
            ensure_key(actor=SYSTEM)
        connection.close()

    both = [threading.Thread(target=first) for _ in range(2)]
    for one in both:
        one.start()
    for one in both:
        one.join()
    assert SigningKey.objects.count() == 1
