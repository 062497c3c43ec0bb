"""Tables of the store. Stock is kept by a trigger from its movements, which are only ever added (sql/)."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from benfu.ledger.models import Transfer
from benfu.people.models import Person
from benfu.rest_stops.models import RestStop

from .workflow import Kind, State


class Good(models.Model):
    """Something that can be had for points."""

    id = models.BigAutoField(primary_key=True)
    name = models.CharField(_("名称"), max_length=40)
    words = models.CharField(_("说明"), max_length=200, blank=True)
    price = models.PositiveIntegerField(_("积分"), help_text="whole points")
    per_person = models.PositiveSmallIntegerField(
        _("每人限兑"), default=0, help_text="pieces in the period; 0: no limit"
    )
    per_days = models.PositiveSmallIntegerField(_("限兑周期（天）"), default=30)
    is_active = models.BooleanField(_("上架"), default=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["name"], condition=Q(is_active=True), name="store_good_named_once"),
            models.CheckConstraint(condition=Q(price__gt=0), name="store_price_positive"),
            models.CheckConstraint(condition=Q(per_days__gt=0), name="store_period_positive"),
        ]

    def __str__(self) -> str:
        return f"good:{self.pk}"


class Stock(models.Model):
    """How many of a good an outlet has, and how many of them are reserved; written by the movements' trigger only."""

    id = models.BigAutoField(primary_key=True)
    outlet = models.ForeignKey(RestStop, models.PROTECT, related_name="+", db_index=False)
    good = models.ForeignKey(Good, models.PROTECT, related_name="stock")
    on_hand = models.IntegerField(db_default=0)
    reserved = models.IntegerField(db_default=0)

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["outlet", "good"], name="store_stock_once"),
            models.CheckConstraint(condition=Q(reserved__gte=0), name="store_reserved_not_negative"),
            models.CheckConstraint(condition=Q(on_hand__gte=F("reserved")), name="store_stock_covers_reserved"),
        ]

    def __str__(self) -> str:
        return f"{self.outlet_id}/{self.good_id}: {self.on_hand} ({self.reserved})"

    @property
    def free(self) -> int:
        """How many can still be ordered."""
        return self.on_hand - self.reserved


class Order(models.Model):
    """Goods reserved at an outlet against held points, until they are picked up, given up or too late."""

    id = models.BigAutoField(primary_key=True)
    key = models.UUIDField(unique=True, help_text="made by the phone: sending the order again changes nothing")
    person = models.ForeignKey(Person, models.PROTECT, related_name="+", db_index=False)
    outlet = models.ForeignKey(RestStop, models.PROTECT, related_name="+", db_index=False)
    area = models.CharField(max_length=15, help_text="of the outlet")
    state = models.CharField(max_length=12, default=State.OPEN.value)
    points = models.PositiveIntegerField()
    digits = models.CharField(max_length=6)
    hold = models.OneToOneField(Transfer, models.PROTECT, related_name="+")
    placed_at = models.DateTimeField()
    expires_at = models.DateTimeField(help_text="when the hold times out, by the database clock")
    ended_at = models.DateTimeField(null=True)
    ended_by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(state__in=[state.value for state in State]), name="store_state_known"),
            models.CheckConstraint(
                condition=Q(state="open", ended_at__isnull=True) | (~Q(state="open") & Q(ended_at__isnull=False)),
                name="store_ended_when",
            ),
            models.CheckConstraint(
                condition=~Q(state="handed_over") | Q(ended_by__isnull=False), name="store_handed_over_by_somebody"
            ),
            models.UniqueConstraint(fields=["outlet", "digits"], condition=Q(state="open"), name="store_digits_once"),
        ]
        indexes = [
            models.Index(fields=["person", "-id"], name="store_orders_of_person"),
            models.Index(fields=["outlet", "-ended_at"], name="store_orders_of_outlet"),
            models.Index(fields=["expires_at"], condition=Q(state="open"), name="store_orders_due"),
            models.Index(
                fields=["area", "ended_at"],
                opclasses=["text_pattern_ops", "timestamptz_ops"],
                condition=Q(state="handed_over"),
                name="store_redeemed",
            ),
        ]

    def __str__(self) -> str:
        return f"order:{self.pk}"


class OrderLine(models.Model):
    """So many of a good, at the price of the moment."""

    id = models.BigAutoField(primary_key=True)
    order = models.ForeignKey(Order, models.PROTECT, related_name="lines", db_index=False)
    good = models.ForeignKey(Good, models.PROTECT, related_name="+")
    quantity = models.PositiveSmallIntegerField()
    unit_points = models.PositiveIntegerField()

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["order", "good"], name="store_one_line_a_good"),
            models.CheckConstraint(condition=Q(quantity__gt=0), name="store_quantity_positive"),
        ]

    def __str__(self) -> str:
        return f"{self.order_id}: {self.quantity} × {self.good_id}"


class StockMovement(models.Model):
    """What happened to a good at an outlet. Rows are never changed or removed (a trigger refuses)."""

    id = models.BigAutoField(primary_key=True)
    key = models.UUIDField(unique=True, help_text="of the form or the order: entered once")
    outlet = models.ForeignKey(RestStop, models.PROTECT, related_name="+", db_index=False)
    good = models.ForeignKey(Good, models.PROTECT, related_name="+", db_index=False)
    kind = models.CharField(max_length=10)
    on_hand = models.IntegerField(help_text="what it did to the shelf")
    reserved = models.IntegerField(help_text="what it did to the reserved part")
    order = models.ForeignKey(Order, models.PROTECT, null=True, related_name="+", db_index=False)
    note = models.CharField(max_length=100, blank=True)
    by = models.ForeignKey(Person, models.PROTECT, null=True, related_name="+", db_index=False)
    booked_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                condition=Q(kind__in=[Kind.RECEIVE.value], on_hand__gt=0, reserved=0)
                | Q(kind=Kind.COUNT.value, reserved=0)
                | Q(kind=Kind.WRITE_OFF.value, on_hand__lt=0, reserved=0)
                | Q(kind=Kind.RESERVE.value, on_hand=0, reserved__gt=0, order__isnull=False)
                | Q(kind=Kind.RELEASE.value, on_hand=0, reserved__lt=0, order__isnull=False)
                | Q(kind=Kind.HAND_OVER.value, on_hand=F("reserved"), reserved__lt=0, order__isnull=False),
                name="store_movement_fits_its_kind",
            ),
            models.UniqueConstraint(
                fields=["order", "good"], condition=Q(kind=Kind.RESERVE.value), name="store_reserved_once"
            ),
            models.UniqueConstraint(
                fields=["order", "good"],
                condition=Q(kind__in=[Kind.RELEASE.value, Kind.HAND_OVER.value]),
                name="store_reserved_ends_once",
            ),
        ]
        indexes = [
            models.Index(fields=["outlet", "-booked_at"], name="store_movements_of_outlet"),
            models.Index(fields=["good", "outlet"], name="store_movements_of_good"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.on_hand}/{self.reserved} of good:{self.good_id} at rest_stop:{self.outlet_id}"
