"""Refusals carry words for people and numbers for programs."""

import pytest
from django.utils import translation
from django.utils.translation import gettext_lazy

from benfu.platform.lib.errors import Conflict, Invalid, NotFound, TooMany
from benfu.platform.lib.paging import read_cursor


def test_a_refusal_keeps_its_sentence_its_fields_and_its_data() -> None:
    problem = Invalid("看红字", {"phone": "请填写"}, limit=3)
    assert (problem.message, problem.fields, problem.data) == ("看红字", {"phone": "请填写"}, {"limit": 3})


def test_too_many_says_when_to_come_back() -> None:
    problem = TooMany("太频繁", retry_after=42)
    assert (problem.retry_after, problem.data["retry_after"], problem.status) == (42, 42, 429)


def test_statuses_are_those_of_http() -> None:
    assert [kind.status for kind in (Invalid, NotFound, Conflict)] == [422, 404, 409]


def test_a_lazy_sentence_is_said_in_the_language_of_the_reader() -> None:
    problem = NotFound(gettext_lazy("English"))
    with translation.override("en"):
        assert str(problem.message) == "English"


def test_the_words_of_the_ground_have_an_english_form() -> None:
    with translation.override("en"), pytest.raises(Invalid, match="first page"):
        read_cursor("x")
