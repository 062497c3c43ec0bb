"""Tables: calls, applications, appointments."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from benfu.people.models import Duty, Person

from .rules import MOST_PLACES, REASON_LENGTH, TITLE_LENGTH, WORDS_LENGTH
from .workflow import OPEN, State


class Post(models.TextChoices):
    """What a part-time grid member is appointed for."""

    NOTICE_CARRIER = "notice_carrier", _("入户宣传员")
    GRID_SUPERVISOR = "grid_supervisor", _("网格监督员")
    EMERGENCY_TEAM = "emergency_team", _("应急队员")


class Call(models.Model):
    """A call for part-time grid members of an area (招募令)."""

    id = models.BigAutoField(primary_key=True)
    area = models.CharField(max_length=12)
    post = models.CharField(max_length=20, choices=Post)
    title = models.CharField(max_length=TITLE_LENGTH)
    words = models.CharField(max_length=WORDS_LENGTH)
    places = models.PositiveSmallIntegerField()
    closes_on = models.DateField()
    starts_on = models.DateField()
    ends_on = models.DateField()
    opened_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    opened_at = models.DateTimeField()
    closed_at = models.DateTimeField(null=True, help_text="closed by hand, before its last day")

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(places__gte=1, places__lte=MOST_PLACES), name="recruitment_places"),
            models.CheckConstraint(condition=Q(ends_on__gte=F("starts_on")), name="recruitment_call_term"),
        ]
        indexes = [models.Index(fields=["area"], opclasses=["text_pattern_ops"], name="recruitment_call_area")]

    def __str__(self) -> str:
        return f"call:{self.pk}"


class Application(models.Model):
    """A worker answers a call."""

    id = models.BigAutoField(primary_key=True)
    call = models.ForeignKey(Call, models.PROTECT, related_name="applications")
    person = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    motive = models.CharField(max_length=WORDS_LENGTH, blank=True)
    state = models.CharField(max_length=12, choices=[(state, state) for state in State], default=State.APPLIED)
    applied_at = models.DateTimeField()
    notes = models.CharField(max_length=WORDS_LENGTH, blank=True, help_text="of the interview; for staff only")
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=REASON_LENGTH, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["call", "person"],
                condition=Q(state__in=(*OPEN, State.APPOINTED)),
                name="recruitment_one_application",
            ),
            models.CheckConstraint(
                condition=Q(state__in=OPEN) | Q(decided_at__isnull=False), name="recruitment_decided_when"
            ),
        ]

    def __str__(self) -> str:
        return f"application:{self.pk}"


class Appointment(models.Model):
    """A part-time grid member for a term, with a certificate (聘书); the rights are those of its duty."""

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey(Person, models.PROTECT, related_name="+")
    duty = models.OneToOneField(Duty, models.PROTECT, related_name="+")
    post = models.CharField(max_length=20, choices=Post)
    application = models.OneToOneField(Application, models.PROTECT, null=True, related_name="+")
    renews = models.OneToOneField("self", models.PROTECT, null=True, related_name="+")
    appointed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    appointed_at = models.DateTimeField()
    reminded_days = models.PositiveSmallIntegerField(
        null=True, help_text="the last reminder given, in days before the end"
    )
    ended_at = models.DateTimeField(null=True)
    dismissed = models.BooleanField(default=False)
    reason = models.CharField(max_length=REASON_LENGTH, blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(dismissed=False) | (Q(ended_at__isnull=False) & ~Q(reason="")),
                name="recruitment_dismissed_with_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["person"], name="recruitment_appointee")]

    def __str__(self) -> str:
        return f"appointment:{self.pk}"

    @property
    def number(self) -> str:
        """The number printed on the certificate: year of appointment and a running one."""
        return f"{self.appointed_at:%Y}-{self.pk:05}"
