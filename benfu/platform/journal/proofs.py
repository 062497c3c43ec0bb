"""What must hold of the journal: everybody has been told, or will be in a moment."""

from collections.abc import Iterator
from datetime import timedelta

from benfu.platform.lib import clock
from benfu.platform.lib.proof import Proof

from . import selectors

PATIENCE = timedelta(minutes=5)


def proofs() -> Iterator[Proof]:
    """Return the proofs of this room."""
    given_up = selectors.given_up_count()
    yield Proof(
        "no telling of a fact was given up", given_up == 0, f"{given_up} wait for a person at /c/journal/failed/"
    )
    oldest = selectors.oldest_untold()
    late = oldest is not None and clock.now() - oldest > PATIENCE
    waiting = f"{selectors.untold_count()} wait, the oldest since {oldest}" if oldest else "none waits"
    yield Proof("no fact has waited longer than 5 minutes to be told", not late, waiting)
