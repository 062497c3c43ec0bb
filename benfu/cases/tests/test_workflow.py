"""The life of a case as a table: where moves lead, what always holds, what states are called."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benfu.cases.workflow import (
    ENDED,
    MOVES,
    OPEN,
    REPORTER_STEPS,
    STAFF_STEPS,
    STAGE_OF,
    START,
    WITH_HANDLER,
    WORDS,
    Bar,
    Move,
    Need,
    Side,
    State,
    WrongState,
    after,
    moves_from,
    reporter_step,
    staff_step,
)

SEVEN_STAFF_WORDS = {"待受理", "待派单", "处置中", "待核查", "已退回", "已办结", "不予受理"}


def wander(choices: list[int]) -> list[tuple[State, Move]]:
    """Return the way through the table that taking the nth open move each time gives."""
    state, way = START, []
    for choice in choices:
        moves = moves_from(state)
        if not moves:
            break
        move = moves[choice % len(moves)]
        way.append((state, move))
        state = after(state, move)
    return [*way, (state, Move.FILE)]


@given(st.lists(st.integers(0, 7), max_size=40))
def test_whatever_way_a_case_goes_the_rules_hold(choices: list[int]) -> None:
    way = wander(choices)
    states = [state for state, _ in way]
    moves = [move for _, move in way[:-1]]
    assert not any(state in ENDED for state in states[:-1])
    if states[-1] is State.CLOSED:
        assert moves[-1] is Move.VERIFY
        assert Move.FINISH in moves
        assert max(i for i, m in enumerate(moves) if m is Move.FINISH) > max(
            (i for i, m in enumerate(moves) if m in {Move.SEND_BACK, Move.HAND_BACK}), default=-1
        )
    assert all((state in STAGE_OF) == (state in OPEN) for state in states)
    for state, move in way[:-1]:
        if MOVES[move].side is Side.HANDLER:
            assert state in WITH_HANDLER


def test_every_state_can_be_reached_and_every_open_one_left() -> None:
    reached, waiting = {START}, [START]
    while waiting:
        for move in moves_from(waiting.pop()):
            if (state := MOVES[move].to) not in reached:
                reached.add(state)
                waiting.append(state)
    assert reached == set(State)
    assert all(moves_from(state) for state in OPEN)
    assert not any(moves_from(state) for state in ENDED)


def test_a_move_from_the_wrong_state_is_refused() -> None:
    with pytest.raises(WrongState) as refused:
        after(State.CLOSED, Move.FILE)
    assert (refused.value.state, refused.value.move) == (State.CLOSED, Move.FILE)


def test_who_handles_does_not_check_and_nobody_decides_on_their_own_report() -> None:
    assert {Bar.OWN_WORK, Bar.OWN_REPORT} == MOVES[Move.VERIFY].bars
    assert Bar.OWN_REPORT in MOVES[Move.FILE].bars
    assert {move for move, rule in MOVES.items() if Need.REASON in rule.needs} == {
        Move.DECLINE,
        Move.HAND_BACK,
        Move.SEND_BACK,
    }
    assert Need.AFTER_PHOTO in MOVES[Move.FINISH].needs


def test_staff_have_seven_words_and_reporters_five_and_one() -> None:
    assert {words.staff for words in WORDS.values()} == SEVEN_STAFF_WORDS
    assert {words.reporter for words in WORDS.values()} == {*REPORTER_STEPS, "未受理"}


def test_steps_count_what_is_reached() -> None:
    assert [reporter_step(state) for state in State] == [1, 2, 3, 4, 4, 2, 5, 0]
    assert [STAFF_STEPS[staff_step(state)][0] for state in State] == [
        *("受理", "派单", "处置", "处置", "核查", "派单", "办结", "办结")
    ]
