"""The life of a case: its states, who may move it from which to which, and what each move needs.

Pure: no database, no web. The words here are Chinese message ids; whoever shows them translates them.
"""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """Where a case stands. Being late or being reported twice is not a state."""

    REPORTED = "reported"
    FILED = "filed"
    DISPATCHED = "dispatched"
    HANDLING = "handling"
    HANDLED = "handled"
    RETURNED = "returned"
    CLOSED = "closed"
    DECLINED = "declined"


class Move(StrEnum):
    """What somebody can do to a case that changes its state."""

    FILE = "file"
    DECLINE = "decline"
    DISPATCH = "dispatch"
    ACCEPT = "accept"
    HAND_BACK = "hand_back"
    FINISH = "finish"
    SEND_BACK = "send_back"
    VERIFY = "verify"


class Side(StrEnum):
    """Who stands where: the community decides and checks, the handler mends (the standard's two axes)."""

    COMMUNITY = "community"
    HANDLER = "handler"


class Need(StrEnum):
    """What must come with a move."""

    REASON = "reason"
    """A reason from the list of that move, and a sentence."""
    ASSIGNEE = "assignee"
    """A department or a grid member."""
    AFTER_PHOTO = "after_photo"
    """A photo taken in since the work began, showing that it is done."""


class Bar(StrEnum):
    """What keeps a person from a move that their duty would allow."""

    OWN_REPORT = "own_report"
    """They reported it themselves."""
    OWN_WORK = "own_work"
    """They did the work themselves."""


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the table of moves."""

    origin: frozenset[State]
    to: State
    side: Side
    needs: frozenset[Need] = frozenset()
    bars: frozenset[Bar] = frozenset()


class WrongState(ValueError):
    """The move is not possible from this state."""

    def __init__(self, state: State, move: Move) -> None:
        self.state, self.move = state, move
        super().__init__(f"{move} is not possible from {state}")


def _rule(origin: str, to: str, side: Side, needs: str = "", bars: str = "") -> Rule:
    return Rule(
        frozenset(State(word) for word in origin.split()),
        State(to),
        side,
        frozenset(Need(word) for word in needs.split()),
        frozenset(Bar(word) for word in bars.split()),
    )


# fmt: off
MOVES: dict[Move, Rule] = {
    #                      from                        to            who              needs          barred
    Move.FILE:      _rule("reported",                  "filed",      Side.COMMUNITY, "",             "own_report"),
    Move.DISPATCH:  _rule("filed returned dispatched", "dispatched", Side.COMMUNITY, "assignee"),
    Move.DECLINE:   _rule("reported filed returned",   "declined",   Side.COMMUNITY, "reason",       "own_report"),
    Move.ACCEPT:    _rule("dispatched",                "handling",   Side.HANDLER),
    Move.FINISH:    _rule("handling",                  "handled",    Side.HANDLER,   "after_photo"),
    Move.HAND_BACK: _rule("dispatched handling",       "returned",   Side.HANDLER,   "reason"),
    Move.VERIFY:    _rule("handled",                   "closed",     Side.COMMUNITY, "",             "own_work own_report"),
    Move.SEND_BACK: _rule("handled",                   "handling",   Side.COMMUNITY, "reason",       "own_work"),
}
# fmt: on

START = State.REPORTED
ENDED = frozenset({State.CLOSED, State.DECLINED})
OPEN = frozenset(State) - ENDED
WITH_HANDLER = frozenset({State.DISPATCHED, State.HANDLING, State.HANDLED})
"""States in which a case names the side that mends it."""


class Stage(StrEnum):
    """What a deadline is set for; the category says how long each may take."""

    ACCEPT = "accept"
    HANDLE = "handle"
    VERIFY = "verify"


STAGE_OF: dict[State, Stage] = {
    State.REPORTED: Stage.ACCEPT,
    State.FILED: Stage.ACCEPT,
    State.RETURNED: Stage.ACCEPT,
    State.DISPATCHED: Stage.HANDLE,
    State.HANDLING: Stage.HANDLE,
    State.HANDLED: Stage.VERIFY,
}
"""The clock that runs in an open state: confirming and dispatching, mending, checking."""


def after(state: State, move: Move) -> State:
    """Return the state that `move` leads to. Raises WrongState when it is not possible from `state`."""
    rule = MOVES[move]
    if state not in rule.origin:
        raise WrongState(state, move)
    return rule.to


def moves_from(state: State) -> tuple[Move, ...]:
    """Return the moves that are possible from `state`, in the order of the table: the usual one first."""
    return tuple(move for move, rule in MOVES.items() if state in rule.origin)


@dataclass(frozen=True, slots=True)
class Words:
    """What a state is called: for staff (seven words) and for the person who reported it (five and one)."""

    staff: str
    reporter: str
    tone: str
    """How it looks: act, warn, bad, ok or off."""


WORDS: dict[State, Words] = {
    State.REPORTED: Words("待受理", "已收到", "act"),
    State.FILED: Words("待派单", "已受理", "warn"),
    State.DISPATCHED: Words("处置中", "已派单", "act"),
    State.HANDLING: Words("处置中", "处置中", "act"),
    State.HANDLED: Words("待核查", "处置中", "warn"),
    State.RETURNED: Words("已退回", "已受理", "bad"),
    State.CLOSED: Words("已办结", "已办结", "ok"),
    State.DECLINED: Words("不予受理", "未受理", "off"),
}

REPORTER_STEPS = ("已收到", "已受理", "已派单", "处置中", "已办结")
"""The five steps a reporter sees, in order."""

STAFF_STEPS: tuple[tuple[str, frozenset[State]], ...] = (
    ("上报", frozenset()),
    ("受理", frozenset({State.REPORTED})),
    ("派单", frozenset({State.FILED, State.RETURNED})),
    ("处置", frozenset({State.DISPATCHED, State.HANDLING})),
    ("核查", frozenset({State.HANDLED})),
    ("办结", frozenset({State.CLOSED, State.DECLINED})),
)
"""The six steps on the staff's page, each with the states in which it is the one to do."""


def reporter_step(state: State) -> int:
    """Return how many of the five steps are reached, 1 to 5; 0 for a declined case."""
    word = WORDS[state].reporter
    return REPORTER_STEPS.index(word) + 1 if word in REPORTER_STEPS else 0


def staff_step(state: State) -> int:
    """Return the number (from 0) of the step of the six that is to be done, or was the last."""
    return next(number for number, (_, states) in enumerate(STAFF_STEPS) if state in states)
