"""Codes hold for what they were made for, at the time they were made for, and for nothing else."""

import base64

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benfu.credentials import codes

SECRET = b"k" * 32
NOW = 29_700_000
numbers = st.integers(min_value=0, max_value=2**53)


def test_the_sums_are_those_written_down() -> None:
    """The moving code of a fixed key, seed and minute: `moving.js` and programs of others rely on it."""
    code = codes.moving(SECRET, credential=17, key=3, first=NOW, minute=NOW + 5)
    assert code == "m.h.3.hoko0.hoko5.itv3C6UShGk_9LMk"


@given(credential=numbers, key=numbers)
def test_a_printed_code_is_read_back_and_holds(credential: int, key: int) -> None:
    text = codes.printed(SECRET, credential=credential, key=key)
    code = codes.read(text)
    assert code is not None
    assert (code.credential, code.key, code.minute) == (credential, key, None)
    assert codes.holds(SECRET, code, NOW)
    assert not codes.holds(b"z" * 32, code, NOW)


@given(credential=numbers, shown_at=st.integers(0, 24 * 60 - 1), scanned_after=st.integers(-5, 5))
def test_a_moving_code_holds_in_its_minute_and_beside_it(credential: int, shown_at: int, scanned_after: int) -> None:
    minute = NOW + shown_at
    code = codes.read(codes.moving(SECRET, credential=credential, key=1, first=NOW, minute=minute))
    assert code is not None
    assert codes.holds(SECRET, code, minute + scanned_after) == (abs(scanned_after) <= codes.DRIFT_MINUTES)


@pytest.mark.parametrize("minute", [NOW - 1, NOW + 24 * 60])
def test_a_seed_is_good_for_one_day(minute: int) -> None:
    code = codes.read(codes.moving(SECRET, credential=1, key=1, first=NOW, minute=minute))
    assert code is not None
    assert not codes.holds(SECRET, code, minute)


@given(credential=numbers, other=numbers)
def test_no_part_of_a_code_can_be_exchanged(credential: int, other: int) -> None:
    mine = codes.printed(SECRET, credential=credential, key=1)
    theirs = codes.read(f"p.{codes.base36(other)}.1.{mine.rpartition('.')[2]}")
    assert theirs is not None
    assert codes.holds(SECRET, theirs, NOW) == (credential == other)


@given(st.text(max_size=120))
def test_any_text_is_read_or_refused(text: str) -> None:
    code = codes.read(text)
    assert code is None or not codes.holds(SECRET, code, NOW)


@pytest.mark.parametrize(
    "text", ["", "p", "p...", "p.1.1", "m.1.1.x", "p.１.1.x", "p.1.1." + "x" * 100, "q.1.1.x", "p.-1.1.x"]
)
def test_what_is_no_code_is_refused(text: str) -> None:
    assert codes.read(text) is None


def test_numbers_below_zero_have_no_digits() -> None:
    with pytest.raises(ValueError, match="from 0 up"):
        codes.base36(-1)


def test_a_mac_has_96_bits() -> None:
    mac = codes.printed(SECRET, credential=1, key=1).rpartition(".")[2]
    assert len(base64.urlsafe_b64decode(mac)) == 12
