"""What people type at a door, in one form: login names, codes, and the keys that limits are counted under."""

import unicodedata

from django.conf import settings
from django.http import HttpRequest

from benfu.platform.privacy.keys import keyed_hash


def plain_login(text: str) -> str:
    """Return a login name as it is stored: narrow characters, no capitals, no spaces around."""
    return unicodedata.normalize("NFKC", text).strip().casefold()[:60]


def plain_code(text: str) -> str:
    """Return a code as it is compared: pasted spaces, dashes, full-width digits and capitals do not matter."""
    narrow = unicodedata.normalize("NFKC", text[:60]).casefold()
    return "".join(character for character in narrow if character.isascii() and character.isalnum())


def phone_hash(phone: str) -> str:
    """Return what a normalised phone number is found by."""
    return keyed_hash(f"phone:{phone}")


def login_key(login: str) -> str:
    """Return the key under which attempts to sign in as `login` are counted."""
    return keyed_hash(f"login:{plain_login(login)}")


def address_key(request: HttpRequest) -> str:
    """Return a key for where a request comes from; the address itself is kept nowhere.

    Behind a proxy (settings.BEHIND_PROXY) the last forwarded address is the one our own proxy saw.
    """
    address = request.META.get("REMOTE_ADDR", "")
    if settings.BEHIND_PROXY:
        address = request.headers.get("X-Forwarded-For", address).rpartition(",")[2].strip()
    return keyed_hash(f"address:{address}")[:32]
