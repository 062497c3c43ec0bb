"""What every test stands on: a real PostgreSQL (DATABASE_URL, else one of our own), the fixed cast, and two clients.

def test_somebody(cast, page, api):
    page(cast.zhou).get("/c/cases/")           # Django's test client, signed in with all their duties
    page()                                     # … as nobody
    api(cast.lin).post("/api/v1/reports", {})  # JSON client with a bearer token
"""

from collections.abc import Callable
from typing import Any

import pytest
from django.conf import settings
from django.db.backends.postgresql.operations import DatabaseOperations
from django.test import Client
from django.utils import translation

from benfu.operate.translations import compile_all
from benfu.platform.identity.actor import Actor
from benfu.platform.identity.services import make_token
from benfu.platform.identity.strength import Strength
from tests.browsers import browser_of
from tests.cast import cast as cast
from tests.cast import district as district

_flush = DatabaseOperations.sql_flush


def _flush_saying_so(self: DatabaseOperations, *args: Any, **kwargs: Any) -> list[str]:
    """Empty the tables after a test on real transactions; append-only ones ask who does it."""
    return ["SET LOCAL benfu.emptying = 'a test database'", *_flush(self, *args, **kwargs)]


DatabaseOperations.sql_flush = _flush_saying_so  # type: ignore[assignment, method-assign]


def pytest_configure() -> None:
    """Make passwords cheap (what is slow on purpose has tests of its own), static files plain, translations current."""
    compile_all(settings.CODE)
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    # Static files under their plain names: nobody collects them before a test.
    settings.STATIC_ROOT.mkdir(parents=True, exist_ok=True)
    plain = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
    settings.STORAGES = {**settings.STORAGES, "staticfiles": plain}


@pytest.fixture(scope="session", autouse=True)
def pictures_elsewhere(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Keep the pictures of tests out of the installation's own folder."""
    settings.MEDIA_ROOT = tmp_path_factory.mktemp("files")


class ApiClient:
    """Sends JSON under one token (or none); the answer's `.json()` reads it."""

    def __init__(self, token: str = "", **kwargs: Any) -> None:
        self.client = Client(headers={"Authorization": f"Bearer {token}"} if token else {}, **kwargs)

    def get(self, path: str, query: Any = None, **kwargs: Any) -> Any:
        """Ask, with a query of names and values."""
        return self.client.get(path, query, **kwargs)

    def post(self, path: str, data: Any = None, content_type: str = "application/json", **kwargs: Any) -> Any:
        """Send JSON, or whatever the content type says."""
        return self.client.post(path, data, content_type, **kwargs)

    def put(self, path: str, data: Any = None, content_type: str = "application/json", **kwargs: Any) -> Any:
        """Replace by JSON, or by whatever the content type says."""
        return self.client.put(path, data, content_type, **kwargs)

    def delete(self, path: str, **kwargs: Any) -> Any:
        """Take away."""
        return self.client.delete(path, **kwargs)


@pytest.fixture(autouse=True)
def chinese() -> None:
    """Begin every test in Chinese, whatever language the last one's reader chose."""
    translation.activate(settings.LANGUAGE_CODE)


@pytest.fixture
def page(db: None) -> Callable[..., Client]:
    """Return `page(actor)`: a browser without scripts, signed in as the actor; nobody by default."""
    return browser_of


@pytest.fixture
def api(db: None) -> Callable[..., ApiClient]:
    """Return `api(actor)`: a client of the API with a bearer token of the actor; without one by default."""

    def open_api(actor: Actor | None = None, strength: Strength = Strength.SECOND_FACTOR, **kwargs: Any) -> ApiClient:
        key = make_token(actor=actor, label="tests", strength=strength).key if actor else ""
        return ApiClient(key, **kwargs)

    return open_api
