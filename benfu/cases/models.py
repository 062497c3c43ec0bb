"""Tables of cases: categories, cases, the reports they are made of, and the words said along the way."""

from datetime import datetime, timedelta
from typing import cast

from django.conf import settings
from django.contrib.postgres.indexes import GistIndex
from django.db import models
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from benfu.platform.lib.fields import PointField, Position
from benfu.platform.privacy.register import Kind as Says
from benfu.platform.privacy.register import Retention, Stays, personal
from benfu.territory.worktime import Unit

from .catalogue.reading import LOCAL, Kind
from .catalogue.wording import english
from .workflow import ENDED, OPEN, START, WITH_HANDLER, WORDS, Stage, State, Words


def number_of(case: int, reported_at: datetime) -> str:
    """Return a case's number: the year it was reported and its id, such as 2026-000731."""
    return f"{timezone.localtime(reported_at).year}-{case:06d}"


class Severity(models.IntegerChoices):
    """How dangerous it is."""

    ORDINARY = 1, _("一般")
    SERIOUS = 2, _("较重")
    URGENT = 3, _("紧急")


UNITS = [(unit.value, unit.value) for unit in Unit]
IS_OPEN = sorted(state.value for state in OPEN)
IS_ENDED = sorted(state.value for state in ENDED)
HAS_HANDLER = sorted(state.value for state in WITH_HANDLER | {State.CLOSED})


class Category(models.Model):
    """A kind of thing that can be reported, loaded from catalogue/categories.csv; the three limits are in its units."""

    code = models.CharField(max_length=40, primary_key=True)
    name = models.CharField(max_length=40)
    name_en = models.CharField(max_length=60)
    tile = models.CharField(max_length=20, blank=True)
    tile_en = models.CharField(max_length=30, blank=True)
    tile_order = models.PositiveSmallIntegerField(
        null=True, help_text="place among the report form's tiles; empty: staff only"
    )
    icon = models.CharField(max_length=40)
    severity = models.PositiveSmallIntegerField(choices=Severity)
    standard_ref = models.CharField(max_length=40)
    kind = models.CharField(max_length=10, choices=[(kind.value, kind.value) for kind in Kind])
    standard_code = models.CharField(max_length=10)
    accept_amount = models.PositiveSmallIntegerField()
    accept_unit = models.CharField(max_length=12, choices=UNITS)
    handle_amount = models.PositiveSmallIntegerField()
    handle_unit = models.CharField(max_length=12, choices=UNITS)
    verify_amount = models.PositiveSmallIntegerField()
    verify_unit = models.CharField(max_length=12, choices=UNITS)
    departments = models.CharField(
        max_length=120, blank=True, help_text="words in the names of those who usually mend it"
    )
    near_m = models.PositiveSmallIntegerField(help_text="how close another report must be to be the same thing, metres")
    near_hours = models.PositiveSmallIntegerField(help_text="and how recent, hours")
    closes_when = models.CharField(max_length=80)
    closes_when_en = models.CharField(max_length=120)
    is_active = models.BooleanField(default=True)

    class Meta:
        verbose_name_plural = "categories"

    def __str__(self) -> str:
        return self.code

    @property
    def label(self) -> str:
        """Its name in the reader's language."""
        return self.name_en if english() else self.name

    @property
    def tile_label(self) -> str:
        """Its short name on the report form."""
        return (self.tile_en if english() else self.tile) or self.label

    @property
    def done_when(self) -> str:
        """What must be true for a case to be closed."""
        return self.closes_when_en if english() else self.closes_when

    @property
    def is_local(self) -> bool:
        """Whether the national directory has no code for it."""
        return self.standard_ref == LOCAL

    def limit(self, stage: Stage) -> tuple[int, Unit]:
        """Return how long a stage may take."""
        return getattr(self, f"{stage}_amount"), Unit(getattr(self, f"{stage}_unit"))


