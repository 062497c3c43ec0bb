"""Reading: the codes of a credential, and whether a code holds."""

import base64
from collections.abc import Collection
from dataclasses import dataclass

from benfu.platform.lib import clock
from benfu.territory import selectors as territory

from . import codes
from .kinds import Kind, kind_of
from .models import Credential, SigningKey


@dataclass(frozen=True, slots=True)
class Verdict:
    """All that anybody learns from a code: whether it holds, of what kind it is, and for which area."""

    valid: bool
    kind: str = ""
    label: str = ""
    area: str = ""


@dataclass(frozen=True, slots=True)
class Day:
    """What a phone needs to show a credential for a day without a network.

    `head` begins each code, `seed` is in hex, `first` and `until` are minutes since 1970; `code` is this minute's.
    """

    head: str
    seed: str
    first: int
    until: int
    code: str


NOT_VALID = Verdict(False)
COMMUNITY = 12
"""Digits of a community's code: of a grid cell only its community is told."""


def verify(text: str) -> Verdict:
    """Say whether a code holds now; a forged, revoked, outdated or misread one simply does not."""
    code = codes.read(text)
    secret = _secret(code.key) if code else None
    if code is None or secret is None or not codes.holds(secret, code, minute()):
        return NOT_VALID
    found = Credential.objects.filter(pk=code.credential, revoked_at__isnull=True).first()
    return _verdict(found, kind_of(found.kind)) if found else NOT_VALID


def in_force(kind: str, subjects: Collection[str]) -> dict[str, Credential]:
    """Return the credentials of a kind in force, by subject, in one statement."""
    found = Credential.objects.filter(kind=kind, subject__in=subjects, revoked_at__isnull=True)
    return {one.subject: one for one in found}


def printed_code(credential: Credential) -> str:
    """Return the code to print for a credential, under the newest key."""
    key, secret = _signing()
    return codes.printed(secret, credential=credential.pk, key=key)


def day_of(credential: Credential) -> Day:
    """Return a credential's codes for the next 24 hours, beginning with this minute."""
    key, secret = _signing()
    now = minute()
    whose = {"credential": credential.pk, "key": key, "first": now}
    return Day(
        head=codes.moving_head(**whose),
        seed=codes.seed(secret, credential=credential.pk, first=now).hex(),
        first=now,
        until=now + codes.MINUTES_OF_A_SEED,
        code=codes.moving(secret, **whose, minute=now),
    )


def minute() -> int:
    """Return the present minute since 1970."""
    return int(clock.now().timestamp()) // 60


def _verdict(credential: Credential, kind: Kind) -> Verdict:
    area = kind.holds(int(credential.subject.partition(":")[2]))
    return Verdict(True, kind.code, str(kind.label), territory.area(area[:COMMUNITY]).name) if area else NOT_VALID


def _secret(key: int) -> bytes | None:
    found = SigningKey.objects.filter(pk=key, revoked_at__isnull=True).first()
    return base64.b64decode(found.secret) if found else None


def _signing() -> tuple[int, bytes]:
    found = SigningKey.objects.filter(revoked_at__isnull=True).order_by("-id").first()
    if found is None:
        raise LookupError("there is no signing key: issue a credential first")
    return found.pk, base64.b64decode(found.secret)
