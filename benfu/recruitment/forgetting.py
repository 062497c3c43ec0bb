"""Removing what says who somebody was; the bare rows stay, as numbers are counted from them."""

from django.db import transaction
from django.utils import timezone

from .models import Application, Appointment
from .workflow import OPEN, State

FORGOTTEN = "—"


@transaction.atomic
def forget_person(person: int) -> None:
    """Empty the words on a person's applications and appointments. Told twice, done once."""
    theirs = Application.objects.filter(person=person)
    theirs.filter(state__in=OPEN).update(state=State.WITHDRAWN, decided_at=timezone.now())
    theirs.update(motive="", notes="", reason="")
    Appointment.objects.filter(person=person, dismissed=True).update(reason=FORGOTTEN)
    Appointment.objects.filter(person=person, dismissed=False).update(reason="")
