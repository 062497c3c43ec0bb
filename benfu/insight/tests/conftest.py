"""The town of the cases' tests, with a tariff, for this room's tests."""

import pytest

from benfu.cases.tests.conftest import town as cases_town
from benfu.points.loaders import load as load_tariff
from tests.cast import Cast

__all__ = ["cases_town"]


@pytest.fixture
def town(cases_town: Cast) -> Cast:
    """Return the cast in a district where everything of the loop is loaded."""
    load_tariff(lambda words: None)
    return cases_town
