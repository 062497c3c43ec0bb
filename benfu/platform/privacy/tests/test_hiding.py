"""Text is hidden at rest, opens under every known key, and is found by a hash that outlives the keys."""

import base64

import pytest
from cryptography.fernet import Fernet
from django.core.exceptions import FieldError, ImproperlyConfigured
from django.core.management import call_command
from django.db import connection
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import Settings

from benfu.platform.privacy import proofs
from benfu.platform.privacy.keys import decrypt, encrypt, ensure_hash_key, forget_keys, keyed_hash
from benfu.platform.privacy.models import KeptKey

PHONE = "phone:13800005678"


def new_key() -> str:
    return Fernet.generate_key().decode()


@given(st.text())
def test_what_is_hidden_opens_again(text: str) -> None:
    token = encrypt(text)
    assert decrypt(token) == text
    assert len(text) < 8 or text not in token


@given(st.text(min_size=1))
def test_the_same_text_never_looks_the_same(text: str) -> None:
    assert encrypt(text) != encrypt(text)


@pytest.mark.django_db
def test_the_table_holds_no_clear_text() -> None:
    KeptKey.objects.create(name="note", key="林小舟")
    with connection.cursor() as cursor:
        cursor.execute("SELECT key FROM privacy_keptkey WHERE name = 'note'")
        stored = cursor.fetchone()[0]
    assert "林" not in stored
    assert KeptKey.objects.get(name="note").key == "林小舟"


@pytest.mark.django_db
def test_a_hidden_field_refuses_to_be_searched() -> None:
    with pytest.raises(FieldError, match="Unsupported lookup"):
        KeptKey.objects.filter(key="林小舟").exists()
    with pytest.raises(FieldError, match="Unsupported lookup"):
        KeptKey.objects.filter(key__contains="林").exists()


@pytest.mark.django_db
def test_hashes_find_equal_texts_and_differ_for_others() -> None:
    assert keyed_hash(PHONE) == keyed_hash(PHONE)
    assert keyed_hash(PHONE) != keyed_hash("phone:13800005679")
    assert len(keyed_hash(PHONE)) == 64


@pytest.mark.django_db
def test_keys_rotate_and_look_ups_stay_good(settings: Settings, fresh_keys: None) -> None:
    old, new = new_key(), new_key()
    settings.PRIVACY_KEYS = [old]
    KeptKey.objects.create(name="note", key="林小舟")
    before = keyed_hash(PHONE)

    settings.PRIVACY_KEYS = [new, old]
    call_command("rotate_privacy_keys", verbosity=0)

    settings.PRIVACY_KEYS = [new]
    forget_keys()
    assert KeptKey.objects.get(name="note").key == "林小舟"
    assert keyed_hash(PHONE) == before


@pytest.mark.django_db
def test_rotating_again_after_an_interruption_harms_nothing(settings: Settings, fresh_keys: None) -> None:
    settings.PRIVACY_KEYS = [new_key(), *settings.PRIVACY_KEYS]
    KeptKey.objects.create(name="note", key="林小舟")
    call_command("rotate_privacy_keys", verbosity=0)
    call_command("rotate_privacy_keys", verbosity=0)
    assert KeptKey.objects.get(name="note").key == "林小舟"


@pytest.mark.django_db
def test_two_processes_that_come_first_agree_on_the_hash_key(settings: Settings, fresh_keys: None) -> None:
    settings.PRIVACY_KEYS = [new_key()]
    first = keyed_hash(PHONE)
    KeptKey.objects.all().delete()
    forget_keys()
    ensure_hash_key()
    assert keyed_hash(PHONE) == first


@pytest.mark.django_db
def test_a_lost_key_is_named_by_the_proofs(settings: Settings, fresh_keys: None) -> None:
    assert all(proof.ok for proof in proofs.proofs())
    ensure_hash_key()
    settings.PRIVACY_KEYS = [new_key()]
    broken = [proof.name for proof in proofs.proofs() if not proof.ok]
    assert broken == ["the present keys open privacy.KeptKey.key"]


@pytest.mark.parametrize("keys", [[], ["short"], [base64.b64encode(b"sixteen bytes !!").decode()]])
def test_missing_and_broken_keys_are_said_in_words(keys: list[str], settings: Settings, fresh_keys: None) -> None:
    settings.PRIVACY_KEYS = keys
    with pytest.raises(ImproperlyConfigured, match="BENFU_PRIVACY_KEYS"):
        encrypt("text")
