"""The table of what looks like farming, and what a person found."""

from django.contrib.postgres.fields import ArrayField
from django.db import models
from django.db.models import Q

from benfu.platform.privacy.register import Kind as Says
from benfu.platform.privacy.register import Retention, Stays, personal

from .rules import Kind


class Suspicion(models.Model):
    """Something that looks like farming: noticed by a machine, judged by a person who is not part of it (a CHECK says so)."""

    id = models.BigAutoField(primary_key=True)
    key = models.CharField(max_length=200, unique=True, help_text="the same sign is laid before a person once")
    kind = models.CharField(max_length=20, choices=[(kind.value, kind.value) for kind in Kind])
    area = models.CharField(max_length=15)
    persons = ArrayField(models.BigIntegerField())
    reports = ArrayField(models.UUIDField())
    cases = ArrayField(models.BigIntegerField())
    figures = models.JSONField()
    found_at = models.DateTimeField()
    reviewed_by = models.BigIntegerField(null=True, help_text="person")
    reviewed_at = models.DateTimeField(null=True)
    harmless = models.BooleanField(null=True)
    words = models.CharField(max_length=500, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(reviewed_at__isnull=True, reviewed_by__isnull=True, harmless__isnull=True, words="")
                | Q(reviewed_at__isnull=False, reviewed_by__isnull=False, harmless__isnull=False) & ~Q(words=""),
                name="fairness_reviewed_whole",
            ),
        ]
        indexes = [
            models.Index(fields=["area", "-id"], opclasses=["text_pattern_ops", "int8_ops"], name="fairness_by_area"),
        ]

    def __str__(self) -> str:
        return f"suspicion:{self.pk}"

    @property
    def is_open(self) -> bool:
        """Whether it waits for a person."""
        return self.reviewed_at is None


# Whatever was found, a year later nobody holds it against anybody: the whole row goes.
personal(Suspicion, "persons", Says.NAME, Retention.YEAR_AFTER_CLOSURE, since="found_at", stays=Stays.NO_ROW)
personal(Suspicion, "words", Says.TEXT, Retention.YEAR_AFTER_CLOSURE, since="found_at", stays=Stays.NO_ROW)
