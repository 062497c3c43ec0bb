"""PURE: the two codes of a credential, one printed for long, one on the phone that moves every minute; HMAC-SHA-256.

A printed code is `p.<credential>.<key>.<mac>`. A moving one is `m.<credential>.<key>.<first>.<minute>.<mac>`: from a seed good
for one day, which the phone holds, it makes a new code each minute without a network. Numbers are in base 36, minutes are counted
since 1970; a mac is the first 12 bytes (96 bits) in base64url. The same sums are done on the phone by `moving.js`.
"""

import base64
import hmac
from dataclasses import dataclass

MINUTES_OF_A_SEED = 24 * 60
DRIFT_MINUTES = 1
"""How far the phone's minute may be from ours: a code is shown for a minute and takes a moment to be scanned."""
MAC_BYTES = 12
LONGEST = 80
DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


@dataclass(frozen=True, slots=True)
class Code:
    """What stands in a code before its mac; `first` and `minute` are None in a printed one."""

    credential: int
    key: int
    mac: str
    first: int | None = None
    minute: int | None = None


def printed(secret: bytes, *, credential: int, key: int) -> str:
    """Return the printed code of a credential under a signing key."""
    return f"p.{base36(credential)}.{base36(key)}.{_mac(secret, f'printed:{credential}')}"


def seed(secret: bytes, *, credential: int, first: int) -> bytes:
    """Return the 32 bytes from which a phone makes the codes of one day, from the minute `first` on."""
    return hmac.digest(secret, f"seed:{credential}:{first}".encode(), "sha256")


def moving(secret: bytes, *, credential: int, key: int, first: int, minute: int) -> str:
    """Return the code of one minute."""
    mac = _mac(seed(secret, credential=credential, first=first), str(minute))
    return f"{moving_head(credential=credential, key=key, first=first)}.{base36(minute)}.{mac}"


def moving_head(*, credential: int, key: int, first: int) -> str:
    """Return what all codes of a seed begin with."""
    return f"m.{base36(credential)}.{base36(key)}.{base36(first)}"


def read(text: str) -> Code | None:
    """Return what a code says of itself, None for what is no code at all; `holds` tells whether it is true."""
    kind, *parts = text.strip()[: LONGEST + 1].split(".")
    if len(text.strip()) > LONGEST or len(parts) != {"p": 3, "m": 5}.get(kind):
        return None
    *digits, mac = parts
    if any(not digit or len(digit) > 12 or set(digit) - set(DIGITS) for digit in digits):
        return None
    return Code(int(digits[0], 36), int(digits[1], 36), mac, *(int(digit, 36) for digit in digits[2:]))


def holds(secret: bytes, code: Code, now: int) -> bool:
    """Return whether the key made this code and, for a moving one, whether it is of this minute or one beside it."""
    if code.first is None or code.minute is None:
        return _same(printed(secret, credential=code.credential, key=code.key), code.mac)
    in_time = abs(code.minute - now) <= DRIFT_MINUTES and 0 <= code.minute - code.first < MINUTES_OF_A_SEED
    right = moving(secret, credential=code.credential, key=code.key, first=code.first, minute=code.minute)
    return in_time and _same(right, code.mac)


def base36(number: int) -> str:
    """Return a non-negative number in base 36. Raises ValueError below zero."""
    if number < 0:
        raise ValueError("only numbers from 0 up")
    digits = ""
    while True:
        number, rest = divmod(number, 36)
        digits = DIGITS[rest] + digits
        if not number:
            return digits


def _same(right: str, mac: str) -> bool:
    return hmac.compare_digest(right.rpartition(".")[2].encode(), mac.encode())


def _mac(secret: bytes, text: str) -> str:
    digest = hmac.digest(secret, text.encode(), "sha256")
    return base64.urlsafe_b64encode(digest[:MAC_BYTES]).decode()
