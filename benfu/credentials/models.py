"""Tables: the keys that sign, and the credentials that were given out."""

from django.db import models
from django.db.models import F, Q
from django.utils.translation import gettext_lazy as _

from benfu.platform.privacy.fields import EncryptedText


class Why(models.TextChoices):
    """Why a credential was revoked."""

    LOST = "lost", _("丢失")
    REPLACED = "replaced", _("换新")
    ENDED = "ended", _("不再担任")
    MISUSED = "misused", _("被冒用")


class SigningKey(models.Model):
    """32 random bytes that codes are made with; the newest signs, the others verify until they are revoked."""

    id = models.BigAutoField(primary_key=True)
    secret = EncryptedText()
    made_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"signing_key:{self.pk}"


class Credential(models.Model):
    """That something holds (a registration, an appointment), as a thing one can show, lose and replace."""

    id = models.BigAutoField(primary_key=True)
    kind = models.CharField(max_length=30)
    subject = models.CharField(max_length=80)
    issued_at = models.DateTimeField()
    revoked_at = models.DateTimeField(null=True)
    why = models.CharField(max_length=10, choices=Why, blank=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["subject", "kind"], condition=Q(revoked_at__isnull=True), name="credentials_one_in_force"
            ),
            models.CheckConstraint(
                condition=Q(revoked_at__isnull=True, why="") | Q(revoked_at__gte=F("issued_at"), why__in=Why.values),
                name="credentials_revoked_with_a_reason",
            ),
        ]

    def __str__(self) -> str:
        return f"credential:{self.pk}"
