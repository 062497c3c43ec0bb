"""Figures that are kept for a moment, so that many screens cost what one does."""

from django.db import models


class Snapshot(models.Model):
    """The cockpit's figures of one area and period as they were at `made_at`; made anew when asked for and too old."""

    area = models.CharField(max_length=15)
    period = models.CharField(max_length=10)
    made_at = models.DateTimeField()
    body = models.JSONField()

    class Meta:
        constraints = [models.UniqueConstraint(fields=["area", "period"], name="insight_one_snapshot")]

    def __str__(self) -> str:
        return f"{self.area} {self.period}"
