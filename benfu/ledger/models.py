"""Tables of the ledger. Only `transfer` is ever written by us: triggers keep the others (migrations/0002, sql/)."""

from django.db import models
from django.db.models import F, Q
from django.db.models.functions import Now

from .kinds import AccountKind, TransferKind


class Account(models.Model):
    """Somebody's or something's place in the ledger; guarded kinds get their balance row from a trigger."""

    id = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=12)
    owner = models.CharField(max_length=80, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["kind", "owner"], name="ledger_account_once"),
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in AccountKind]), name="ledger_account_kind_known"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind}/{self.owner}"


class Balance(models.Model):
    """What a guarded account has (`posted`) and how much of it waits for an answer (`held`), in whole points."""

    account = models.OneToOneField(Account, models.PROTECT, primary_key=True, related_name="balance")
    posted = models.BigIntegerField(db_default=0)
    held = models.BigIntegerField(db_default=0)
    lots = models.BooleanField(help_text="whether its points expire, oldest first")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(held__gte=0), name="ledger_held_not_negative"),
            models.CheckConstraint(condition=Q(posted__gte=F("held")), name="ledger_balance_covered"),
        ]

    def __str__(self) -> str:
        return f"{self.account_id}: {self.posted} ({self.held})"


class Transfer(models.Model):
    """Points going from `debit` to `credit`. Rows are never changed or removed (triggers refuse)."""

    id = models.BigAutoField(primary_key=True)
    idem = models.UUIDField(unique=True, help_text="the caller's key, for ever")
    req_hash = models.BinaryField(max_length=16, help_text="of what the key was first used for")
    kind = models.CharField(max_length=8)
    debit = models.ForeignKey(Account, models.PROTECT, related_name="+", db_index=False)
    credit = models.ForeignKey(Account, models.PROTECT, related_name="+", db_index=False)
    amount = models.BigIntegerField(help_text="whole points")
    pending = models.ForeignKey(
        "self", models.PROTECT, null=True, related_name="+", db_index=False, help_text="the hold this answers"
    )
    reverses = models.ForeignKey("self", models.PROTECT, null=True, related_name="+", db_index=False)
    cause = models.CharField(max_length=80, help_text="generic subject: what it is for")
    day = models.DateField(help_text="civil day it was booked, by the database clock")
    expires_on = models.DateField(null=True, help_text="last day the points can be spent")
    timeout_at = models.DateTimeField(null=True, help_text="a hold can be posted until then")
    actor = models.BigIntegerField(null=True, help_text="account that booked it; empty for the system")
    booked_at = models.DateTimeField(db_default=Now())

    class Meta:
        indexes = [
            models.Index(fields=["debit", "id"], name="ledger_transfer_debit"),
            models.Index(fields=["credit", "id"], name="ledger_transfer_credit"),
        ]
        constraints = [
            models.UniqueConstraint(
                fields=["pending"], condition=Q(pending__isnull=False), name="ledger_hold_answered_once"
            ),
            models.UniqueConstraint(
                fields=["reverses"], condition=Q(reverses__isnull=False), name="ledger_reversed_once"
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="ledger_amount_positive"),
            models.CheckConstraint(condition=~Q(debit=F("credit")), name="ledger_two_accounts"),
            models.CheckConstraint(
                condition=Q(kind__in=[kind.value for kind in TransferKind]), name="ledger_kind_known"
            ),
            models.CheckConstraint(
                condition=Q(kind__in=["post", "void"], pending__isnull=False)
                | (~Q(kind__in=["post", "void"]) & Q(pending__isnull=True)),
                name="ledger_answers_a_hold",
            ),
            models.CheckConstraint(
                condition=Q(kind="hold", timeout_at__isnull=False) | (~Q(kind="hold") & Q(timeout_at__isnull=True)),
                name="ledger_hold_has_timeout",
            ),
            models.CheckConstraint(
                condition=Q(kind="reverse", reverses__isnull=False) | (~Q(kind="reverse") & Q(reverses__isnull=True)),
                name="ledger_reverses_a_transfer",
            ),
            models.CheckConstraint(
                condition=Q(expires_on__isnull=True)
                | Q(kind="expire", expires_on__lt=F("day"))
                | (Q(kind__in=["move", "reverse"]) & Q(expires_on__gte=F("day"))),
                name="ledger_expiry_fits",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.amount} {self.debit_id}→{self.credit_id}"


class Lot(models.Model):
    """What an account has left of the points that expire on one day; the oldest are spent first."""

    pk = models.CompositePrimaryKey("account_id", "expires_on")
    account = models.ForeignKey(Account, models.PROTECT, related_name="+", db_index=False)
    expires_on = models.DateField()
    avail = models.BigIntegerField()

    class Meta:
        constraints = [models.CheckConstraint(condition=Q(avail__gte=0), name="ledger_lot_not_negative")]

    def __str__(self) -> str:
        return f"{self.account_id} {self.expires_on}: {self.avail}"


class LotUse(models.Model):
    """Which lots a transfer took its points from, so that a void gives them back where they were."""

    pk = models.CompositePrimaryKey("transfer_id", "expires_on")
    transfer = models.ForeignKey(Transfer, models.PROTECT, related_name="+", db_index=False)
    account_id = models.BigIntegerField()
    expires_on = models.DateField()
    amount = models.BigIntegerField()

    class Meta:
        db_table = "ledger_lot_use"
        constraints = [models.CheckConstraint(condition=Q(amount__gt=0), name="ledger_lot_use_positive")]

    def __str__(self) -> str:
        return f"{self.transfer_id} {self.expires_on}: {self.amount}"


class OpenHold(models.Model):
    """A hold nobody has answered yet."""

    transfer = models.OneToOneField(Transfer, models.PROTECT, primary_key=True, related_name="open_hold")
    account_id = models.BigIntegerField()
    timeout_at = models.DateTimeField(db_index=True)

    class Meta:
        db_table = "ledger_open_hold"

    def __str__(self) -> str:
        return str(self.pk)


class Seal(models.Model):
    """A closed block of the journal: every row up to `high_id` that no earlier block holds, hashed onto the last one."""

    block = models.BigAutoField(primary_key=True)
    low_id = models.BigIntegerField()
    high_id = models.BigIntegerField(unique=True)
    count = models.BigIntegerField()
    total = models.BigIntegerField(help_text="sum of the amounts")
    prev_hash = models.BinaryField(max_length=32, unique=True)
    hash = models.BinaryField(max_length=32)
    sealed_at = models.DateTimeField(db_default=Now())

    def __str__(self) -> str:
        return f"{self.block}: {self.low_id}–{self.high_id}"
