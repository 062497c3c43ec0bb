"""Unified social credit codes: the check character finds each single slip and most swaps."""

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from benfu.organisations.codes import ALPHABET, check_character, is_credit_code

TRUE = "91350100M000100Y43"
bodies = st.text(alphabet=ALPHABET, min_size=17, max_size=17)


def test_a_published_code() -> None:
    assert is_credit_code(TRUE)


@pytest.mark.parametrize(
    "text", ["", TRUE[:-1], TRUE + "1", TRUE.lower(), TRUE.replace("M", "I"), TRUE.replace("M", "Ｍ"), "9" * 18]
)
def test_what_is_no_code(text: str) -> None:
    assert not is_credit_code(text)


@given(bodies)
def test_every_body_has_one_check_character(body: str) -> None:
    assert [c for c in ALPHABET if is_credit_code(body + c)] == [check_character(body)]


@given(bodies, st.integers(0, 16), st.sampled_from(ALPHABET))
def test_a_single_slip_is_found(body: str, place: int, wrong: str) -> None:
    assume(body[place] != wrong)
    slipped = body[:place] + wrong + body[place + 1 :]
    assert not is_credit_code(slipped + check_character(body))


@given(bodies, st.integers(0, 15))
def test_two_neighbours_swapped_are_found(body: str, place: int) -> None:
    assume(body[place] != body[place + 1])
    swapped = body[:place] + body[place + 1] + body[place] + body[place + 2 :]
    assert not is_credit_code(swapped + check_character(body))
