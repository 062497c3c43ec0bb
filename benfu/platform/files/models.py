"""The table of pictures; their bytes lie on disk (see `disk`)."""

from django.db import models
from django.db.models import Q
from django.urls import reverse

from benfu.platform.privacy.register import Kind, Retention, personal

from .rules import RETENTION, Purpose


class State(models.TextChoices):
    """Where a picture stands."""

    RECEIVED = "received"  # kept, cleaned, not yet shown
    READY = "ready"
    REFUSED = "refused"  # it did not decode; no bytes are left
    GONE = "gone"  # kept long enough, or discarded; no bytes are left


class StoredFile(models.Model):
    """One picture that somebody sent. The sender makes its id, so that sending again changes nothing."""

    id = models.UUIDField(primary_key=True)
    owner = models.BigIntegerField(null=True, help_text="account that sent it")
    subject = models.CharField(max_length=80, help_text="what it belongs to, such as report:<uuid>")
    purpose = models.CharField(max_length=10, choices=[(one.value, one.value) for one in Purpose])
    retention = models.CharField(max_length=10, choices=[(name, name) for name in RETENTION])
    state = models.CharField(max_length=10, choices=State.choices, default=State.RECEIVED)
    refused_because = models.CharField(max_length=20, blank=True)
    media_type = models.CharField(max_length=20, help_text="of the kept original")
    size = models.PositiveIntegerField(help_text="bytes of the kept original")
    width = models.PositiveIntegerField(help_text="pixels, standing upright")
    height = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64, help_text="of the bytes as they came in")
    fingerprint = models.BigIntegerField(null=True, help_text="perceptual hash, 64 bits, as a signed number")
    has_original = models.BooleanField(default=True)
    created_at = models.DateTimeField()

    class Meta:
        indexes = [
            models.Index(fields=["subject", "created_at", "id"]),
            models.Index(fields=["retention", "created_at"], name="files_kept", condition=~Q(state="gone")),
            models.Index(fields=["created_at"], name="files_waiting", condition=Q(state="received")),
            models.Index(fields=["owner"], name="files_owner", condition=Q(owner__isnull=False)),
        ]
        constraints = [
            models.CheckConstraint(condition=Q(state__in=State.values), name="files_state_known"),
            models.CheckConstraint(
                condition=~Q(state="ready") | Q(fingerprint__isnull=False), name="files_ready_has_fingerprint"
            ),
            models.CheckConstraint(
                condition=~Q(state="refused") | ~Q(refused_because=""), name="files_refused_has_reason"
            ),
            models.CheckConstraint(
                condition=Q(state__in=("received", "ready")) | Q(has_original=False), name="files_gone_has_no_original"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.purpose} {self.subject}"

    @property
    def thumb_url(self) -> str:
        """Where the thumbnail for cards is (480 pixels)."""
        return self.url("thumb")

    @property
    def small_url(self) -> str:
        """Where the thumbnail for dense lists is (240 pixels)."""
        return self.url("small")

    @property
    def display_url(self) -> str:
        """Where the large picture is (1600 pixels)."""
        return self.url("display")

    def url(self, size: str) -> str:
        """Return the address of one size; who may see it is asked there."""
        return reverse("files-picture", args=[self.id, size])


# Who sent a picture is forgotten with the person; the picture shows a place and goes in its own time.
personal(StoredFile, "owner", Kind.PICTURE, Retention.YEAR_AFTER_CLOSURE, since="created_at", stays=None)
