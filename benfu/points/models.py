"""Tables of points: tariffs as published, every decision with its reasons, and what of each cap is used."""

from django.db import models
from django.db.models import F, Q

from benfu.ledger.models import Transfer
from benfu.people.models import Person

from .rules import Reason


class PublishedTariff(models.Model):
    """A tariff's file as it was published. Rows are never changed or removed (a trigger refuses)."""

    version = models.CharField(max_length=20, primary_key=True)
    published_on = models.DateField()
    valid_from = models.DateField(unique=True, help_text="first civil day of acts it pays for")
    body = models.TextField(help_text="the TOML file")
    sha256 = models.CharField(max_length=64)
    loaded_at = models.DateTimeField()

    def __str__(self) -> str:
        return self.version


class Draft(models.Model):
    """A tariff that is being thought about: tried on the past, then published or thrown away."""

    id = models.BigAutoField(primary_key=True)
    version = models.CharField(max_length=20, help_text="as the file names it")
    body = models.TextField(help_text="the TOML file")
    saved_by = models.BigIntegerField(null=True, help_text="person")
    saved_at = models.DateTimeField()
    tested = models.JSONField(null=True, help_text="what it would have cost, see backtest.Backtest")
    tested_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"draft:{self.pk}"


class Decision(models.Model):
    """What one deed earned and why, nothing included. Rows are never changed or removed (a trigger refuses)."""

    id = models.BigAutoField(primary_key=True)
    key = models.UUIDField(unique=True, help_text="of deed and action: rewarded once, for ever")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    action = models.CharField(max_length=40)
    rule = models.CharField(max_length=20, blank=True, help_text="code of the tariff's row; empty where none fits")
    tariff = models.ForeignKey(PublishedTariff, models.PROTECT, null=True, related_name="+", db_index=False)
    subject = models.CharField(max_length=80, help_text="what it was done with, such as report:<uuid>")
    case = models.BigIntegerField(null=True, help_text="the case behind it")
    category = models.CharField(max_length=40, blank=True, help_text="of the case")
    area = models.CharField(max_length=15)
    day = models.DateField(help_text="civil day of the act")
    severity = models.PositiveSmallIntegerField()
    amount = models.PositiveIntegerField(db_default=1, help_text="hours or other units it counts for")
    place = models.PositiveIntegerField(db_default=1, help_text="among those who did the same, from 1")
    verifier = models.BigIntegerField(null=True, help_text="person who vouched for it")
    requested = models.PositiveIntegerField(help_text="before the caps")
    granted = models.PositiveIntegerField()
    reason = models.CharField(max_length=20)
    steps = models.JSONField(help_text="the sum, line by line")
    transfer = models.OneToOneField(Transfer, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(granted__lte=F("requested")), name="points_granted_at_most_requested"),
            models.CheckConstraint(
                condition=Q(granted__gt=0, transfer__isnull=False, reason=Reason.PAID, tariff__isnull=False)
                | (Q(granted=0, transfer__isnull=True) & ~Q(reason=Reason.PAID)),
                name="points_paid_or_a_reason",
            ),
            models.CheckConstraint(
                condition=Q(verifier__isnull=True) | ~Q(verifier=F("person")) | Q(granted=0),
                name="points_nobody_vouches_for_themselves",
            ),
        ]
        indexes = [
            models.Index(fields=["person", "-id"], name="points_of_person"),
            models.Index(fields=["area", "-id"], opclasses=["text_pattern_ops", "int8_ops"], name="points_by_area"),
            models.Index(fields=["decided_at"], name="points_by_day"),
        ]

    def __str__(self) -> str:
        return f"decision:{self.pk}"


class CapUse(models.Model):
    """How much of a cap a person has used: by one action, by all ('*') or from one thing, in a civil day or month."""

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    scope = models.CharField(max_length=100, help_text="an action, '*', or 'action@kind:cell'")
    period = models.CharField(max_length=10, help_text="2026-11-25 or 2026-11")
    used = models.PositiveIntegerField(db_default=0)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["person", "scope", "period"], name="points_one_use_a_cap")]

    def __str__(self) -> str:
        return f"{self.person_id} {self.scope} {self.period}: {self.used}"


class Appeal(models.Model):
    """A worker asks why, or says that points are missing; somebody who did not decide it answers, by a date."""

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    subject = models.CharField(max_length=80, help_text="what it is about, such as report:<uuid>")
    decision = models.ForeignKey(Decision, models.PROTECT, null=True, related_name="+", db_index=False)
    case = models.BigIntegerField(null=True, help_text="the case behind it")
    category = models.CharField(max_length=40, blank=True, help_text="of the case")
    area = models.CharField(max_length=15)
    day = models.DateField(help_text="civil day of the act")
    decided_by = models.BigIntegerField(
        null=True, help_text="person who decided what it is about, and so may not answer"
    )
    words = models.CharField(max_length=500)
    asked_at = models.DateTimeField()
    due_at = models.DateTimeField(help_text="the end of the last working day for an answer")
    answered_by = models.BigIntegerField(null=True, help_text="person")
    answered_at = models.DateTimeField(null=True)
    upheld = models.BooleanField(null=True)
    points = models.PositiveIntegerField(
        default=0, help_text="found missing; what was paid is the decision about the appeal"
    )
    answer = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["person", "subject"], name="points_one_appeal_a_thing"),
            models.CheckConstraint(
                condition=Q(
                    answered_at__isnull=True, answered_by__isnull=True, upheld__isnull=True, answer="", points=0
                )
                | Q(answered_at__isnull=False, answered_by__isnull=False, upheld__isnull=False) & ~Q(answer=""),
                name="points_appeal_answered_whole",
            ),
            models.CheckConstraint(
                condition=Q(answered_by__isnull=True)
                | (~Q(answered_by=F("person")) & (Q(decided_by__isnull=True) | ~Q(answered_by=F("decided_by")))),
                name="points_appeal_answered_by_another",
            ),
            models.CheckConstraint(condition=Q(points=0) | Q(upheld=True), name="points_appeal_points_only_if_upheld"),
        ]
        indexes = [
            models.Index(
                fields=["area", "due_at"],
                opclasses=["text_pattern_ops", "timestamptz_ops"],
                name="points_appeals_by_area",
            ),
        ]

    def __str__(self) -> str:
        return f"appeal:{self.pk}"

    @property
    def is_open(self) -> bool:
        """Whether it waits for an answer."""
        return self.answered_at is None
