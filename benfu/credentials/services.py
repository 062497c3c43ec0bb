"""Giving out credentials, revoking them, changing the key that signs."""

import base64
import secrets
from collections.abc import Collection

from django.db import connection, transaction

from benfu.platform.journal.services import record
from benfu.platform.lib import clock
from benfu.platform.lib.acting import Acting

from .events import CredentialIssued, CredentialRevoked, SigningKeyChanged
from .kinds import kind_of
from .models import Credential, SigningKey, Why

__all__ = ["Credential", "Why", "change_key", "ensure_key", "issue", "revoke"]

KEY_BYTES = 32
ONE_AT_A_TIME = "SELECT pg_advisory_xact_lock(hashtext('credentials.signing_key'))"


@transaction.atomic
def issue(*, actor: Acting, kind: str, subject: str) -> Credential:
    """Give a subject its credential of a kind, or return the one in force. Raises LookupError for an unknown kind.

    The caller has checked that the actor may.
    """
    kind_of(kind)
    ensure_key(actor=actor)
    values = {"kind": kind, "subject": subject, "revoked_at": None}
    made, new = Credential.objects.get_or_create(**values, defaults={"issued_at": clock.now()})
    if new:
        record(CredentialIssued(made.pk, kind), actor=actor, subject=subject)
    return made


@transaction.atomic
def revoke(*, actor: Acting, subjects: Collection[str], why: Why, kinds: Collection[str] = ()) -> int:
    """Revoke what is in force for these subjects (of these kinds, or of all); return how many. Done again it does nothing.

    The caller has checked that the actor may.
    """
    found = Credential.objects.select_for_update().filter(subject__in=subjects, revoked_at__isnull=True)
    standing = list(found.filter(kind__in=kinds) if kinds else found)
    for one in standing:
        one.revoked_at, one.why = clock.now(), why
        one.save(update_fields=["revoked_at", "why"])
        record(CredentialRevoked(one.pk, one.kind, why), actor=actor, subject=one.subject)
    return len(standing)


@transaction.atomic
def change_key(*, actor: Acting, revoke_older: bool = False) -> SigningKey:
    """Sign with a new key from now on. Codes of older keys go on holding, unless those are revoked: after a theft."""
    with connection.cursor() as cursor:
        cursor.execute(ONE_AT_A_TIME)
    older = SigningKey.objects.filter(revoked_at__isnull=True) if revoke_older else SigningKey.objects.none()
    revoked = older.update(revoked_at=clock.now())
    secret = base64.b64encode(secrets.token_bytes(KEY_BYTES)).decode()
    made = SigningKey.objects.create(secret=secret, made_at=clock.now())
    record(SigningKeyChanged(made.pk, revoked), actor=actor, subject=f"signing_key:{made.pk}")
    return made


@transaction.atomic
def ensure_key(*, actor: Acting) -> None:
    """Make the first signing key of an installation; two that come first at once make one."""
    standing = SigningKey.objects.filter(revoked_at__isnull=True)
    if standing.exists():
        return
    with connection.cursor() as cursor:
        cursor.execute(ONE_AT_A_TIME)
    if not standing.exists():
        change_key(actor=actor)