class Case(models.Model):
    """One thing that is wrong at one place, however many people report it."""

    id = models.BigAutoField(primary_key=True)
    category = models.ForeignKey(Category, models.PROTECT, related_name="+", db_index=False)
    severity = models.PositiveSmallIntegerField(choices=Severity)
    state = models.CharField(
        max_length=10, choices=[(state.value, state.value) for state in State], default=START.value
    )
    is_open = models.GeneratedField(
        expression=models.ExpressionWrapper(Q(state__in=IS_OPEN), models.BooleanField()),
        output_field=models.BooleanField(),
        db_persist=True,
        editable=False,
    )
    version = models.PositiveIntegerField(
        default=0, help_text="counts the moves: a form made from an older one is refused"
    )
    area = models.CharField(max_length=15)
    position = PointField()
    crs = models.CharField(max_length=10, help_text="the coordinate system the position came in")
    accuracy_m = models.FloatField(null=True)
    address = models.CharField(max_length=256, blank=True)
    reports_count = models.PositiveIntegerField(default=1)
    department = models.ForeignKey(
        "organisations.Organisation", models.PROTECT, null=True, related_name="+", db_index=False
    )
    handler = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+", db_index=False)
    verifier = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+", db_index=False)
    sent_back = models.PositiveSmallIntegerField(default=0)
    reported_at = models.DateTimeField()
    state_since = models.DateTimeField()
    stage_since = models.DateTimeField(help_text="when the running clock began")
    due_at = models.DateTimeField(null=True, help_text="the end of the running clock; empty once ended")
    answered_at = models.DateTimeField(null=True, help_text="the first answer of a person: filed or declined")
    dispatched_at = models.DateTimeField(null=True)
    handle_due_at = models.DateTimeField(null=True, help_text="fixed when dispatched; a send-back does not move it")
    handled_at = models.DateTimeField(null=True)
    ended_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=IS_OPEN + IS_ENDED), name="cases_state_known"),
            models.CheckConstraint(
                condition=Q(state__in=IS_OPEN, due_at__isnull=False, ended_at__isnull=True)
                | Q(state__in=IS_ENDED, due_at__isnull=True, ended_at__isnull=False),
                name="cases_open_is_due_ended_is_not",
            ),
            models.CheckConstraint(
                condition=~Q(state__in=HAS_HANDLER) | Q(department__isnull=False) | Q(handler__isnull=False),
                name="cases_somebody_mends",
            ),
            models.CheckConstraint(
                condition=~Q(state=State.CLOSED.value)
                | Q(verifier__isnull=False, handler__isnull=False, handled_at__isnull=False),
                name="cases_closed_was_checked",
            ),
            models.CheckConstraint(condition=~Q(verifier=F("handler")), name="cases_nobody_checks_own_work"),
            models.CheckConstraint(condition=Q(reports_count__gte=1), name="cases_reported_by_somebody"),
        ]
        indexes = [
            models.Index(fields=["area", "state"], opclasses=["text_pattern_ops", "text_ops"], name="cases_by_area"),
            models.Index(fields=["state", "severity", "id"], name="cases_by_state"),
            models.Index(fields=["due_at"], condition=Q(is_open=True), name="cases_by_due"),
            models.Index(
                fields=["department", "state"], condition=Q(department__isnull=False), name="cases_by_department"
            ),
            models.Index(fields=["handler", "state"], condition=Q(handler__isnull=False), name="cases_by_handler"),
            models.Index(fields=["reported_at"], name="cases_by_day"),
            GistIndex(fields=["position"], condition=Q(is_open=True), name="cases_open_near"),
        ]

    def __str__(self) -> str:
        return f"case:{self.pk}"

    @property
    def number(self) -> str:
        """What people call it: the year it was reported and its id, such as 2026-000731."""
        return number_of(self.pk, self.reported_at)

    @property
    def lonlat(self) -> Position:
        """Where it is: longitude and latitude in degrees, WGS-84."""
        return cast(Position, self.position)

    @property
    def words(self) -> Words:
        """What its state is called, to staff and to reporters (message ids)."""
        return WORDS[State(self.state)]

    @property
    def took(self) -> timedelta | None:
        """How long it took from the first report to its end."""
        return self.ended_at - self.reported_at if self.ended_at else None


class Report(models.Model):
    """One person's report of a case; the phone makes the id, so sending it again changes nothing."""

    id = models.UUIDField(primary_key=True)
    case = models.ForeignKey(Case, models.PROTECT, related_name="reports", db_index=False)
    person = models.ForeignKey("people.Person", models.PROTECT, related_name="+", db_index=False)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.PROTECT, null=True, related_name="+", db_index=False)
    first = models.BooleanField(help_text="the report the case began with")
    category = models.CharField(max_length=40, help_text="as the reporter chose it; staff may correct the case's")
    position = PointField()
    crs = models.CharField(max_length=10)
    accuracy_m = models.FloatField(null=True)
    taken_at = models.DateTimeField(null=True, help_text="by the phone's clock")
    received_at = models.DateTimeField()
    reported_on = models.DateField(help_text="the civil day of the act")
    words = models.TextField(blank=True)
    danger = models.BooleanField(default=False)
    fingerprint = models.CharField(
        max_length=32, help_text="of what was sent: tells a repeat from another report under the same id"
    )

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["case"], condition=Q(first=True), name="cases_one_first_report"),
            models.UniqueConstraint(fields=["case", "person"], name="cases_one_report_a_person"),
        ]
        indexes = [models.Index(fields=["person", "-received_at"], name="cases_reports_of_person")]

    def __str__(self) -> str:
        return f"report:{self.pk}"

    @property
    def lonlat(self) -> Position:
        """Where it was made: longitude and latitude in degrees, WGS-84."""
        return cast(Position, self.position)


class Note(models.Model):
    """Words said with a move or added by a reporter; beside the fact, which holds no words. Never edited."""

    fact = models.BigIntegerField(primary_key=True, help_text="id of the journal's fact the words belong to")
    case = models.ForeignKey(Case, models.PROTECT, related_name="notes")
    said_by = models.ForeignKey("people.Person", models.PROTECT, null=True, related_name="+", db_index=False)
    words = models.TextField()

    def __str__(self) -> str:
        return f"note:{self.pk}"


_A_YEAR = Retention.YEAR_AFTER_CLOSURE
personal(Case, "address", Says.TEXT, _A_YEAR, since="ended_at")
personal(Report, "person", Says.NAME, _A_YEAR, since="case__ended_at", stays=Stays.STAND_IN)
personal(Report, "account", Says.NAME, _A_YEAR, since="case__ended_at", stays=None)
personal(
    Report, "position", Says.POSITION, _A_YEAR, kept_by="Report.person: a place says nothing once nobody knows whose"
)
personal(Report, "words", Says.TEXT, _A_YEAR, since="case__ended_at")
personal(Note, "words", Says.TEXT, _A_YEAR, since="case__ended_at", stays="—")
