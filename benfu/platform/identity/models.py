"""The account somebody signs in with."""

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models


class Account(AbstractBaseUser):
    """A way to sign in: workers by phone code, staff by name, password and second factor."""

    login = models.CharField(max_length=60, unique=True)
    is_active = models.BooleanField(default=True)
    created_at = models.DateTimeField(auto_now_add=True)

    USERNAME_FIELD = "login"
    objects: BaseUserManager["Account"] = BaseUserManager()

    def __str__(self) -> str:
        return f"account:{self.pk}"
