"""What must hold of credentials: codes can be signed, and each stands for something that a room knows."""

from collections.abc import Iterator

from benfu.platform.lib.proof import Proof

from .kinds import known
from .models import Credential


def proofs() -> Iterator[Proof]:
    """Return the proofs of this room."""
    kinds = set(Credential.objects.values_list("kind", flat=True).distinct())
    strange = sorted(kinds - known())
    yield Proof("every credential is of a kind that a room answers for", not strange, ", ".join(strange))
