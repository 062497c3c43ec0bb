"""What time it is: the present, unless somebody tells of the past."""

from datetime import UTC, date, datetime, timedelta

import pytest
from django.utils import timezone

from benfu.platform.lib import clock

LATE = datetime(2026, 3, 31, 16, 30, tzinfo=UTC)  # half past midnight of 1 April in Shanghai


def test_it_is_now_unless_told_otherwise() -> None:
    assert timezone.now() - clock.now() < timedelta(seconds=5)
    with clock.at(LATE):
        assert clock.now() == LATE
        assert clock.today() == date(2026, 4, 1)
    assert timezone.now() - clock.now() < timedelta(seconds=5)


def test_a_moment_inside_a_moment_ends_with_it_and_with_an_error() -> None:
    with clock.at(LATE):
        with pytest.raises(KeyError), clock.at(LATE + timedelta(days=1)):
            raise KeyError
        assert clock.now() == LATE
