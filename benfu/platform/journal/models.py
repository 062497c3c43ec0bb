"""Tables of the journal: facts, those not yet told to everybody, and tellings that failed."""

from django.db import models


class Fact(models.Model):
    """Something that happened. Rows are never changed or removed (a trigger refuses)."""

    id = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=60)
    subject = models.CharField(max_length=80)
    actor = models.BigIntegerField(null=True)
    area = models.CharField(max_length=15)
    happened_at = models.DateTimeField()
    data = models.JSONField()

    class Meta:
        indexes = [
            models.Index(fields=["subject", "id"]),
            models.Index(fields=["actor", "id"]),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject}"


class Untold(models.Model):
    """A fact that has not been told to the rooms yet; written by a trigger, removed by the drain."""

    fact = models.OneToOneField(Fact, models.PROTECT, primary_key=True, db_constraint=False, related_name="+")

    def __str__(self) -> str:
        return str(self.pk)


class FailedTelling(models.Model):
    """A subscriber failed on a fact: tried again with growing pauses, then left for a person to replay."""

    id = models.BigAutoField(primary_key=True)
    fact = models.ForeignKey(Fact, models.PROTECT, related_name="+")
    subscriber = models.CharField(max_length=100)
    attempts = models.PositiveSmallIntegerField(default=1)
    next_at = models.DateTimeField(null=True, help_text="empty: given up, waits for a person")
    error = models.TextField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["fact", "subscriber"], name="journal_failed_once")]
        indexes = [models.Index(fields=["next_at"])]

    def __str__(self) -> str:
        return f"{self.subscriber} {self.fact_id}"
