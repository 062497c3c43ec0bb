"""What every test stands on: a real PostgreSQL (DATABASE_URL, else one of our own), the fixed cast, and two clients.

    def test_somebody(cast, page, api):
        page(cast.zhou).get("/c/cases/")           # Django's test client, signed in
        api(cast.lin).get("/api/v1/me").json()     # JSON client with a bearer token
"""

import os
import secrets
from collections.abc import Callable, Iterator
from typing import Any

import django
import pytest

os.environ.setdefault("DJANGO_SETTINGS_MODULE", "benfu.conf.settings")
os.environ.setdefault("BENFU_SECRET_KEY", secrets.token_hex(32))
os.environ.setdefault("BENFU_PRIVACY_KEYS", "dGVzdC1rZXktdGVzdC1rZXktdGVzdC1rZXktMTIzNDU=")
django.setup()  # rooms' conftest files may import models

from django.conf import settings  # noqa: E402 - needs the environment above
from django.test import Client  # noqa: E402

try:  # while rooms are being built, a broken one must not stop the tests of the others
    from tests.cast import cast as cast
except (ImportError, RuntimeError):
    pass


def pytest_configure() -> None:
    """Make passwords cheap: what is slow on purpose has tests of its own."""
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


@pytest.fixture
def page() -> Callable[..., Client]:
    """Return `page(actor)`: a browser without scripts, signed in as the actor with all their duties; nobody by default."""

    def open_browser(actor: Any = None, **settings_of_client: Any) -> Client:
        client = Client(**settings_of_client)
        if actor is not None:
            raise NotImplementedError
        return client

    return open_browser
