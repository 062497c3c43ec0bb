"""Accounts: opened by a phone or by staff; passwords given, changed and reset."""

import secrets
from dataclasses import dataclass

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from benfu.platform.identity.actor import Actor, actor_of
from benfu.platform.identity.events import AccountOpened, PasswordChanged
from benfu.platform.identity.lockout import forget_attempts
from benfu.platform.identity.models import Account
from benfu.platform.identity.names import login_key, phone_hash, plain_login
from benfu.platform.identity.roles import STAFF, Role
from benfu.platform.journal.services import record
from benfu.platform.lib.errors import Conflict, Invalid, NotAllowed, NotFound
from benfu.platform.lib.ids import ALPHABET
from benfu.platform.privacy.masks import normalise_phone

from .sessions import end_sessions

ADMINISTRATORS = frozenset({Role.ADMINISTRATOR})
GENERATED_LENGTH = 16


@dataclass(frozen=True, slots=True)
class StaffAccount:
    """A staff account just made, with its password; the only moment at which a generated one is known.

    An empty password: the account has a phone, and whoever holds that phone chooses the password.
    """

    id: int
    login: str
    password: str


def open_account_by_phone(*, actor: Actor, phone: str) -> Account:
    """Return the account of a phone number, opening one if there is none; the caller knows that the phone is theirs.

    Raises Invalid for what is no mobile number.
    """
    number = normalise_phone(phone)
    with transaction.atomic():
        account, opened = Account.objects.get_or_create(
            phone_hash=phone_hash(number), defaults={"phone": number, "password": _unusable()}
        )
        if opened:
            record(AccountOpened(account=account.pk, by="phone"), actor=actor, subject=str(account))
    return account


def open_empty_account() -> int:
    """Return the id of a new account that nobody can ever sign in to: what a row needs whose person must be unknown."""
    return Account.objects.create(is_active=False, password=_unusable()).pk


def create_staff_account(*, actor: Actor, login: str, password: str = "", account: int | None = None) -> StaffAccount:
    """Give somebody a login: a new account, or a second way into a worker's `account`.

    Without a password one is made up, to be changed at the first sign-in; but into a worker's account nobody else ever
    knows a way: its owner chooses the password, signed in by phone (`set_first_password`). Duties are given
    separately, by the room of persons. Raises NotAllowed for who is no administrator, Invalid for a bad login or
    password, Conflict for a login that is taken, NotFound for an absent account.
    """
    if not actor.system and not actor.holds(ADMINISTRATORS):
        raise NotAllowed(_("只有管理员可以开设工作账号。"))
    name = plain_login(login)
    if len(name) < 2 or not name.replace("-", "").replace("_", "").replace(".", "").isalnum():
        words = _("登录名要 2 到 60 个字，只用文字、数字和 . - _。")
        raise Invalid(words, {"login": words})
    if password:
        check_new_password(password)
    with transaction.atomic():
        holder = _to_hold_login(account)
        secret = _secret_for(holder, password)
        holder.login, holder.password_temporary = name, bool(secret and not password)
        if secret:
            holder.set_password(secret)
        _save_login(holder)
        record(AccountOpened(account=holder.pk, by="staff"), actor=actor, subject=str(holder))
    return StaffAccount(holder.pk, name, secret)


def change_password(*, actor: Actor, old: str, new: str) -> Account:
    """Change one's own password; all sessions and API tokens end, the page opens a new session.

    Raises Invalid when the old one is wrong or the new one too weak.
    """
    check_new_password(new)
    with transaction.atomic():
        account = Account.objects.select_for_update().get(id=actor.own_account())
        if not account.check_password(old):
            words = _("现在的密码不对。")
            raise Invalid(words, {"old": words})
        account.set_password(new)
        account.password_temporary = False
        account.save(update_fields=["password", "password_temporary"])
        end_sessions(account.pk)
        record(PasswordChanged(account=account.pk, by_other=False), actor=actor, subject=str(account))
    return account


def reset_password(*, actor: Actor, account: int) -> str:
    """Give a member of staff a new password, to be changed at the next sign-in, and end all their sessions.

    Returns it, the only time it is known; empty when the account has a phone: its owner chooses anew. Raises NotAllowed
    unless the actor administers all areas they serve.
    """
    check_in_charge(actor, account)
    with transaction.atomic():
        locked = Account.objects.select_for_update().filter(id=account, login__isnull=False).first()
        if locked is None:
            raise NotFound(_("没有这个工作账号。"))
        password = _secret_for(locked)
        locked.set_password(password or None)
        locked.password_temporary = bool(password)
        locked.save(update_fields=["password", "password_temporary"])
        end_sessions(account)
        forget_attempts(login_key(str(locked.login)))
        record(PasswordChanged(account=account, by_other=True), actor=actor, subject=str(locked))
    return password


def set_first_password(*, actor: Actor, new: str) -> Account:
    """Choose the password of one's own login, of which there is none yet (or no longer).

    Raises Invalid for one too weak, Conflict when there is one: change that instead.
    """
    check_new_password(new)
    with transaction.atomic():
        account = Account.objects.select_for_update().get(id=actor.own_account())
        if not account.login or account.has_usable_password():
            raise Conflict(_("您的密码已经设置过，请在“我的账号”里修改。"))
        account.set_password(new)
        account.save(update_fields=["password"])
        record(PasswordChanged(account=account.pk, by_other=False), actor=actor, subject=str(account))
    return account


def check_in_charge(actor: Actor, account: int) -> None:
    """Raise NotAllowed unless the actor administers every area in which the account's owner serves."""
    if actor.system:
        return
    areas = {duty.area for duty in actor_of(account).duties if duty.role in STAFF}
    if actor.account == account or not all(actor.holds(ADMINISTRATORS, area) for area in areas or {""}):
        raise NotAllowed(_("只有负责对方全部区域的管理员可以这样做。"))


def check_new_password(password: str) -> None:
    """Raise Invalid with the reasons why a password is too weak."""
    try:
        validate_password(password)
    except ValidationError as error:
        raise Invalid(_("新密码不够安全。"), {"new": " ".join(error.messages)}) from None


def _secret_for(holder: Account, password: str = "") -> str:
    """Return the password to set, empty where only the holder of the account's phone may choose it."""
    return password or ("" if holder.phone_hash else _generated())


def _to_hold_login(account: int | None) -> Account:
    if account is None:
        return Account()
    holder = Account.objects.select_for_update().filter(id=account).first()
    if holder is None:
        raise NotFound(_("没有这个账号。"))
    if holder.login:
        raise Conflict(_("这个账号已经有登录名了。"))
    return holder


def _save_login(holder: Account) -> None:
    try:
        with transaction.atomic():
            holder.save()
    except IntegrityError:
        words = _("这个登录名已经有人用了。")
        raise Conflict(words) from None


def _generated() -> str:
    return "".join(secrets.choice(ALPHABET) for _position in range(GENERATED_LENGTH))


def _unusable() -> str:
    account = Account()
    account.set_unusable_password()
    return account.password
