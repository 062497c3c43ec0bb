"""Phone numbers in one form, and phones and names with the middle left out."""

import re
import unicodedata
from datetime import date

from django.utils.translation import gettext as _

from benfu.platform.lib.errors import Invalid

# What people put between digits, on any keyboard; NFKC has turned full-width forms into ASCII before.
_BETWEEN = re.compile(r"[\s\-‐-―.()·]+")
_MOBILE = re.compile(r"(?:\+?86|0086)?(1[3-9][0-9]{9})", re.ASCII)
_IDENTITY = re.compile(r"[1-9][0-9]{16}[0-9X]", re.ASCII)
_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_SHOWN_STARS = 2


def normalise_phone(text: str) -> str:
    """Return a mainland mobile number as its 11 digits, from any usual way to write it.

    Raises Invalid (field `phone`) for everything else.
    """
    plain = _BETWEEN.sub("", unicodedata.normalize("NFKC", text[:60]))
    found = _MOBILE.fullmatch(plain)
    if not found:
        words = _("请填写 11 位手机号码，例如 13800001234。")
        raise Invalid(words, {"phone": words})
    return found[1]


def mask_phone(phone: str) -> str:
    """Return 138****5678 for a phone number; shorter numbers keep two digits at most."""
    return f"{phone[:3]}****{phone[-4:]}" if len(phone) >= 11 else f"****{phone[-2:]}" if phone else ""


def normalise_identity_number(text: str) -> str:
    """Return a resident identity number (GB 11643) as its 18 characters, from any usual way to write it.

    Raises Invalid (field `identity_number`) for a wrong check digit, a day that never was, and everything else. The region
    code is not compared with a list: abolished ones stay valid.
    """
    plain = _BETWEEN.sub("", unicodedata.normalize("NFKC", text[:60])).upper()
    if not (_IDENTITY.fullmatch(plain) and _is_day(plain[6:14]) and _check_digit(plain[:17]) == plain[17]):
        words = _("身份证号不对：18 位，最后一位是校验码，请对照证件再输一次。")
        raise Invalid(words, {"identity_number": words})
    return plain


def mask_identity_number(number: str) -> str:
    """Return **************002X: the last four characters only, as the others say where and when somebody was born."""
    return f"{'*' * 14}{number[-4:]}" if number else ""


def _check_digit(digits: str) -> str:
    """Return the 18th character: the weighted sum of the 17 digits modulo 11, looked up (GB 11643, ISO 7064 MOD 11-2)."""
    return "10X98765432"[sum(int(digit) * weight for digit, weight in zip(digits, _WEIGHTS, strict=True)) % 11]


def _is_day(digits: str) -> bool:
    try:
        date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return True


def mask_name(name: str) -> str:
    """Return 林** for 林小舟: the first character, and never more than two stars, so that length says little."""
    name = name.strip()
    return name[:1] + "*" * min(max(len(name) - 1, 1), _SHOWN_STARS) if name else ""
