"""Reference data: every room's loader, lowest room first; again and again without harm."""

from collections.abc import Callable

from django.db import transaction

from benfu.operate.rooms import modules


def load_all(say: Callable[[str], None]) -> int:
    """Call each room's `loaders.load` in a transaction of its own and return how many there were."""
    found = modules("loaders")
    for room, module in found:
        with transaction.atomic():
            module.load(lambda words, room=room: say(f"{room}: {words}"))
    return len(found)
