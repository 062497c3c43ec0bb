"""The life of an honour: its states, who may move it from which to which. Pure."""

from dataclasses import dataclass
from enum import StrEnum


class State(StrEnum):
    """Where an honour stands; only PUBLISHED ones are told to others."""

    PROPOSED = "proposed"
    AWARDED = "awarded"
    DECLINED = "declined"
    PUBLISHED = "published"
    KEPT = "kept"
    WITHDRAWN = "withdrawn"


class Move(StrEnum):
    """What somebody can do to an honour."""

    AWARD = "award"
    DECLINE = "decline"
    PUBLISH = "publish"
    KEEP = "keep"
    WITHDRAW = "withdraw"


class Side(StrEnum):
    """Who: somebody who reviews, or the person themselves."""

    REVIEWER = "reviewer"
    PERSON = "person"


@dataclass(frozen=True, slots=True)
class Rule:
    """One row of the table of moves."""

    origin: frozenset[State]
    to: State
    sides: frozenset[Side]


MOVES: dict[Move, Rule] = {
    Move.AWARD: Rule(frozenset({State.PROPOSED}), State.AWARDED, frozenset({Side.REVIEWER})),
    Move.DECLINE: Rule(frozenset({State.PROPOSED}), State.DECLINED, frozenset({Side.REVIEWER})),
    Move.PUBLISH: Rule(frozenset({State.AWARDED, State.KEPT}), State.PUBLISHED, frozenset({Side.PERSON})),
    Move.KEEP: Rule(frozenset({State.AWARDED, State.PUBLISHED}), State.KEPT, frozenset({Side.PERSON})),
    Move.WITHDRAW: Rule(
        frozenset({State.AWARDED, State.PUBLISHED, State.KEPT}),
        State.WITHDRAWN,
        frozenset({Side.REVIEWER, Side.PERSON}),
    ),
}


class Kind(StrEnum):
    """What is honoured."""

    ACTIVE_STAR = "active_star"
    BRAVERY_RECORD = "bravery_record"


def after(state: State, move: Move, side: Side) -> State | None:
    """Return the state a move leads to, None when this side cannot make it from here."""
    rule = MOVES[move]
    return rule.to if state in rule.origin and side in rule.sides else None
