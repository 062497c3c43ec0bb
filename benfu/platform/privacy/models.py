"""Tables of privacy: the kept hash key, disclosures, consent texts by version, and who agreed to which."""

from django.db import models
from django.db.models import F, Q

from .fields import EncryptedText


class KeptKey(models.Model):
    """A key that outlives the changing of PRIVACY_KEYS, itself encrypted with them."""

    name = models.CharField(max_length=20, primary_key=True)
    key = EncryptedText()

    def __str__(self) -> str:
        return self.name


class Disclosure(models.Model):
    """A personal field was shown in full to somebody, for a reason they gave."""

    id = models.BigAutoField(primary_key=True)
    account = models.BigIntegerField(help_text="who looked")
    subject = models.CharField(max_length=80)
    field = models.CharField(max_length=60)
    reason = models.CharField(max_length=200)
    happened_at = models.DateTimeField()

    class Meta:
        indexes = [models.Index(fields=["subject", "id"], name="privacy_disclosure_subject")]

    def __str__(self) -> str:
        return f"{self.field} of {self.subject}"


class ConsentText(models.Model):
    """What is recorded and why, in one version; loaded from `consents/`, never changed once somebody agreed."""

    id = models.BigAutoField(primary_key=True)
    code = models.CharField(max_length=30)
    version = models.PositiveSmallIntegerField()
    required = models.BooleanField()
    apart = models.BooleanField(default=False, help_text="asked on a page of its own, not when registering")
    valid_from = models.DateField()
    words = models.JSONField(help_text="by language: title, intro, items of {what, why, how_long}, withdrawal")

    class Meta:
        constraints = [models.UniqueConstraint(fields=["code", "version"], name="privacy_text_once")]

    def __str__(self) -> str:
        return f"{self.code} {self.version}"


class Consent(models.Model):
    """An account agreed to a text, until it withdrew; the rows are the history."""

    id = models.BigAutoField(primary_key=True)
    account = models.BigIntegerField(help_text="the account's id; accounts lie above this room")
    text = models.ForeignKey(ConsentText, models.PROTECT, related_name="+")
    given_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["account", "text"], condition=Q(withdrawn_at__isnull=True), name="privacy_consent_once"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True) | Q(withdrawn_at__gte=F("given_at")),
                name="privacy_consent_withdrawn_later",
            ),
        ]

    def __str__(self) -> str:
        return f"consent:{self.pk}"
