"""Two accounts of one person become one: the login moves into the account of the phone."""

from django.db import transaction
from django.utils.translation import gettext as _

from benfu.platform.identity.actor import Actor
from benfu.platform.identity.events import LoginMoved
from benfu.platform.identity.models import Account
from benfu.platform.journal.services import record
from benfu.platform.lib.errors import Conflict

from .passwords import prove_password
from .second_factor import prove_second_factor
from .sessions import end_sessions


def prove_own_login(*, actor: Actor, login: str, password: str, code: str, address: str) -> Account:
    """Return the staff account that the actor, signed in by phone, shows to be theirs too.

    Raises Invalid for what does not fit (a second factor is asked for where there is one), TooMany as signing in does,
    Conflict where the two cannot become one.
    """
    account = prove_password(actor=actor, login=login, password=password, address=address)
    if account.has_second_factor:
        prove_second_factor(actor=actor, account=account, code=code)
    own = Account.objects.get(id=actor.own_account())
    if account.phone_hash or own.login or not own.phone_hash:
        raise Conflict(_("这两个账号不能合在一起，请联系管理员。"))
    return account


def move_login(*, actor: Actor, source: int) -> None:
    """Move login, password and second factor of an account into the actor's own, and close it; recovery codes are made anew.

    The caller has had it proved. Raises Conflict when either has changed since.
    """
    with transaction.atomic():
        accounts = {
            one.pk: one for one in Account.objects.select_for_update().filter(id__in=[source, actor.own_account()])
        }
        old, own = accounts[source], accounts[actor.own_account()]
        if not old.login or old.phone_hash or own.login:
            raise Conflict(_("这两个账号不能合在一起，请联系管理员。"))
        own.login, own.password, own.password_temporary = old.login, old.password, old.password_temporary
        own.totp_secret, own.totp_last_step = old.totp_secret, old.totp_last_step
        old.login, old.totp_secret, old.totp_pending, old.is_active = None, "", "", False
        old.set_unusable_password()
        old.recovery_codes.all().delete()
        old.save()
        own.save()
        for account in (old, own):
            end_sessions(account.pk)
        record(LoginMoved(account=own.pk, was=old.pk), actor=actor, subject=str(own))
