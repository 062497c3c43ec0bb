"""Proving who one is by login and password, and noting that somebody signed in."""

from django.db import transaction
from django.utils.translation import gettext as _

from benfu.platform.identity.actor import Actor
from benfu.platform.identity.events import SignedIn, SignInFailed
from benfu.platform.identity.lockout import forget_attempts, take_attempt
from benfu.platform.identity.models import Account
from benfu.platform.identity.names import login_key, plain_login
from benfu.platform.identity.strength import Strength
from benfu.platform.identity.throttle import throttle
from benfu.platform.journal.services import record
from benfu.platform.lib.errors import Invalid

PER_ADDRESS = 100
TEN_MINUTES = 600


def prove_password(*, actor: Actor, login: str, password: str, address: str) -> Account:
    """Return the account these belong to; a second factor, where there is one, is still to be proved.

    An unknown login costs as much time as a wrong password and gets the same words. Raises Invalid when they do
    not fit, TooMany while the name is locked or the address asks too often.
    """
    throttle(f"login-address:{address}", PER_ADDRESS, TEN_MINUTES)
    take_attempt(login_key(login))
    account = Account.objects.filter(login=plain_login(login)).first()
    if account is None:
        Account().set_password(password)
    elif account.check_password(password) and account.is_active:
        return account
    else:
        note_failure(account, "password")
    raise Invalid(_("登录名或密码不对。"), {"password": _("登录名或密码不对。")})


def note_sign_in(*, actor: Actor, account: Account, strength: Strength, door: str) -> None:
    """Write down that somebody signed in by `door` ('browser', 'api'); failures before it are forgotten."""
    with transaction.atomic():
        if account.login and strength != Strength.PHONE:
            forget_attempts(login_key(account.login))
        event = SignedIn(account=account.pk, strength=str(strength), door=door)
        record(event, actor=Actor(account=account.pk), subject=str(account))


def note_failure(account: Account, step: str) -> None:
    """Write down that somebody failed at `step` of signing in to an account, in a transaction of its own."""
    with transaction.atomic():
        record(SignInFailed(account=account.pk, step=step), actor=Actor(), subject=str(account))
