"""The table of honours: who proposed, who reviewed, and whether the person wants others to know."""

from django.db import models
from django.db.models import F, Q
from django.utils import timezone

from benfu.people.models import Person

from .workflow import Kind, State

TOLD = [State.PUBLISHED.value]
REVIEWED = [state.value for state in State if state != State.PROPOSED]


class Honour(models.Model):
    """One honour of one person."""

    id = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=20, choices=[(kind.value, kind.value) for kind in Kind])
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    area = models.CharField(max_length=15, help_text="the community the person belonged to then")
    done_on = models.DateField(help_text="civil day, or the last day of the time it is for")
    words = models.CharField(max_length=300, help_text="what it is for, as others will read it")
    state = models.CharField(
        max_length=10, choices=[(state.value, state.value) for state in State], default=State.PROPOSED
    )
    proposed_by = models.BigIntegerField(help_text="person")
    proposed_at = models.DateTimeField()
    reviewed_by = models.BigIntegerField(null=True, help_text="person")
    reviewed_at = models.DateTimeField(null=True)
    review = models.CharField(max_length=300, blank=True, help_text="what the reviewer said")
    consented_at = models.DateTimeField(null=True, help_text="when the person agreed to its being told")
    named = models.BooleanField(default=False, help_text="with the whole name; else only the family name")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=~Q(proposed_by=F("person")), name="honours_nobody_proposes_themselves"),
            models.CheckConstraint(
                condition=Q(reviewed_by__isnull=True)
                | (~Q(reviewed_by=F("proposed_by")) & ~Q(reviewed_by=F("person"))),
                name="honours_reviewed_by_another",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=REVIEWED) | Q(reviewed_by__isnull=False, reviewed_at__isnull=False),
                name="honours_reviewed_whole",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=TOLD) | Q(consented_at__isnull=False), name="honours_told_only_with_consent"
            ),
        ]
        indexes = [
            models.Index(fields=["area", "-id"], opclasses=["text_pattern_ops", "int8_ops"], name="honours_by_area"),
            models.Index(fields=["person"], name="honours_of_person"),
            models.Index(fields=["-id"], condition=Q(state="published"), name="honours_told"),
        ]

    def __str__(self) -> str:
        return f"honour:{self.pk}"

    @property
    def number(self) -> str:
        """What a certificate calls it: the year it was proposed and its id, such as H2026-000012."""
        return f"H{timezone.localtime(self.proposed_at).year}-{self.pk:06d}"
