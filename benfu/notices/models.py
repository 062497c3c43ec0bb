"""The inbox's one table."""

from django.conf import settings
from django.db import models


class Notice(models.Model):
    """One fact told to one account. It holds ids and codes only: the words are made when it is read, in the reader's language."""

    id = models.BigAutoField(primary_key=True)
    account = models.ForeignKey(settings.AUTH_USER_MODEL, models.CASCADE, related_name="+", db_index=False)
    fact = models.BigIntegerField()
    kind = models.CharField(max_length=60)
    subject = models.CharField(max_length=80)
    data = models.JSONField(default=dict)
    happened_at = models.DateTimeField()
    read_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "fact"], name="notices_told_once")]
        indexes = [
            models.Index(fields=["account", "-id"], name="notices_inbox"),
            models.Index(fields=["account"], condition=models.Q(read_at=None), name="notices_unread"),
        ]

    def __str__(self) -> str:
        return f"{self.kind} {self.subject} to account:{self.account_id}"
