"""Speaking to the operator: plain sentences on the terminal, and the error that carries one."""

import sys


class Trouble(Exception):
    """Something the operator must know; its text is a sentence that says what to do."""


def say(words: str) -> None:
    """Tell the person at the terminal what is going on; a closed terminal is no reason to fail."""
    try:
        sys.stdout.write(f"benfu: {words}\n")
        sys.stdout.flush()
    except (BrokenPipeError, OSError):
        pass


def show(words: str) -> None:
    """Print lines meant to be read as they stand: addresses, logins, lists."""
    sys.stdout.write(f"{words}\n")
    sys.stdout.flush()
