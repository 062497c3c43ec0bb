"""The table of rest stops."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from benfu.organisations.models import Organisation
from benfu.platform.lib.fields import PointField


class Kind(models.TextChoices):
    """What sort of place it is."""

    CENTRE = "centre", _("暖新服务中心")
    REST_STOP = "rest_stop", _("小哥驿站")
    CARE_CORNER = "care_corner", _("爱心角")
    OUTLET = "outlet", _("积分超市")


class RestStop(models.Model):
    """A place to rest, charge or pick up goods, with its hours, and what its keeper said of it last."""

    id = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=20, choices=Kind)
    name = models.CharField(max_length=60)
    address = models.CharField(max_length=120, blank=True)
    position = PointField()
    area = models.CharField(max_length=15)
    organisation = models.ForeignKey(Organisation, models.PROTECT, null=True, related_name="+")
    hours = models.JSONField(help_text="see hours.to_data")
    amenities = models.JSONField(default=list, help_text="keys of amenities.toml")
    sockets = models.PositiveSmallIntegerField(default=0, help_text="charging places in all")
    free_sockets = models.PositiveSmallIntegerField(default=0)
    keeper_says_open = models.BooleanField(null=True, help_text="empty: as the hours say")
    keeper_says_until = models.DateTimeField(
        null=True, help_text="when the hours count again; empty: until the keeper says"
    )
    updated_at = models.DateTimeField(null=True, help_text="when a keeper last said how it is now")
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(condition=Q(free_sockets__lte=F("sockets")), name="rest_stops_free_at_most_all"),
            models.UniqueConstraint(fields=["area", "name"], name="rest_stops_named_once"),
        ]
        indexes = [models.Index(fields=["area"], opclasses=["text_pattern_ops"], name="rest_stops_area")]

    def __str__(self) -> str:
        return f"rest_stop:{self.pk}"
