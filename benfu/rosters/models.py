"""Tables: registrations of hubs with streets, places on rosters, monthly confirmations."""

from django.db import models
from django.db.models import Q

from benfu.organisations.models import Organisation
from benfu.people.models import Person
from benfu.platform.privacy.fields import EncryptedText

from .rules import NAME_LENGTH, REASON_LENGTH
from .workflow import OPEN, STANDING, Place, State


class HubRegistration(models.Model):
    """A hub's registration with a street (站点找街道); a move or a new try is a new row, so the rows are the history."""

    id = models.BigAutoField(primary_key=True)
    hub = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    street = models.CharField(max_length=9)
    state = models.CharField(max_length=10, choices=[(one, one) for one in State], default=State.WAITING)
    asked_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    asked_at = models.DateTimeField()
    decided_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    decided_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=REASON_LENGTH, blank=True)
    left_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["hub"], condition=Q(state__in=OPEN), name="rosters_one_street"),
            models.CheckConstraint(
                condition=~Q(state=State.DECLINED) | ~Q(reason=""), name="rosters_declined_with_a_reason"
            ),
        ]
        indexes = [models.Index(fields=["street", "state"], name="rosters_of_street")]

    def __str__(self) -> str:
        return f"hub_registration:{self.pk}"


class RosterPlace(models.Model):
    """Somebody on a hub's roster: said by the hub, by the worker, or by both. A worker may have places at two companies."""

    id = models.BigAutoField(primary_key=True)
    hub = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    name = models.CharField(max_length=NAME_LENGTH)
    phone = EncryptedText()
    phone_hash = models.CharField(max_length=64)
    account = models.BigIntegerField(null=True, help_text="of whose phone it is, once they have acted on it")
    state = models.CharField(max_length=10, choices=[(one, one) for one in Place])
    began_at = models.DateTimeField()
    answered_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)
    reason = models.CharField(max_length=REASON_LENGTH, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["hub", "phone_hash"], condition=Q(state__in=STANDING), name="rosters_one_place_a_number"
            ),
            models.CheckConstraint(
                condition=Q(state__in=STANDING, ended_at__isnull=True)
                | (~Q(state__in=STANDING) & Q(ended_at__isnull=False)),
                name="rosters_ended_when",
            ),
        ]
        indexes = [
            models.Index(fields=["phone_hash"], name="rosters_of_number"),
            models.Index(fields=["hub", "state"], name="rosters_of_hub"),
        ]

    def __str__(self) -> str:
        return f"roster_place:{self.pk}"


class Confirmation(models.Model):
    """A hub said in a month who still works there: sums only."""

    id = models.BigAutoField(primary_key=True)
    hub = models.ForeignKey(Organisation, models.PROTECT, related_name="+")
    month = models.DateField(help_text="its first day")
    staying = models.PositiveIntegerField()
    left = models.PositiveIntegerField()
    confirmed_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+")
    confirmed_at = models.DateTimeField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["hub", "month"], name="rosters_once_a_month")]

    def __str__(self) -> str:
        return f"confirmation:{self.pk}"
