"""Phone codes: asked for, sent, read out by staff, and tried at most five times."""

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID, uuid4

from django.db import connection, transaction
from django.utils.translation import gettext as _

from benfu.platform.identity.actor import Actor
from benfu.platform.identity.events import PhoneCodeRead
from benfu.platform.identity.models import Account, PhoneCode
from benfu.platform.identity.names import phone_hash, plain_code
from benfu.platform.identity.roles import CODE_READERS
from benfu.platform.identity.selectors import AskedCode, seen_by_asker
from benfu.platform.identity.senders import Where, sender
from benfu.platform.identity.tasks import send_code
from benfu.platform.identity.throttle import throttle
from benfu.platform.journal.services import record
from benfu.platform.lib import clock
from benfu.platform.lib.errors import Invalid, NotAllowed, NotFound
from benfu.platform.privacy.keys import keyed_hash
from benfu.platform.privacy.masks import mask_phone, normalise_phone

from .accounts import open_account_by_phone

DIGITS = 6
LIFE = timedelta(minutes=10)
MOST_TRIES = 5
HOUR, DAY = 3600, 24 * 3600

# Counting a try and handing out what it is compared with are one statement, so that tries sent at once are
# counted one by one.
TRY = """
    UPDATE identity_phonecode SET tries = tries + 1
    WHERE id = %s AND tries < %s AND used_at IS NULL AND expires_at > %s
    RETURNING code_hash, phone
"""


@dataclass(frozen=True, slots=True)
class ReadCode:
    """A code as staff read it out."""

    code: str
    phone: str
    asked_at: datetime
    expires_at: datetime


def request_code(*, actor: Actor, phone: str, address: str) -> AskedCode:
    """Make a code for a phone and have it sent after the commit; the same whether or not an account exists.

    `address` is the key of where the request came from (names.address_key). Raises Invalid for what is no mobile
    number, TooMany beyond 1 a minute, 5 an hour, 10 a day for a phone or 100 an hour for an address (a
    mobile network puts many people behind one).
    """
    number = normalise_phone(phone)
    hashed = phone_hash(number)
    throttle(f"code-address:{address}", 100, HOUR)
    for limit, seconds in ((1, 60), (5, HOUR), (10, DAY)):
        throttle(f"code-phone-{seconds}:{hashed[:32]}", limit, seconds)
    way, now, code_id = sender(), clock.now(), uuid4()
    digits = f"{secrets.randbelow(10**DIGITS):0{DIGITS}}"
    with transaction.atomic():
        asked = PhoneCode.objects.create(
            id=code_id,
            phone=number,
            phone_hash=hashed,
            code_hash=_code_hash(code_id, digits),
            outgoing=digits,
            asked_at=now,
            expires_at=now + LIFE,
        )
        if way.where == Where.PHONE:
            send_code.defer(code_id=str(code_id))
    return seen_by_asker(asked)


def request_again(*, actor: Actor, code_id: UUID, address: str) -> AskedCode:
    """Make a new code for the phone of an earlier one. Raises NotFound when that is forgotten, and as `request_code`."""
    earlier = PhoneCode.objects.filter(id=code_id).first()
    if earlier is None:
        raise NotFound(_("请重新输入手机号。"))
    return request_code(actor=actor, phone=earlier.phone, address=address)


def prove_phone(*, actor: Actor, code_id: UUID, code: str) -> Account:
    """Return the account of the phone whose code this is, opening one at the first time.

    Raises Invalid (field `code`) for a wrong, used or expired code, and after five tries whatever is typed.
    """
    with connection.cursor() as cursor:
        cursor.execute(TRY, [code_id, MOST_TRIES, clock.now()])
        row = cursor.fetchone()
    if row is None:
        raise _wrong(_("验证码已失效，请重新获取。"))
    if not secrets.compare_digest(row[0], _code_hash(code_id, plain_code(code))):
        raise _wrong(_("验证码不对，请核对后再试。"))
    with transaction.atomic():
        code_row = PhoneCode.objects.select_for_update().get(id=code_id)
        if code_row.used_at:
            raise _wrong(_("验证码已失效，请重新获取。"))
        code_row.used_at, code_row.outgoing = clock.now(), ""
        code_row.save(update_fields=["used_at", "outgoing"])
        account = open_account_by_phone(actor=actor, phone=code_row.phone)
    if not account.is_active:
        raise _wrong(_("这个账号已停用，请联系社区。"))
    return account


def read_code(*, actor: Actor, phone: str) -> ReadCode:
    """Return the newest code of a phone, for the person in front of the actor; written down as a fact.

    Raises NotAllowed without the duty or where codes go out as text messages, Invalid for what is no mobile number,
    NotFound when nobody asked for one, TooMany beyond 60 an hour.
    """
    if not actor.holds(CODE_READERS) or sender().where != Where.STAFF:
        raise NotAllowed(_("这里不能查看验证码。"))
    number = normalise_phone(phone)
    throttle(f"code-reader:{actor.account}", 60, HOUR)
    with transaction.atomic():
        waiting = PhoneCode.objects.filter(phone_hash=phone_hash(number), used_at=None, expires_at__gt=clock.now())
        found = waiting.exclude(tries__gte=MOST_TRIES).order_by("-asked_at").first()
        if found is None:
            raise NotFound(_("这个号码没有等待中的验证码：请对方先在自己的手机上输入号码、点“获取验证码”。"))
        record(PhoneCodeRead(code=str(found.pk)), actor=actor, subject=_whose(found))
    return ReadCode(found.outgoing, mask_phone(number), found.asked_at, found.expires_at)


def _whose(code: PhoneCode) -> str:
    account = Account.objects.filter(phone_hash=code.phone_hash).first()
    return str(account or code)


def _code_hash(code_id: UUID, digits: str) -> str:
    return keyed_hash(f"code:{code_id}:{digits}")


def _wrong(words: str) -> Invalid:
    return Invalid(words, {"code": words})
