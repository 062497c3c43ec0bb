"""Finding a person by the last four digits of their phone, or by their identity number, without reading either."""

from benfu.platform.identity.selectors import masked_phones
from benfu.platform.privacy.keys import keyed_hash

TAIL = 4


def tail_hash(tail: str) -> str:
    """Return the hash by which the last four digits of a phone number are found."""
    return keyed_hash(f"phone-tail:{tail}")


def tail_hash_of(account: int) -> str:
    """Return the hash for an account's phone, empty when it has none."""
    shown = masked_phones([account]).get(account, "")
    return tail_hash(shown[-TAIL:]) if shown else ""


def identity_hash(number: str) -> str:
    """Return the hash by which a normalised identity number is found."""
    return keyed_hash(f"identity:{number}")
