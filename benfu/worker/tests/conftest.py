"""The invented district with every room's reference data; shared by the tests of this room."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from benfu.cases import categories
from benfu.cases.loaders import load as load_catalogue
from benfu.points.loaders import load as load_tariff
from benfu.territory.loaders import load as load_calendar
from benfu.territory.shelf import shelf
from tests.cast import Cast


@pytest.fixture
def town(cast: Cast, settings: Any, tmp_path: Path) -> Iterator[Cast]:
    """Return the fixed cast in a district with calendar, catalogue and tariff; pictures go to a folder of the test's own."""
    settings.MEDIA_ROOT = tmp_path / "files"
    for load in (load_calendar, load_catalogue, load_tariff):
        load(lambda words: None)
    shelf.look_again()
    yield cast
    categories.forget()
