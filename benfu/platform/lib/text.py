"""Text from outside, made fit to store and show: composed, without control or direction characters."""

import unicodedata
from collections.abc import Iterable

ZERO_WIDTH_JOINER = "\u200d"  # holds emoji of several people together
HIDDEN = frozenset({"Cc", "Cf", "Cs"})
"""Unicode categories that show nothing, and can turn a line around or end a string early."""


def clean(text: str) -> str:
    """Return one line of text as it may be stored: composed (NFC), nothing hidden in it, single spaces."""
    return " ".join(_visible(" " if c.isspace() else c for c in unicodedata.normalize("NFC", text)).split())


def clean_lines(text: str) -> str:
    """Return text of several lines as it may be stored: each line clean, no more than one empty line between two."""
    lines: list[str] = []
    for line in map(clean, text.splitlines()):
        if line or (lines and lines[-1]):
            lines.append(line)
    return "\n".join(lines).strip()


def _visible(characters: Iterable[str]) -> str:
    return "".join(c for c in characters if c == ZERO_WIDTH_JOINER or unicodedata.category(c) not in HIDDEN)
