"""The invented district with its people, the catalogue and the calendar; shared by the tests of this room."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from benfu.cases import categories
from benfu.cases.loaders import load as load_catalogue
from benfu.territory.loaders import load as load_calendar
from benfu.territory.shelf import shelf
from tests.cast import Cast


@pytest.fixture
def town(cast: Cast, settings: Any, tmp_path: Path) -> Iterator[Cast]:
    """Return the fixed cast in a district with calendar and catalogue; pictures go to a folder of the test's own."""
    settings.MEDIA_ROOT = tmp_path / "files"
    load_calendar(lambda words: None)
    load_catalogue(lambda words: None)
    shelf.look_again()
    yield cast
    categories.forget()
