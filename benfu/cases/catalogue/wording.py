"""The catalogue's words in the reader's language."""

from django.utils.translation import get_language

from .reading import Reason, Reply


def english() -> bool:
    """Return whether the reader reads English."""
    return (get_language() or "").startswith("en")


def in_language(words: Reason | Reply) -> str:
    """Return a reason or a reply in the reader's language."""
    return words.en if english() else words.zh


def advice(reason: Reason) -> str:
    """Return what would help next time, in the reader's language."""
    return reason.advice_en if english() else reason.advice_zh
