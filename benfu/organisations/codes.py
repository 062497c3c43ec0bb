"""The unified social credit code (GB 32100), checked; pure."""

import re

ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"
MODULUS = 31
SHAPE = re.compile(rf"[{ALPHABET}]{{18}}")


def check_character(body: str) -> str:
    """Return the check character of the first 17: weights are 3^i mod 31 (GB 32100-2015, §5)."""
    total = sum(ALPHABET.index(character) * pow(3, place, MODULUS) for place, character in enumerate(body))
    return ALPHABET[-total % MODULUS]


def is_credit_code(text: str) -> bool:
    """Return whether `text` is a well-formed credit code with a true check character."""
    return bool(SHAPE.fullmatch(text)) and text[17] == check_character(text[:17])
