"""Phone numbers in one form, and phones and names with the middle left out."""

import re
import unicodedata

from django.utils.translation import gettext as _

from benfu.platform.lib.errors import Invalid

# What people put between digits, on any keyboard; NFKC has turned full-width forms into ASCII before.
_BETWEEN = re.compile(r"[\s\-‐-―.()·]+")
_MOBILE = re.compile(r"(?:\+?86|0086)?(1[3-9][0-9]{9})", re.ASCII)
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


def mask_name(name: str) -> str:
    """Return 林** for 林小舟: the first character, and never more than two stars, so that length says little."""
    name = name.strip()
    return name[:1] + "*" * min(max(len(name) - 1, 1), _SHOWN_STARS) if name else ""
