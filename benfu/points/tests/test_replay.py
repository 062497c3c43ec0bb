"""Replaying many deeds at once gives, deed by deed, what the rules give one after another, and what was really awarded."""

from collections import Counter, defaultdict
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from unittest.mock import patch

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import benfu.points.replay
from benfu.points.replay import CAPS, REASONS, Deeds, replay
from benfu.points.rules import ALL, Deed, Outcome, Reason, Rule, Tariff, caps_on, evaluate
from benfu.points.tariffs import in_force

ACTIONS = ("first_report", "later_report", "dancing")
FIRST_DAY = date(2026, 10, 1)
few = st.integers(0, 25)


def rule(action: str) -> st.SearchStrategy[Rule]:
    """Draw a row of a tariff with caps so low that they are met."""
    return st.builds(
        Rule,
        code=st.just(action),
        action=st.just(action),
        **{name: st.just("x") for name in ("name", "name_en", "evidence", "evidence_en")},
        points=st.integers(1, 12),
        per_severity=few,
        activity_day=few,
        per_day=few,
        per_month=few,
        per_object=few,
        decay_percent=st.integers(0, 100),
        unit=st.sampled_from(["deed", "hour"]),
    )


@st.composite
def tariff(draw: st.DrawFn, version: str = "a") -> Tariff:
    """Draw a tariff with one or two rules, in force from some day of the two months."""
    actions = draw(st.sampled_from([ACTIONS[:1], ACTIONS[:2], ACTIONS[1:2]]))
    begins = FIRST_DAY + timedelta(draw(st.integers(-5, 45)))
    rules = tuple(draw(rule(action)) for action in actions)
    return Tariff(version, begins, begins, (5, 15, 25), draw(few), draw(few), 12, "quarter", rules)


deeds = st.lists(
    st.builds(
        Deed,
        action=st.sampled_from(ACTIONS),
        subject=st.just(""),
        person=st.integers(1, 3),
        day=st.integers(0, 60).map(lambda number: FIRST_DAY + timedelta(number)),
        verifier=st.sampled_from([None, 1, 9]),
        category=st.sampled_from(["manhole", "litter"]),
        severity=st.integers(1, 3),
        area=st.sampled_from(["990101001001001", "990101001001002"]),
        amount=st.integers(1, 4),
        place=st.integers(1, 4),
        bar=st.sampled_from(["", "", "", Reason.BACK_FILLED.value]),
    ),
    max_size=60,
)


def columns(told: Sequence[Deed]) -> Deeds:
    """Return deeds as arrays."""
    things = sorted({one.thing for one in told})

    def array(values: list[int]) -> "np.ndarray[tuple[int], np.dtype[np.int64]]":
        return np.array(values, dtype=np.int64)

    return Deeds(
        ACTIONS,
        person=array([one.person for one in told]),
        day=array([one.day.toordinal() for one in told]),
        action=array([ACTIONS.index(one.action) for one in told]),
        severity=array([one.severity for one in told]),
        amount=array([one.amount for one in told]),
        place=array([one.place for one in told]),
        thing=array([things.index(one.thing) for one in told]),
        bar=array([REASONS.index(Reason(one.barred)) if one.barred else -1 for one in told]),
    )


def one_by_one(published: Sequence[Tariff], told: Sequence[Deed]) -> list[Outcome]:
    """Return what the rules say of deeds told one after another."""
    used: dict[int, Counter[tuple[str, str]]] = defaultdict(Counter)
    outcomes = []
    for deed in told:
        then = in_force(published, deed.day)
        outcome = evaluate(then, deed, used[deed.person])
        row = then.rule_for(deed.action) if then else None
        for cap in caps_on(then, row, deed) if then and row else ():
            used[deed.person][cap.scope, cap.period] += outcome.granted
        outcomes.append(outcome)
    return outcomes


def kind_of(given: dict[str, str]) -> str:
    """Return which of the five caps a step tells of."""
    period = "day" if len(given["period"]) == 10 else "month"
    scope = "all" if given["scope"] == ALL else "thing" if "@" in given["scope"] else "rule"
    return f"{scope}_{period}"


@pytest.mark.slow
@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    few_at_once=st.sampled_from([1, 2, 64]),
    told=deeds,
    published=st.lists(tariff(), max_size=3, unique_by=lambda one: one.valid_from),
)
def test_all_at_once_is_one_after_another(few_at_once: int, told: list[Deed], published: list[Tariff]) -> None:
    with patch.object(benfu.points.replay, "FEW", few_at_once):
        found = replay(published, columns(told))
    expected = one_by_one(published, told)
    assert found.granted.tolist() == [one.granted for one in expected]
    assert found.requested.tolist() == [one.requested for one in expected]
    assert [REASONS[number] for number in found.reason] == [one.reason for one in expected]
    cuts = Counter({name: int(array.sum()) for name, array in found.cut.items()})
    steps = [step for one in expected for step in one.steps if step.what == "cap"]
    assert +cuts == sum((Counter({kind_of(dict(step.given)): -step.points}) for step in steps), Counter())


def test_a_person_with_very_many_deeds_is_worked_out_in_order() -> None:
    row = Rule("R", "first_report", "x", "x", "x", "x", points=3, per_day=10, per_month=100)
    terms = Tariff("t", FIRST_DAY, FIRST_DAY, (), 0, 0, 12, "quarter", (row,))
    told = [Deed("first_report", "", 1, FIRST_DAY + timedelta(number // 40)) for number in range(1200)]
    found = replay([terms], columns(told))
    assert int(found.granted.sum()) == 100
    assert found.granted[:5].tolist() == [3, 3, 3, 1, 0]


@pytest.mark.parametrize("published", [[], [Tariff("t", FIRST_DAY, FIRST_DAY, (), 0, 0, 12, "quarter", ())]])
def test_nothing_to_replay_or_nothing_to_replay_it_under(published: list[Tariff]) -> None:
    assert replay(published, columns([])).granted.tolist() == []
    deed = Deed("first_report", "", 1, FIRST_DAY)
    told = [deed, replace(deed, verifier=1), replace(deed, day=FIRST_DAY - timedelta(1))]
    assert replay(published, columns(told)).granted.tolist() == [0, 0, 0]


def test_the_caps_stand_in_the_order_of_the_rules() -> None:
    row = Rule("R", "first_report", "x", "x", "x", "x", points=3, per_object=5)
    terms = Tariff("t", FIRST_DAY, FIRST_DAY, (), 0, 0, 12, "quarter", (row,))
    found = caps_on(terms, row, Deed("first_report", "", 1, FIRST_DAY))
    assert tuple(kind_of({"scope": one.scope, "period": one.period}) for one in found) == CAPS
