"""The table of volunteer service: rows are added and cancelled, never changed."""

from django.db import models
from django.db.models import F, Q

from benfu.people.models import Person

from .rules import LEAST_MINUTES, MOST_MINUTES


class Service(models.Model):
    """One person's volunteer service on one day, written down by somebody else."""

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    area = models.CharField(max_length=15)
    what = models.CharField(max_length=100, help_text="what was done, as a certificate will say it")
    done_on = models.DateField(help_text="civil day of the service")
    minutes = models.PositiveSmallIntegerField(help_text="of service itself, without the way there")
    back_filled = models.BooleanField(help_text="written down too late to have been seen")
    recorded_by = models.BigIntegerField(help_text="person")
    recorded_at = models.DateTimeField()
    cancelled_by = models.BigIntegerField(null=True, help_text="person")
    cancelled_at = models.DateTimeField(null=True)
    cancelled_because = models.CharField(max_length=200, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(minutes__gte=LEAST_MINUTES, minutes__lte=MOST_MINUTES), name="hours_of_one_day"
            ),
            models.CheckConstraint(condition=~Q(recorded_by=F("person")), name="hours_recorded_by_another"),
            models.CheckConstraint(
                condition=Q(cancelled_at__isnull=True, cancelled_by__isnull=True, cancelled_because="")
                | Q(cancelled_at__isnull=False, cancelled_by__isnull=False) & ~Q(cancelled_because=""),
                name="hours_cancelled_whole",
            ),
            models.UniqueConstraint(
                fields=["person", "done_on", "what"],
                condition=Q(cancelled_at__isnull=True),
                name="hours_once_a_day_and_thing",
            ),
        ]
        indexes = [
            models.Index(fields=["person", "-done_on"], name="hours_of_person"),
            models.Index(fields=["area", "-id"], opclasses=["text_pattern_ops", "int8_ops"], name="hours_by_area"),
        ]

    def __str__(self) -> str:
        return f"service:{self.pk}"
