"""Reading: whose number is this, what are my tokens and sessions."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db.models import QuerySet

from benfu.platform.lib import clock
from benfu.platform.lib.acting import Somebody
from benfu.platform.privacy.masks import mask_phone

from .actor import Actor
from .models import Account, ApiToken, PhoneCode, Session
from .names import phone_hash, plain_login
from .senders import Where, sender


@dataclass(frozen=True, slots=True)
class AskedCode:
    """A code that was asked for: what to show of it. `shown` is the code itself in demonstrations, else empty."""

    id: UUID
    where: Where
    phone: str
    expires_at: datetime
    shown: str


def asked_code(code_id: UUID) -> AskedCode | None:
    """Return a code that can still be given, for whoever asked for it (they alone know its id)."""
    code = PhoneCode.objects.filter(id=code_id, used_at=None, expires_at__gt=clock.now()).first()
    return seen_by_asker(code) if code else None


def seen_by_asker(code: PhoneCode) -> AskedCode:
    """Return what the asker may see of a code."""
    where = sender().where
    shown = code.outgoing if where == Where.SCREEN else ""
    return AskedCode(code.pk, where, mask_phone(code.phone), code.expires_at, shown)


def account_of_phone(phone: str) -> int | None:
    """Return the account of a normalised phone number, if there is one; for staff services, never for strangers."""
    return Account.objects.filter(phone_hash=phone_hash(phone)).values_list("id", flat=True).first()


def phone_of(account: int) -> str:
    """Return an account's own number in full, empty when it has none; only for what its owner does."""
    return Account.objects.filter(id=account).values_list("phone", flat=True).first() or ""


def phone_hash_of(account: int) -> str:
    """Return what an account's number is found by, empty when it has none."""
    return Account.objects.filter(id=account).values_list("phone_hash", flat=True).first() or ""


def phone_hash_of_number(phone: str) -> str:
    """Return what a normalised number is found by, whether or not there is an account."""
    return phone_hash(phone)


def accounts_of_hashes(hashes: Iterable[str]) -> set[int]:
    """Return the accounts of numbers by their hashes, in one statement; unknown ones are left out."""
    return set(Account.objects.filter(phone_hash__in=list(hashes)).values_list("id", flat=True))


def account_of_login(login: str) -> Account | None:
    """Return the account with a login name, if there is one; for operators and staff services."""
    return Account.objects.filter(login=plain_login(login)).first()


def masked_phones(accounts: Iterable[int]) -> dict[int, str]:
    """Return 138****5678 by account id, in one statement; accounts without a phone are left out."""
    rows = Account.objects.filter(id__in=list(accounts), phone_hash__isnull=False).values_list("id", "phone")
    return {account: mask_phone(phone) for account, phone in rows}


def logins_of(accounts: Iterable[int]) -> dict[int, str]:
    """Return login names by account id, in one statement; accounts without a login are left out."""
    rows = Account.objects.filter(id__in=list(accounts), login__isnull=False).values_list("id", "login")
    return {account: str(login) for account, login in rows}


def own_account(actor: Actor) -> Account:
    """Return the account the actor is signed in with."""
    return Account.objects.get(id=actor.own_account())


def login_without_password(actor: Actor) -> str:
    """Return the actor's login when they have still to choose its password, else an empty text."""
    account = Account.objects.filter(id=actor.account or 0, login__isnull=False).first()
    return str(account.login) if account and not account.has_usable_password() else ""


def account_half_in(account: int) -> Account | None:
    """Return the account whose password was proved and whose second factor is still to be, unless closed since."""
    return Account.objects.filter(id=account, is_active=True).first()


def tokens_of(actor: Actor) -> QuerySet[ApiToken]:
    """Return the actor's valid API tokens, newest first."""
    return ApiToken.objects.filter(account_id=actor.own_account(), expires_at__gt=clock.now()).order_by("-id")


def session_count(actor: Actor) -> int:
    """Return in how many browsers the actor is signed in."""
    return Session.objects.filter(account_id=actor.own_account(), expire_date__gt=clock.now()).count()


def export(actor: Somebody) -> object:
    """Return what this room keeps about an actor, for their export."""
    account = Account.objects.get(id=actor.account or 0)
    tokens = ApiToken.objects.filter(account=account).order_by("id")
    return {
        "phone": account.phone,
        "login": account.login,
        "opened": account.created_at,
        "last_sign_in": account.last_login,
        "second_factor": account.has_second_factor,
        "tokens": [{"label": one.label, "made": one.created_at, "ends": one.expires_at} for one in tokens],
    }
