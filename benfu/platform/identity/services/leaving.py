"""Leaving for good."""

from django.db import transaction
from django.utils.translation import gettext as _

from benfu.platform.identity.actor import Actor, actor_of
from benfu.platform.identity.models import Account, PhoneCode
from benfu.platform.identity.roles import STAFF
from benfu.platform.lib.errors import Conflict
from benfu.platform.privacy.services import erase

from .sessions import end_sessions


def leave_for_good(*, actor: Actor) -> None:
    """Erase who the actor is, everywhere: signed out at once, told to every room within minutes; it cannot be undone.

    Raises Conflict while they hold a duty of staff, which an administrator has to end first.
    """
    account = actor.own_account()
    if any(duty.role in STAFF for duty in actor_of(account).duties):
        raise Conflict(_("您还有工作职责：请先请管理员结束职责，再注销。"))
    with transaction.atomic():
        end_sessions(account)
        erase(actor=actor, account=account, person=actor.person)


def close_account(account_id: int) -> None:
    """Remove everything that says whose account this was; the bare number stays, as facts and entries point at it."""
    with transaction.atomic():
        account = Account.objects.select_for_update().filter(id=account_id).first()
        if account is None:
            return
        end_sessions(account.pk)
        account.recovery_codes.all().delete()
        PhoneCode.objects.filter(phone_hash=account.phone_hash).delete()
        account.phone = account.totp_secret = account.totp_pending = ""
        account.phone_hash = account.login = None
        account.is_active = False
        account.set_unusable_password()
        account.save()
