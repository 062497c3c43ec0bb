"""Ids that sort by time, and short codes a thumb or a scanner can carry."""

import hashlib
import hmac
import secrets
import time
import uuid

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"  # no 0/o, 1/i/l: read aloud and typed on phones
CHECK_LENGTH = 6


def uuid7() -> uuid.UUID:
    """Return a UUID of version 7 (RFC 9562): 48 bits of Unix milliseconds, then random bits."""
    milliseconds = time.time_ns() // 1_000_000
    value = (milliseconds << 80) | secrets.randbits(80)
    value = (value & ~(0xF << 76)) | (0x7 << 76)
    value = (value & ~(0x3 << 62)) | (0x2 << 62)
    return uuid.UUID(int=value)


def encode(number: int) -> str:
    """Return a non-negative number in the reading alphabet. Raises ValueError below zero."""
    if number < 0:
        raise ValueError("only numbers from 0 up have a code")
    digits = ""
    while True:
        number, rest = divmod(number, len(ALPHABET))
        digits = ALPHABET[rest] + digits
        if not number:
            return digits


def decode(text: str) -> int:
    """Return the number of a code made by `encode`. Raises ValueError on a foreign character."""
    number = 0
    for character in text:
        number = number * len(ALPHABET) + ALPHABET.index(character)
    return number


def check(text: str, key: str) -> str:
    """Return six characters that only the holder of `key` can compute for `text` (HMAC-SHA-256, about 29 bits)."""
    digest = hmac.new(key.encode(), text.encode(), hashlib.sha256).digest()
    return encode(int.from_bytes(digest[:8], "big"))[-CHECK_LENGTH:].rjust(CHECK_LENGTH, ALPHABET[0])


def seal(kind: str, number: int, key: str) -> str:
    """Return the short code of a thing: one letter for its kind, its number, and a check that cannot be guessed."""
    body = kind + encode(number)
    return body + check(body, key)


def unseal(code: str, key: str) -> tuple[str, int] | None:
    """Return (kind, number) of a code made by `seal`, or None when it is misread or forged."""
    code = code.strip().lower()
    body, tail = code[:-CHECK_LENGTH], code[-CHECK_LENGTH:]
    if len(body) < 2 or not hmac.compare_digest(check(body, key).encode(), tail.encode()):
        return None
    try:
        return body[0], decode(body[1:])
    except ValueError:
        return None
