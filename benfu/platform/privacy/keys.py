"""Hiding text at rest (Fernet) and finding it again without reading it (a keyed hash)."""

import base64
import hmac
from collections.abc import Sequence
from functools import lru_cache

from cryptography.fernet import Fernet, InvalidToken, MultiFernet
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.core.exceptions import ImproperlyConfigured
from django.db import connection

HASH_KEY = "hash"


def encrypt(text: str) -> str:
    """Return `text` hidden under the first of settings.PRIVACY_KEYS; empty stays empty."""
    return _fernet(tuple(settings.PRIVACY_KEYS)).encrypt(text.encode()).decode() if text else ""


def decrypt(token: str) -> str:
    """Return the text behind a token, whichever of the keys wrote it. Raises ImproperlyConfigured if none did."""
    try:
        return _fernet(tuple(settings.PRIVACY_KEYS)).decrypt(token).decode() if token else ""
    except InvalidToken:
        raise ImproperlyConfigured("none of BENFU_PRIVACY_KEYS opens what is stored: a key is missing") from None


def rotate(token: str) -> str:
    """Return a token for the same text under the first key; its age is kept."""
    return _fernet(tuple(settings.PRIVACY_KEYS)).rotate(token).decode() if token else ""


def keyed_hash(text: str) -> str:
    """Return 64 hex digits by which `text` is found again but not read (HMAC-SHA-256).

    The hash key is derived once (HKDF, RFC 5869) and then kept in the database, itself encrypted, so
    that changing PRIVACY_KEYS leaves every stored hash good. Say what is hashed (`"phone:138…"`), so that
    equal texts of different kinds differ.
    """
    return hmac.new(_hash_key(), text.encode(), "sha256").hexdigest()


def forget_keys() -> None:
    """Forget the keys held in memory, for a command that has just changed them and for tests."""
    _fernet.cache_clear()
    _hash_key.cache_clear()


def ensure_hash_key() -> None:
    """Put the hash key into the database if it is not there yet."""
    derived = _derive(settings.PRIVACY_KEYS)
    with connection.cursor() as cursor:
        cursor.execute(
            "INSERT INTO privacy_keptkey (name, key) VALUES (%s, %s) ON CONFLICT (name) DO NOTHING",
            [HASH_KEY, encrypt(base64.b64encode(derived).decode())],
        )


@lru_cache(maxsize=1)
def _hash_key() -> bytes:
    return _stored_hash_key() or _fresh_hash_key()


def _stored_hash_key() -> bytes:
    with connection.cursor() as cursor:
        cursor.execute("SELECT key FROM privacy_keptkey WHERE name = %s", [HASH_KEY])
        row = cursor.fetchone()
    return base64.b64decode(decrypt(row[0])) if row else b""


def _fresh_hash_key() -> bytes:
    ensure_hash_key()
    return _stored_hash_key()


def _derive(keys: Sequence[str]) -> bytes:
    """Derive from the oldest key, so that two processes that come first at once agree."""
    if not keys:
        raise ImproperlyConfigured("set BENFU_PRIVACY_KEYS: one or more Fernet keys, the newest first")
    return HKDF(algorithm=SHA256(), length=32, salt=None, info=b"benfu keyed hash").derive(
        base64.urlsafe_b64decode(keys[-1])
    )


@lru_cache(maxsize=4)
def _fernet(keys: tuple[str, ...]) -> MultiFernet:
    if not keys:
        raise ImproperlyConfigured("set BENFU_PRIVACY_KEYS: one or more Fernet keys, the newest first")
    try:
        return MultiFernet([Fernet(key) for key in keys])
    except ValueError:
        raise ImproperlyConfigured(
            "BENFU_PRIVACY_KEYS must hold Fernet keys: 32 bytes each, in URL-safe base64"
        ) from None
