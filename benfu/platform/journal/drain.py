"""Telling facts to the rooms: in batches, each telling in the transaction that ticks it off.

Facts are told in the order of their ids within a batch; across several drains, and for facts that commit late,
no order is promised.
"""

import logging
import threading
import traceback
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.utils.translation import gettext as _

from benfu.platform.lib import clock
from benfu.platform.lib.acting import Acting
from benfu.platform.lib.errors import NotFound

from .events import TellingDiscarded, TellingReplayed
from .models import Fact, FailedTelling
from .services import Handler, record, subscribers_of

log = logging.getLogger(__name__)
BATCH = 50
PAUSE_S = 0.2
MOST_ATTEMPTS = 8

# A row is taken by whoever locks it first, so that several workers share the load, and a fact that
# commits late is simply found later: nothing depends on the order of ids.
TAKE = """
    WITH taken AS MATERIALIZED (
        SELECT fact_id FROM journal_untold ORDER BY fact_id LIMIT %s FOR UPDATE SKIP LOCKED
    )
    DELETE FROM journal_untold untold USING taken WHERE untold.fact_id = taken.fact_id RETURNING untold.fact_id
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


def replay(*, actor: Acting, telling: int) -> bool:
    """Tell one failed telling again at a person's wish; return whether it succeeded.

    The caller has checked that the actor may. Raises NotFound when it is gone, told by another meanwhile.
    """
    with transaction.atomic():
        failed = _locked(telling)
        succeeded = _tell_again(failed)
        event = TellingReplayed(fact=failed.fact_id, subscriber=failed.subscriber, succeeded=succeeded)
        record(event, actor=actor, subject=f"fact:{failed.fact_id}")
    return succeeded


def discard(*, actor: Acting, telling: int) -> None:
    """Give a failed telling up for good, for instance when its subscriber no longer exists.

    The caller has checked that the actor may. Raises NotFound when it is gone.
    """
    with transaction.atomic():
        failed = _locked(telling)
        failed.delete()
        event = TellingDiscarded(fact=failed.fact_id, subscriber=failed.subscriber)
        record(event, actor=actor, subject=f"fact:{failed.fact_id}")


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
        except Exception as error:
            log.error("the drain stumbled and goes on in a second: %s", _words(error))
            connection.close()
            stop.wait(1)
            continue
        if not busy:
            stop.wait(PAUSE_S)


def _tell(fact: Fact, name: str, handler: Handler) -> None:
    try:
        with transaction.atomic():
            handler(fact)
    except Exception as error:
        _log_failure(fact, name, error)
        FailedTelling.objects.create(fact=fact, subscriber=name, next_at=_next_try(1), error=_words(error))


def _tell_again(telling: FailedTelling) -> bool:
    handler = dict(subscribers_of(telling.fact.kind)).get(telling.subscriber)
    try:
        if handler is None:
            raise LookupError(f"nobody is called {telling.subscriber} any more")
        with transaction.atomic():
            handler(telling.fact)
    except Exception as error:
        _log_failure(telling.fact, telling.subscriber, error)
        telling.attempts += 1
        telling.next_at = _next_try(telling.attempts)
        telling.error = _words(error)
        telling.save()
        return False
    telling.delete()
    return True


def _locked(telling: int) -> FailedTelling:
    failed = FailedTelling.objects.select_for_update(of=("self",)).select_related("fact").filter(id=telling).first()
    if failed is None:
        raise NotFound(_("这一条已经不在了，可能刚刚有人处理过。"))
    return failed


def _next_try(attempts: int) -> datetime | None:
    return None if attempts >= MOST_ATTEMPTS else clock.now() + timedelta(seconds=2**attempts)


def _log_failure(fact: Fact, name: str, error: Exception) -> None:
    """Log where it failed, frame by frame; of the error only its first line, as the rest may quote what rows hold."""
    frames = "".join(traceback.format_tb(error.__traceback__))
    log.error("%s failed on fact %s: %s\n%s", name, fact.pk, _words(error), frames)


def _words(error: Exception) -> str:
    first_line = str(error).partition("\n")[0]
    return f"{type(error).__name__}: {first_line}"[:500]
