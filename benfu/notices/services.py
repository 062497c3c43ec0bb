"""Writing notices, and marking them read."""

from collections.abc import Iterable, Mapping

from benfu.platform.identity.actor import Actor
from benfu.platform.journal.models import Fact
from benfu.platform.lib import clock

from .models import Notice


def tell(*, fact: Fact, accounts: Iterable[int], data: Mapping[str, object]) -> None:
    """Put a fact into the inboxes of these accounts, once each however often it is told; `data` holds ids and codes."""
    Notice.objects.bulk_create(
        [
            Notice(
                account_id=account,
                fact=fact.pk,
                kind=fact.kind,
                subject=fact.subject,
                data=dict(data),
                happened_at=fact.happened_at,
            )
            for account in sorted(set(accounts))
        ],
        ignore_conflicts=True,
    )


def mark_read(*, actor: Actor, up_to: int) -> int:
    """Mark the actor's own notices up to this id as read and return how many there were."""
    unread = Notice.objects.filter(account=actor.account, id__lte=up_to, read_at=None)
    return unread.update(read_at=clock.now())


def forget(*, account: int) -> None:
    """Remove every notice of an account that is no more."""
    Notice.objects.filter(account=account).delete()
