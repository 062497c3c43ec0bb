"""The invented district for these tests, and actors that need no account."""

from collections.abc import Iterator

import pytest
from django.utils.translation import deactivate

from benfu.platform.identity.actor import Actor, Duty
from benfu.platform.identity.roles import Role
from benfu.territory.shelf import shelf
from tests.district import DISTRICT, build_district

ADMIN = Actor(account=1, name="安宁", duties=(Duty(Role.ADMINISTRATOR, DISTRICT),))
CLERK = Actor(account=2, name="周明", duties=(Duty(Role.COMMUNITY_WORKER, "990101001001"),))
STRANGER = Actor(account=3, name="客人", duties=(Duty(Role.ADMINISTRATOR, "990102"),))


@pytest.fixture(autouse=True)
def _fresh_memory() -> Iterator[None]:
    """Forget the atlas around each test (the database is rolled back underneath it), and the last page's language."""
    shelf.clear()
    yield
    shelf.clear()
    deactivate()


@pytest.fixture
def areas(db: None) -> None:
    """Draw the district 青屿区 (tests/district.py)."""
    build_district()
