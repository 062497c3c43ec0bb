"""API tokens: made, listed and ended by their owner; one statement turns one into its actor."""

import hashlib
import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.db import connection, transaction
from django.utils.translation import gettext as _

from benfu.platform.identity.actor import Actor, with_actor
from benfu.platform.identity.events import TokenMade, TokenRevoked
from benfu.platform.identity.models import ApiToken
from benfu.platform.identity.strength import Strength
from benfu.platform.journal.services import record
from benfu.platform.lib import clock
from benfu.platform.lib.errors import Invalid, NotFound

PREFIX = "benfu_"
LIFE = {
    Strength.PHONE: timedelta(days=180),
    Strength.PASSWORD: timedelta(days=30),
    Strength.SECOND_FACTOR: timedelta(days=90),
}
MOST_TOKENS = 20

RESOLVE = """
    SELECT token.account_id AS account, token.strength, token.id, token.used_on
    FROM identity_apitoken token JOIN identity_account account ON account.id = token.account_id
    WHERE token.key_hash = %(key)s AND token.expires_at > %(now)s AND account.is_active
"""
USED = "UPDATE identity_apitoken SET used_on = %s WHERE id = %s"


@dataclass(frozen=True, slots=True)
class NewToken:
    """A token just made: the only moment at which its key is known."""

    id: int
    key: str
    expires_at: datetime


def make_token(*, actor: Actor, label: str, strength: Strength) -> NewToken:
    """Make a token for the actor's account; the caller has just checked who they are, at `strength`.

    Raises Invalid when the account holds too many already.
    """
    key = PREFIX + secrets.token_urlsafe(32)
    now, account = clock.now(), actor.own_account()
    with transaction.atomic():
        if ApiToken.objects.filter(account_id=account, expires_at__gt=now).count() >= MOST_TOKENS:
            raise Invalid(_("访问令牌太多了：请先停用不再使用的。"))
        token = ApiToken.objects.create(
            account_id=account,
            key_hash=hash_of(key),
            label=label.strip()[:60],
            strength=strength,
            created_at=now,
            used_on=clock.today(),
            expires_at=now + LIFE[strength],
        )
        record(TokenMade(account=account, token=token.pk), actor=actor, subject=f"account:{account}")
    return NewToken(token.pk, key, token.expires_at)


def revoke_token(*, actor: Actor, token: int) -> None:
    """End one of the actor's own tokens at once. Raises NotFound for any other."""
    account = actor.own_account()
    with transaction.atomic():
        ended, _rows = ApiToken.objects.filter(id=token, account_id=account).delete()
        if not ended:
            raise NotFound(_("没有这个访问令牌。"))
        record(TokenRevoked(account=account, token=token), actor=actor, subject=f"account:{account}")


def actor_of_token(key: str) -> tuple[Actor, Strength] | None:
    """Return who holds this token and how they had signed in, in one statement; None for an unknown or ended one.

    Once a day the day of use is noted with a second statement.
    """
    known = with_actor(RESOLVE, {"key": hash_of(key), "now": clock.now()})
    if known is None:
        return None
    (_account, strength, token, used_on), actor = known
    if used_on != (today := clock.today()):
        with connection.cursor() as cursor:
            cursor.execute(USED, [today, token])
    return actor, Strength(strength)


def hash_of(key: str) -> str:
    """Return what is stored of a key: with 256 random bits in it, a plain hash cannot be turned back."""
    return hashlib.sha256(key.encode()).hexdigest()
