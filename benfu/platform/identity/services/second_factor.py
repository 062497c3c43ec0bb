"""The second factor: six digits of a phone's authenticator (TOTP, RFC 6238), or a recovery code."""

import secrets
from dataclasses import dataclass

import pyotp
from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from benfu.platform.identity.actor import Actor
from benfu.platform.identity.events import RecoveryCodeUsed, SecondFactorRemoved, SecondFactorSet
from benfu.platform.identity.lockout import forget_attempts, take_attempt
from benfu.platform.identity.models import Account, RecoveryCode
from benfu.platform.identity.names import login_key, plain_code
from benfu.platform.identity.throttle import throttle
from benfu.platform.journal.services import record
from benfu.platform.lib import clock
from benfu.platform.lib.errors import Invalid, NotAllowed, NotFound
from benfu.platform.lib.ids import ALPHABET
from benfu.platform.privacy.keys import keyed_hash

from .accounts import check_in_charge
from .passwords import note_failure
from .sessions import end_sessions

STEP_S = 30
DRIFT_STEPS = 1
RECOVERY_CODES = 10
RECOVERY_LENGTH = 10
TOTP_DIGITS = 6


@dataclass(frozen=True, slots=True)
class Setup:
    """A second factor being set up: the secret to type, and the address for the QR code."""

    secret: str
    uri: str


@dataclass(frozen=True, slots=True)
class Shown:
    """What a demonstration shows of an authenticator: a code that will be taken, or the seconds until there is one."""

    code: str
    wait_s: int


def begin_second_factor(*, actor: Actor) -> Setup:
    """Return the secret being set up for the actor's own account, making one at the first time."""
    with transaction.atomic():
        account = _staff_account(actor)
        if not account.totp_pending:
            account.totp_pending = pyotp.random_base32()
            account.save(update_fields=["totp_pending"])
    uri = pyotp.TOTP(account.totp_pending).provisioning_uri(name=account.login, issuer_name=settings.BENFU_NAME)
    return Setup(account.totp_pending, uri)


def confirm_second_factor(*, actor: Actor, code: str, present: str = "") -> list[str]:
    """Put the pending secret in force and return ten recovery codes, the only time they are known.

    `present` proves the factor that is being replaced. Raises Invalid for a wrong code, TooMany beyond ten
    tries in ten minutes.
    """
    throttle(f"second-factor:{actor.own_account()}", 10, 600)
    before = _with_login(Account.objects.get(id=actor.own_account()))
    if before.totp_secret:
        prove_second_factor(actor=actor, account=before, code=present, field="present")
    with transaction.atomic():
        account = _staff_account(actor)
        step = _step_of(account.totp_pending, code)
        if step is None:
            raise _wrong("code")
        account.totp_secret, account.totp_pending, account.totp_last_step = account.totp_pending, "", step
        account.save(update_fields=["totp_secret", "totp_pending", "totp_last_step"])
        codes = _fresh_recovery_codes(account)
        record(SecondFactorSet(account=account.pk), actor=actor, subject=str(account))
    return codes


def prove_second_factor(*, actor: Actor, account: Account, code: str, field: str = "code") -> None:
    """Check a code of the authenticator, none of which is taken twice, or a recovery code, which is used up.

    Raises Invalid on `field` for a wrong one, TooMany while the name is locked.
    """
    key = login_key(account.login or "")
    take_attempt(key)
    typed = plain_code(code)
    right = _take_step(account, typed) if len(typed) == TOTP_DIGITS else _take_recovery_code(account, typed)
    if not right:
        note_failure(account, "second_factor")
        raise _wrong(field)
    forget_attempts(key)


def reset_second_factor(*, actor: Actor, account: int) -> None:
    """Take away the lost second factor of somebody the actor is in charge of, and end their sessions.

    Raises NotAllowed for anybody else, NotFound when there is none.
    """
    check_in_charge(actor, account)
    with transaction.atomic():
        locked = Account.objects.select_for_update().filter(id=account).first()
        if locked is None or not locked.totp_secret:
            raise NotFound(_("这个账号没有设置第二步验证。"))
        locked.totp_secret = locked.totp_pending = ""
        locked.save(update_fields=["totp_secret", "totp_pending"])
        locked.recovery_codes.all().delete()
        end_sessions(account)
        record(SecondFactorRemoved(account=account), actor=actor, subject=str(locked))


def present_code(account: Account) -> Shown:
    """Return the code the account's authenticator shows now, for the sign-in page of a demonstration.

    No code is taken twice: of one used just now the next is shown, and after that how long to wait. Raises NotAllowed
    anywhere else.
    """
    if not settings.DEMO:
        raise NotAllowed(_("这里不能查看验证码。"))
    seconds = int(clock.now().timestamp())
    step = max(seconds // STEP_S, account.totp_last_step + 1)
    early = step - DRIFT_STEPS
    if early > seconds // STEP_S:
        return Shown("", early * STEP_S - seconds)
    return Shown(pyotp.TOTP(account.totp_secret).generate_otp(step), 0)


def _staff_account(actor: Actor) -> Account:
    """Return the actor's own account, locked. Raises NotAllowed when it has no login to protect."""
    return _with_login(Account.objects.select_for_update().get(id=actor.own_account()))


def _with_login(account: Account) -> Account:
    if not account.login:
        raise NotAllowed(_("第二步验证只用于有登录名和密码的工作账号。"))
    return account


def _step_of(secret: str, code: str) -> int | None:
    """Return the 30-second step whose code this is, one step of clock drift either way, or None."""
    if not secret:  # a form sent twice: the first one has put the secret in force
        return None
    totp, typed = pyotp.TOTP(secret), plain_code(code)
    now = int(clock.now().timestamp()) // STEP_S
    steps = range(now - DRIFT_STEPS, now + DRIFT_STEPS + 1)
    right = [step for step in steps if secrets.compare_digest(totp.generate_otp(step), typed)]
    return right[-1] if right else None


def _take_step(account: Account, code: str) -> bool:
    """Use a code up: of two who send the same at once, one is let in."""
    step = _step_of(account.totp_secret, code)
    if step is None:
        return False
    return bool(Account.objects.filter(id=account.pk, totp_last_step__lt=step).update(totp_last_step=step))


def _take_recovery_code(account: Account, code: str) -> bool:
    with transaction.atomic():
        used, _rows = RecoveryCode.objects.filter(account=account, code_hash=_recovery_hash(account, code)).delete()
        if used:
            left = RecoveryCode.objects.filter(account=account).count()
            event = RecoveryCodeUsed(account=account.pk, left=left)
            record(event, actor=Actor(account=account.pk), subject=str(account))
    return bool(used)


def _fresh_recovery_codes(account: Account) -> list[str]:
    codes = ["".join(secrets.choice(ALPHABET) for _i in range(RECOVERY_LENGTH)) for _code in range(RECOVERY_CODES)]
    account.recovery_codes.all().delete()
    RecoveryCode.objects.bulk_create(
        RecoveryCode(account=account, code_hash=_recovery_hash(account, code)) for code in codes
    )
    return [f"{code[:5]}-{code[5:]}" for code in codes]


def _recovery_hash(account: Account, code: str) -> str:
    return keyed_hash(f"recovery:{account.pk}:{code}")


def _wrong(field: str) -> Invalid:
    words = _("验证码不对，请核对后再试。")
    return Invalid(words, {field: words})
