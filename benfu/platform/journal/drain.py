"""Telling facts to the rooms: in batches, each telling in the transaction that ticks it off."""

import logging
import threading
from collections.abc import Callable
from datetime import datetime, timedelta

from django.db import connection, transaction

from benfu.platform.lib import clock

from .models import Fact, FailedTelling
from .services import subscribers_of

log = logging.getLogger(__name__)
BATCH = 200
PAUSE_S = 0.2
MOST_ATTEMPTS = 8

# A row is taken by whoever locks it first, so that several workers share the load, and a fact that
# commits late is simply found later: nothing depends on the order of ids.
TAKE = """
    DELETE FROM journal_untold WHERE fact_id IN (
        SELECT fact_id FROM journal_untold ORDER BY fact_id LIMIT %s FOR UPDATE SKIP LOCKED
    ) RETURNING fact_id
"""


def drain_once(limit: int = BATCH) -> int:
    """Tell up to `limit` new facts to their subscribers and return how many facts were taken."""
    with transaction.atomic():
        with connection.cursor() as cursor:
            cursor.execute(TAKE, [limit])
            ids = [row[0] for row in cursor.fetchall()]
        for fact in Fact.objects.filter(id__in=ids).order_by("id"):
            for name, handler in subscribers_of(fact.kind):
                _tell(fact, name, handler)
    return len(ids)


def retry_once(limit: int = BATCH) -> int:
    """Tell again what failed and is due; return how many tellings were tried."""
    with transaction.atomic():
        due = FailedTelling.objects.filter(next_at__lte=clock.now()).select_related("fact")
        failed = list(due.order_by("next_at").select_for_update(skip_locked=True, of=("self",))[:limit])
        for telling in failed:
            _tell_again(telling)
    return len(failed)


def replay(telling_id: int) -> bool:
    """Tell one failed telling again at a person's wish; return whether it succeeded. Raises FailedTelling.DoesNotExist."""
    with transaction.atomic():
        telling = FailedTelling.objects.select_for_update(of=("self",)).select_related("fact").get(id=telling_id)
        return _tell_again(telling)


def drain_all() -> int:
    """Tell until nothing is left, for tests and scripts; return how many facts were taken."""
    total = 0
    while taken := drain_once():
        total += taken
    return total


def drain_forever(stop: threading.Event) -> None:
    """Drain until `stop` is set; a lost database is waited for.

    It looks five times a second instead of listening: a NOTIFY in every transaction would queue all
    commits behind one lock, and an empty look costs one index probe.
    """
    while not stop.is_set():
        try:
            busy = drain_once() + retry_once()
        except Exception:
            log.exception("the drain stumbled and goes on in a second")
            connection.close()
            stop.wait(1)
            continue
        if not busy:
            stop.wait(PAUSE_S)


def _tell(fact: Fact, name: str, handler: Callable[[Fact], None]) -> None:
    try:
        with transaction.atomic():
            handler(fact)
    except Exception as error:
        log.exception("%s failed on fact %s", name, fact.pk)
        FailedTelling.objects.create(fact=fact, subscriber=name, next_at=_next_try(1), error=_words(error))


def _tell_again(telling: FailedTelling) -> bool:
    handler = dict(subscribers_of(telling.fact.kind)).get(telling.subscriber)
    try:
        with transaction.atomic():
            if handler:
                handler(telling.fact)
    except Exception as error:
        telling.attempts += 1
        telling.next_at = _next_try(telling.attempts)
        telling.error = _words(error)
        telling.save()
        return False
    telling.delete()
    return True


def _next_try(attempts: int) -> datetime | None:
    return None if attempts >= MOST_ATTEMPTS else clock.now() + timedelta(seconds=2**attempts)


def _words(error: Exception) -> str:
    return f"{type(error).__name__}: {error}"[:2000]
