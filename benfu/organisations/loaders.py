"""Gives every community its own office when reference data are loaded."""

from collections.abc import Callable

from benfu.platform.identity.actor import SYSTEM

from .services import ensure_offices


def load(say: Callable[[str], None]) -> None:
    """Add the offices that are missing."""
    say(f"community offices: {ensure_offices(actor=SYSTEM)} added")
