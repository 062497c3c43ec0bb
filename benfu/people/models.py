"""Tables: persons, their registrations with communities, their duties."""

from django.conf import settings
from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from benfu.platform.identity.roles import Role
from benfu.platform.privacy.fields import EncryptedText

from .rules import COMPANY_LENGTH, NAME_LENGTH, REASON_LENGTH
from .workflow import OPEN, State


class Trade(models.TextChoices):
    """What a worker does for a living."""

    RIDER = "rider", _("骑手")
    COURIER = "courier", _("快递")
    RIDE_HAILING_DRIVER = "ride_hailing_driver", _("网约车")
    TRUCK_DRIVER = "truck_driver", _("货运")
    LIVESTREAMER = "livestreamer", _("主播")
    OTHER = "other", _("其他")


class Person(models.Model):
    """Somebody the system knows by name: a worker, a member of staff, or both."""

    id = models.BigAutoField(primary_key=True)
    account = models.OneToOneField(settings.AUTH_USER_MODEL, models.PROTECT, related_name="+")
    name = models.CharField(max_length=NAME_LENGTH)
    phone_tail_hash = models.CharField(
        max_length=64, blank=True, help_text="of the last four digits of the account's phone, to search by"
    )
    trade = models.CharField(max_length=20, choices=Trade, blank=True)
    company = models.CharField(max_length=COMPANY_LENGTH, blank=True)
    identity_number = EncryptedText(blank=True, help_text="given by its owner where something asks for it")
    identity_hash = models.CharField(max_length=64, unique=True, null=True)  # noqa: DJ001 - unique, and most have none
    created_at = models.DateTimeField()
    same_as = models.ForeignKey(
        "self",
        models.PROTECT,
        null=True,
        related_name="+",
        help_text="somebody who had two accounts: the one that stays",
    )
    stands_in = models.BooleanField(default=False, help_text="for somebody whose time on record is over")

    class Meta:
        indexes = [
            models.Index(fields=["phone_tail_hash"], condition=~Q(phone_tail_hash=""), name="people_phone_tail"),
        ]

    def __str__(self) -> str:
        return f"person:{self.pk}"


class Registration(models.Model):
    """A worker's registration with a community (报到); a move or a new try is a new row, so the rows are the history."""

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey(Person, models.PROTECT, related_name="registrations")
    community = models.CharField(max_length=12)
    state = models.CharField(max_length=10, choices=[(state, state) for state in State], default=State.WAITING)
    registered_at = models.DateTimeField()
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=REASON_LENGTH, blank=True)
    left_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["person"], condition=Q(state__in=OPEN), name="people_one_open_registration"
            ),
            models.CheckConstraint(
                condition=~Q(state=State.DECLINED) | ~Q(reason=""), name="people_declined_with_a_reason"
            ),
        ]
        indexes = [
            models.Index(
                fields=["community", "state"], opclasses=["text_pattern_ops", "text_ops"], name="people_reg_community"
            ),
            models.Index(fields=["person", "-id"], name="people_reg_person"),
        ]

    def __str__(self) -> str:
        return f"registration:{self.pk}"

    @property
    def is_open(self) -> bool:
        """Whether the worker belongs to the community by it."""
        return self.state in OPEN


class Duty(models.Model):
    """A duty held in an area for a term; in force from its first to its last day unless ended."""

    id = models.BigAutoField(primary_key=True)
    person = models.ForeignKey(Person, models.PROTECT, related_name="duties")
    role = models.CharField(max_length=30, choices=[(role, role) for role in Role if role != Role.WORKER])
    area = models.CharField(max_length=15)
    unit = models.CharField(max_length=40, blank=True)
    starts_on = models.DateField()
    ends_on = models.DateField(null=True)
    ended_at = models.DateTimeField(null=True, help_text="ended before its term, at once")

    class Meta:
        verbose_name_plural = "duties"
        constraints = [
            models.CheckConstraint(
                condition=Q(ends_on__isnull=True) | Q(ends_on__gte=F("starts_on")), name="people_duty_ends_after_start"
            ),
            models.CheckConstraint(condition=~Q(role=Role.WORKER), name="people_worker_is_a_registration"),
        ]
        indexes = [
            models.Index(fields=["person"], name="people_duty_person"),
            models.Index(fields=["area"], opclasses=["text_pattern_ops"], name="people_duty_area"),
        ]

    def __str__(self) -> str:
        return f"duty:{self.pk}"
