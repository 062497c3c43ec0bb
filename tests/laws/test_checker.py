"""The checker itself: what it calls a failure, and what it says it left out."""

import json

import pytest

from tests.run import audited, options, plain

HOLE = {"name": "left", "version": "1", "vulns": [{"id": "PYSEC-1"}]}
FINE = {"name": "right", "version": "1", "vulns": []}
UNASKED = {"name": "far", "skip_reason": "could not be asked"}


def answer(*packages: object) -> str:
    return f"WARNING: something\n{json.dumps({'dependencies': packages, 'fixes': []})}\nFound nothing"


def test_a_tool_that_fails_is_shown() -> None:
    assert plain(0, "words") == (True, "ok", "")
    assert plain(1, "words") == (False, "FAILED", "words")


def test_a_known_hole_fails() -> None:
    assert audited(1, answer(FINE, HOLE, UNASKED)) == (False, "FAILED", "left 1: PYSEC-1")


def test_packages_that_could_not_be_asked_about_are_told() -> None:
    assert audited(0, answer(FINE, UNASKED)) == (True, "ok, but 1 packages could not be asked about", "")
    assert audited(0, answer(FINE)) == (True, "ok", "")


@pytest.mark.parametrize(
    "output", [answer(UNASKED), "ConnectionError: no route", "timed out", '{"dependencies": broken}']
)
def test_no_answer_at_all_is_left_out_in_words(output: str) -> None:
    passed, verdict, _ = audited(1, output)
    assert passed
    assert verdict.startswith("LEFT OUT")


def test_what_stands_behind_two_dashes_is_pytests() -> None:
    chosen, theirs = options(["ledger", "--fast", "--", "-k", "sum", "-x"])
    assert (chosen.room, chosen.fast, theirs) == ("ledger", True, ["-k", "sum", "-x"])


def test_a_room_that_does_not_exist_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        options(["dragons"])
    assert "there is no room dragons" in capsys.readouterr().err
