"""The town of the cases' tests, with a tariff, and empty inboxes."""

import pytest

from benfu.cases.tests.conftest import town as cases_town
from benfu.notices.models import Notice
from benfu.platform.journal.drain import drain_all
from benfu.points.loaders import load as load_tariff
from tests.cast import Cast

__all__ = ["cases_town"]


@pytest.fixture
def town(cases_town: Cast) -> Cast:
    """Return the cast in a district where everything of the loop is loaded, and what came before has been read."""
    load_tariff(lambda words: None)
    drain_all()
    Notice.objects.all().delete()
    return cases_town
