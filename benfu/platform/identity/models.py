"""Accounts and what signs them in: phone codes, second factors, sessions, API tokens, limits."""

import uuid

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.contrib.sessions.base_session import AbstractBaseSession
from django.db import models

from benfu.platform.privacy.fields import EncryptedText

from .strength import Strength

STRENGTHS = [(strength, strength) for strength in Strength]


class Account(AbstractBaseUser):
    """A way to sign in: workers by phone code, staff by login, password and second factor; one account may be both."""

    login = models.CharField(max_length=60, unique=True, null=True)  # noqa: DJ001 - unique, and most have none
    phone = EncryptedText(blank=True)
    phone_hash = models.CharField(max_length=64, unique=True, null=True)  # noqa: DJ001 - unique, and some have none
    password_temporary = models.BooleanField(default=False, help_text="to be changed at the next sign-in")
    totp_secret = EncryptedText(blank=True, help_text="empty: no second factor")
    totp_pending = EncryptedText(blank=True, help_text="a secret being set up, not yet confirmed by a code")
    totp_last_step = models.BigIntegerField(
        default=0, help_text="30-second step of the last code taken: none is taken twice"
    )
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "login"
    objects = BaseUserManager()

    def __str__(self) -> str:
        return f"account:{self.pk}"

    @property
    def has_second_factor(self) -> bool:
        """Whether a second factor is set up."""
        return bool(self.totp_secret)


class RecoveryCode(models.Model):
    """One of the codes that stand in for a lost second factor; removed when used."""

    id = models.BigAutoField(primary_key=True)
    account = models.ForeignKey(Account, models.CASCADE, related_name="recovery_codes")
    code_hash = models.CharField(max_length=64)

    class Meta:
        constraints = [models.UniqueConstraint(fields=["account", "code_hash"], name="identity_recovery_code_once")]

    def __str__(self) -> str:
        return f"recovery:{self.pk}"


class PhoneCode(models.Model):
    """Six digits asked for by somebody who says the phone is theirs; only they know the id."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4)
    phone = EncryptedText()
    phone_hash = models.CharField(max_length=64)
    code_hash = models.CharField(max_length=64)
    outgoing = EncryptedText(blank=True, help_text="the code itself, only as long as somebody must send or read it out")
    tries = models.PositiveSmallIntegerField(default=0)
    asked_at = models.DateTimeField()
    expires_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)
    used_at = models.DateTimeField(null=True)

    class Meta:
        indexes = [
            models.Index(fields=["phone_hash", "-asked_at"], name="identity_code_phone"),
            models.Index(fields=["expires_at"], name="identity_code_expiry"),
        ]

    def __str__(self) -> str:
        return f"code:{self.pk}"


class Session(AbstractBaseSession):
    """A browser's session; whose it is and how they signed in stand in columns, so that one statement can tell."""

    account = models.ForeignKey(Account, models.CASCADE, null=True, related_name="+")
    strength = models.CharField(max_length=15, choices=STRENGTHS, blank=True)
    seen_at = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return f"session of account:{self.account_id}"


class ApiToken(models.Model):
    """A bearer token: 256 random bits of which only the hash is kept."""

    id = models.BigAutoField(primary_key=True)
    account = models.ForeignKey(Account, models.CASCADE, related_name="tokens")
    key_hash = models.CharField(max_length=64, unique=True)
    label = models.CharField(max_length=60)
    strength = models.CharField(max_length=15, choices=STRENGTHS)
    created_at = models.DateTimeField()
    used_on = models.DateField(help_text="last day of use")
    expires_at = models.DateTimeField()

    def __str__(self) -> str:
        return f"token:{self.pk}"


class Throttle(models.Model):
    """How often a key was used in its present window; unlogged: after a crash the counting starts anew."""

    key = models.CharField(max_length=90, primary_key=True)
    window_ends_at = models.DateTimeField()
    count = models.PositiveIntegerField()

    class Meta:
        indexes = [models.Index(fields=["window_ends_at"], name="identity_throttle_window")]

    def __str__(self) -> str:
        return self.key


class Lockout(models.Model):
    """Failures to sign in under a name, real or not, and until when it is locked."""

    key = models.CharField(max_length=64, primary_key=True)
    failures = models.PositiveIntegerField()
    failed_at = models.DateTimeField()
    locked_until = models.DateTimeField(null=True)

    def __str__(self) -> str:
        return self.key
