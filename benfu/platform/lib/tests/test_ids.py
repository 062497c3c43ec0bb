"""Ids that sort by time, and short codes that cannot be guessed."""

import uuid
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from hypothesis import assume, given
from hypothesis import strategies as st

from benfu.platform.lib.ids import ALPHABET, decode, encode, seal, unseal, uuid7

KINDS = st.sampled_from("jposc")
NUMBERS = st.integers(min_value=0, max_value=2**63 - 1)
KEY = "the house's own key"


def test_uuid7_is_a_version_7_uuid_of_the_present_millisecond() -> None:
    moment = datetime(2026, 11, 24, 8, 30, 15, 123000, tzinfo=UTC)
    with time_machine.travel(moment, tick=False):
        made = uuid7()
    assert (made.version, made.variant) == (7, uuid.RFC_4122)
    assert made.int >> 80 == int(moment.timestamp() * 1000)


@given(st.lists(st.integers(min_value=1, max_value=10**9), min_size=2, max_size=20, unique=True))
def test_uuid7_of_different_milliseconds_sort_by_time(steps: list[int]) -> None:
    start = datetime(2026, 1, 1, tzinfo=UTC)
    made = []
    for step in sorted(steps):
        with time_machine.travel(start + timedelta(milliseconds=step), tick=False):
            made.append(uuid7())
    assert made == sorted(made)
    assert len(set(made)) == len(made)


def test_uuid7_of_one_millisecond_differ() -> None:
    with time_machine.travel("2026-11-24T08:30:15Z", tick=False):
        assert len({uuid7() for _n in range(1000)}) == 1000


@given(NUMBERS)
def test_a_number_survives_its_code(number: int) -> None:
    assert decode(encode(number)) == number
    assert set(encode(number)) <= set(ALPHABET)


def test_a_number_below_zero_has_no_code() -> None:
    with pytest.raises(ValueError, match="from 0 up"):
        encode(-1)


def test_the_alphabet_leaves_out_what_is_misread() -> None:
    assert not set(ALPHABET) & set("01ilo")
    assert len(set(ALPHABET)) == len(ALPHABET) == 31


@given(KINDS, NUMBERS)
def test_a_sealed_code_opens_again_in_any_case_and_with_spaces_around(kind: str, number: int) -> None:
    code = seal(kind, number, KEY)
    assert unseal(code, KEY) == unseal(f" {code.upper()}\n", KEY) == (kind, number)


@given(KINDS, NUMBERS, st.data())
def test_no_changed_character_passes(kind: str, number: int, data: st.DataObject) -> None:
    code = seal(kind, number, KEY)
    place = data.draw(st.integers(0, len(code) - 1))
    other = data.draw(st.sampled_from(ALPHABET))
    assume(other != code[place])
    assert unseal(code[:place] + other + code[place + 1 :], KEY) is None


@given(KINDS, NUMBERS)
def test_a_code_of_another_house_does_not_open(kind: str, number: int) -> None:
    assert unseal(seal(kind, number, "another key"), KEY) is None


@given(st.text(max_size=40))
def test_whatever_is_scanned_is_refused_without_failing(text: str) -> None:
    assert unseal(text, KEY) is None
