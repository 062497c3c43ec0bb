"""Moments and time limits in words."""

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from django.template import Context, Template
from hypothesis import given
from hypothesis import strategies as st

from benfu.ui.times import ago, clock_words, deadline, span_words

NOW = datetime(2026, 5, 20, 6, 0, tzinfo=UTC)  # 14:00 in the district


@pytest.mark.parametrize(
    ("before", "words"),
    [
        (timedelta(seconds=20), "刚刚"),
        (timedelta(minutes=20), "20 分钟前"),
        (timedelta(hours=3), "3 小时前"),
        (timedelta(hours=20), "昨天 18:00"),
        (timedelta(days=3), "05-17 14:00"),
        (timedelta(days=300), "2025-07-24"),
    ],
)
def test_how_long_ago(before: timedelta, words: str) -> None:
    assert ago(NOW - before, NOW) == words


def test_yesterday_is_the_districts_yesterday() -> None:
    half_past_midnight = datetime(2026, 5, 19, 16, 30, tzinfo=UTC)
    assert ago(half_past_midnight - timedelta(hours=1), half_past_midnight) == "昨天 23:30"


def test_a_moment_as_short_as_it_can_be() -> None:
    assert clock_words(NOW - timedelta(hours=1), NOW) == "13:00"


@pytest.mark.parametrize(
    ("left", "words", "tone"),
    [
        (timedelta(hours=1, minutes=20), "剩 1 小时 20 分", "warn"),
        (timedelta(hours=3), "剩 3 小时", "ok"),
        (timedelta(days=1, hours=2), "剩 1 天 2 小时", "ok"),
        (-timedelta(hours=2), "超时 2 小时", "bad"),
    ],
)
def test_a_running_limit(left: timedelta, words: str, tone: str) -> None:
    due = NOW + left
    limit = deadline(due, NOW, start=due - timedelta(hours=6) if left.days <= 0 else NOW)
    assert (limit.words, limit.tone) == (words, tone)


def test_an_ended_limit_says_how_long_it_took_and_whether_in_time() -> None:
    start = NOW - timedelta(hours=3)
    assert deadline(NOW + timedelta(hours=1), NOW, start, NOW).words == "用时 3 小时"
    assert deadline(NOW - timedelta(hours=1), NOW, start, NOW).tone == "bad"


def test_no_limit_is_a_dash() -> None:
    assert deadline(None, NOW).words == "—"


@given(
    st.timedeltas(min_value=timedelta(0), max_value=timedelta(days=4000)),
    st.timedeltas(timedelta(0), timedelta(days=9)),
)
def test_the_share_used_never_leaves_the_bar(length: timedelta, gone: timedelta) -> None:
    limit = deadline(NOW - gone + length, NOW, NOW - gone)
    assert 0 <= limit.used <= 100
    assert span_words(length)


@time_machine.travel(NOW, tick=False)
def test_pages_carry_the_exact_time_for_programs() -> None:
    html = Template("{% load ui %}{{ at|ago }}").render(Context({"at": NOW - timedelta(minutes=20)}))
    assert html == '<time datetime="2026-05-20T05:40:00+00:00" title="2026-05-20 13:40">20 分钟前</time>'
