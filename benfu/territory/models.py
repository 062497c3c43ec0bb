"""Tables: areas, the editions of what we know about them, the calendar, and files waiting for a yes."""

import uuid

from django.db import models
from django.db.models import Q

from benfu.platform.lib.fields import PointField

from .levels import LONGEST

NAME_LENGTH = 60


class Change(models.TextChoices):
    """What an edition changed."""

    LIST = "list"
    BOUNDARIES = "boundaries"
    CELLS = "cells"
    CALENDAR = "calendar"


class Edition(models.Model):
    """One change of the areas or the calendar; the latest id tells every process whether its atlas is still true."""

    id = models.BigAutoField(primary_key=True)
    what = models.CharField(max_length=10, choices=Change)
    under = models.CharField(max_length=LONGEST, blank=True, help_text="code all changed areas begin with")
    source = models.CharField(max_length=200, blank=True, help_text="whose data, under which licence")
    account = models.BigIntegerField(null=True)
    made_at = models.DateTimeField()
    added = models.PositiveIntegerField(default=0)
    changed = models.PositiveIntegerField(default=0)
    withdrawn = models.PositiveIntegerField(default=0)

    def __str__(self) -> str:
        return f"edition:{self.pk}"


class Area(models.Model):
    """A district, street, community or grid cell, by its national code; the area it lies in is the code's beginning.

    A row is never removed, since cases and people keep its code: an area that is no more is withdrawn, keeps its name
    for old papers, and is neither listed nor found by position.
    """

    code = models.CharField(max_length=LONGEST, primary_key=True)
    name = models.CharField(max_length=NAME_LENGTH)
    outline = models.BinaryField(null=True, help_text="WKB, WGS-84 degrees; empty: not known")
    centre = PointField(null=True, help_text="a position inside the outline")
    synthetic = models.BooleanField(default=False, help_text="outline made by us, until a surveyed one comes")
    official = models.BooleanField(default=False, help_text="outline given by the authority in charge")
    withdrawn = models.BooleanField(default=False)
    edition = models.ForeignKey(
        Edition, models.PROTECT, related_name="+", help_text="in which the row was last changed"
    )

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(code__regex=r"^([0-9]{6}|[0-9]{9}|[0-9]{12}|[0-9]{15})$"), name="territory_code"
            ),
            models.CheckConstraint(
                condition=Q(outline__isnull=True, centre__isnull=True)
                | Q(outline__isnull=False, centre__isnull=False, withdrawn=False),
                name="territory_outline_with_centre",
            ),
            models.CheckConstraint(
                condition=~Q(synthetic=True, official=True), name="territory_synthetic_not_official"
            ),
        ]

    def __str__(self) -> str:
        return self.code


class CalendarDay(models.Model):
    """A day that differs from the week: a holiday, or a weekend day worked instead."""

    day = models.DateField(primary_key=True)
    works = models.BooleanField()
    name = models.CharField(max_length=NAME_LENGTH)

    def __str__(self) -> str:
        return f"{self.day} {self.name}"


class WorkPeriod(models.Model):
    """A part of every working day during which the offices are open."""

    opens = models.TimeField(primary_key=True)
    closes = models.TimeField()

    def __str__(self) -> str:
        return f"{self.opens:%H:%M}–{self.closes:%H:%M}"


class PendingImport(models.Model):
    """A file that was tried and waits for its sender's yes; removed when loaded, refused or a day old."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    account = models.BigIntegerField()
    file_name = models.CharField(max_length=200)
    content = models.BinaryField()
    options = models.JSONField(default=dict)
    created_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"import:{self.pk}"
