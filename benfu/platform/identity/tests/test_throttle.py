"""How often something may be done."""

import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta

import pytest
import time_machine
from django.db import connection
from django.utils import translation
from hypothesis import given
from hypothesis import strategies as st
from pytest_django import DjangoAssertNumQueries

from benfu.platform.identity.models import Throttle
from benfu.platform.identity.throttle import in_words, throttle
from benfu.platform.identity.tidying import tidy
from benfu.platform.lib.errors import TooMany

MORNING = "2026-11-24T08:00:00Z"
AT_ONCE = 12


@pytest.mark.django_db
def test_the_limit_holds_until_the_window_ends() -> None:
    with time_machine.travel(MORNING, tick=False) as now:
        for _use in range(3):
            throttle("door:1", 3, 60)
        now.shift(timedelta(seconds=20))
        with pytest.raises(TooMany) as refused:
            throttle("door:1", 3, 60)
        assert refused.value.retry_after == 40
        assert str(refused.value.message) == "太频繁了，请 40 秒后再试。"
        throttle("door:2", 3, 60)
        now.shift(timedelta(seconds=40))
        for _use in range(3):
            throttle("door:1", 3, 60)
        with pytest.raises(TooMany):
            throttle("door:1", 3, 60)


@pytest.mark.django_db
def test_counting_costs_one_statement(django_assert_num_queries: DjangoAssertNumQueries) -> None:
    with django_assert_num_queries(1):
        throttle("door:1", 3, 60)


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_uses_at_once_are_counted_one_by_one() -> None:
    start = threading.Barrier(AT_ONCE, timeout=20)

    def use(_number: int) -> bool:
        try:
            start.wait()
            throttle("door:1", 5, 600)
        except TooMany:
            return False
        finally:
            connection.close()
        return True

    with ThreadPoolExecutor(AT_ONCE) as pool:
        assert sum(pool.map(use, range(AT_ONCE))) == 5


@pytest.mark.django_db
def test_counters_are_unlogged_and_tidied_away() -> None:
    with connection.cursor() as cursor:
        cursor.execute("SELECT relpersistence FROM pg_class WHERE relname = 'identity_throttle'")
        assert cursor.fetchone()[0] in {"u", b"u"}
    with time_machine.travel(MORNING, tick=False) as now:
        throttle("door:1", 3, 60)
        throttle("door:2", 3, 600)
        now.shift(timedelta(seconds=61))
        assert tidy()["limits"] == 1
    assert Throttle.objects.get().key == "door:2"


@given(st.integers(min_value=1, max_value=100_000))
def test_waiting_times_are_said_in_words_and_never_too_short(seconds: int) -> None:
    number, unit = in_words(seconds).split(" ")
    assert int(number) * {"秒": 1, "分钟": 60, "小时": 3600}[unit] >= seconds


def test_waiting_times_in_english() -> None:
    with translation.override("en"):
        assert [in_words(seconds) for seconds in (1, 59, 60, 61, 7200)] == [
            "1 second",
            "59 seconds",
            "1 minute",
            "2 minutes",
            "2 hours",
        ]
