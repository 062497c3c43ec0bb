"""The ledger's refusals: which law of the database stands behind each, and the sentence for the person."""

from collections.abc import Iterator
from contextlib import contextmanager

import psycopg
from django.db import IntegrityError
from django.utils.translation import gettext_lazy as _

from benfu.platform.lib.errors import Conflict, Invalid, NotFound


class NotEnough(Conflict):
    """The account has fewer points to spend than asked for."""

    code = "not_enough_points"


class HoldTimedOut(Conflict):
    """The hold was to be answered before now, by the clock of the database."""

    code = "hold_timed_out"


class HoldAnswered(Conflict):
    """The hold was posted or voided before; `data` says which, by which account and when."""

    code = "hold_answered"


class KeyReused(Conflict):
    """The key was used before for something else."""

    code = "key_reused"


REFUSALS: dict[str, type[Conflict | Invalid]] = {
    "ledger_balance_covered": NotEnough,
    "ledger_lot_not_negative": NotEnough,
    "ledger_hold_in_time": HoldTimedOut,
    "ledger_amount_positive": Invalid,
    "ledger_two_accounts": Invalid,
    "ledger_expiry_fits": Invalid,
}
SENTENCES = {
    "ledger_balance_covered": _("积分不够。"),
    "ledger_lot_not_negative": _("积分不够。"),
    "ledger_hold_in_time": _("已过领取期限。"),
    "ledger_amount_positive": _("积分数必须大于零。"),
    "ledger_two_accounts": _("不能转给自己。"),
    "ledger_expiry_fits": _("有效期不能早于今天。"),
}


@contextmanager
def in_words() -> Iterator[None]:
    """Turn a refusal of the database into the problem it stands for; the caller's transaction is lost either way."""
    try:
        yield
    except IntegrityError as error:
        cause = error.__cause__
        law = (cause.diag.constraint_name or "") if isinstance(cause, psycopg.Error) else ""
        if law not in REFUSALS:
            raise
        raise REFUSALS[law](SENTENCES[law]) from error


def no_such_hold() -> NotFound:
    """Return the refusal for a hold that is not there."""
    return NotFound(_("没有这笔冻结的积分。"))
