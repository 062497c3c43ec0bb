"""A pytest plugin: gives every test run a database and secrets, before Django reads its settings.

It is named in pyproject (`-p benfu.operate.testing`), because settings are read before any conftest.
"""

import base64
import os
import secrets
from contextlib import ExitStack
from tempfile import TemporaryDirectory

import pytest

from benfu.operate.database import for_tests

_open = ExitStack()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Set the stage. (The first hook a plugin hears; the later ones come after Django's settings.)"""
    os.environ.setdefault("BENFU_SECRET_KEY", secrets.token_hex(32))
    os.environ.setdefault("BENFU_PRIVACY_KEYS", base64.b64encode(secrets.token_bytes(32)).decode())
    if "BENFU_HOME" not in os.environ:
        # Pictures of tests go where they are forgotten.
        os.environ["BENFU_HOME"] = _open.enter_context(TemporaryDirectory(prefix="benfu-test-"))
    os.environ.setdefault("DATABASE_URL", _open.enter_context(for_tests()))


def pytest_unconfigure(config: pytest.Config) -> None:
    """Leave the database to those who still use it; the last one stops it."""
    _open.close()
