"""Whatever was decided follows again from what was stored, and is told in the reader's language (T23 of the ledger's proofs)."""

import json
import random
from dataclasses import replace
from datetime import date, timedelta

import pytest
from django.utils import translation

from benfu.points import words
from benfu.points.rules import BARS, Deed, Reason, Rule, Tariff, caps_on, evaluate

SEED, EVENTS, VERSIONS = 23, 10_000, 5
ACTIONS = ("first_report", "later_report", "volunteer_hours", "appeal")


def versions(chance: random.Random) -> list[Tariff]:
    """Return tariffs with random prices, bonuses, caps and decay."""
    found = []
    for number in range(VERSIONS):
        rules = tuple(
            Rule(
                f"R{at}",
                action,
                *("x",) * 4,
                points=chance.randint(1, 12),
                per_severity=chance.randint(0, 4),
                activity_day=chance.randint(0, 4),
                per_day=chance.choice((0, chance.randint(5, 40))),
                per_month=chance.choice((0, chance.randint(20, 200))),
                per_object=chance.choice((0, 30)),
                decay_percent=chance.choice((0, 50, 80)),
                unit={"volunteer_hours": "hour", "appeal": "point"}.get(action, "deed"),
            )
            for at, action in enumerate(ACTIONS[: chance.randint(2, 4)], start=1)
        )
        begins = date(2026, 1, 1) + timedelta(days=73 * number)
        day, month = chance.choice((0, 30)), chance.choice((0, 150))
        found.append(Tariff(f"v{number}", begins, begins, (5, 15, 25), day, month, 12, "quarter", rules))
    return found


def deed(chance: random.Random, number: int) -> Deed:
    """Return something one of thirty people did."""
    return Deed(
        chance.choice(ACTIONS),
        f"report:{number}",
        chance.randint(1, 30),
        date(2026, 1, 1) + timedelta(days=chance.randint(0, 364)),
        verifier=chance.choice((None, 1, 99)),
        category=chance.choice(("manhole", "litter")),
        severity=chance.randint(1, 3),
        area=chance.choice(("990101001001001", "990101001001002")),
        amount=chance.randint(1, 8),
        place=chance.randint(1, 5),
        bar=Reason.BACK_FILLED if chance.random() < 0.02 else "",
    )


@pytest.mark.slow
def test_ten_thousand_decisions_follow_again_from_what_was_stored() -> None:
    chance = random.Random(SEED)
    published = versions(chance)
    cut = 0
    for tariff in published:
        used: dict[int, dict[tuple[str, str], int]] = {}
        for number in range(EVENTS // VERSIONS):
            told = deed(chance, number)
            mine = used.setdefault(told.person, {})
            outcome = evaluate(tariff, told, mine)
            rule = tariff.rule_for(told.action)
            for cap in caps_on(tariff, rule, told) if rule else ():
                mine[cap.scope, cap.period] = mine.get((cap.scope, cap.period), 0) + outcome.granted
            stored = json.loads(json.dumps(outcome.as_data()))
            cuts = [step["given"] for step in stored if step["what"] == "cap"]
            kept = replace(told, bar=outcome.reason if outcome.reason in BARS else "")
            again = evaluate(tariff, kept, {(one["scope"], one["period"]): one["used"] for one in cuts})
            assert (again.granted, again.requested, again.reason) == (
                outcome.granted,
                outcome.requested,
                outcome.reason,
            )
            assert json.loads(json.dumps(again.as_data())) == stored
            assert sum(step["points"] for step in stored) == outcome.granted
            cut += bool(cuts)
    assert cut > EVENTS // 20, "the caps were met often"


@pytest.mark.slow
@pytest.mark.parametrize(("language", "cap_says"), [("zh-hans", "在此之前已得"), ("en", "earned before")])
def test_each_step_is_told_in_the_reader_s_language(language: str, cap_says: str) -> None:
    chance = random.Random(SEED)
    published = versions(chance)
    with translation.override(language):
        for number in range(500):
            tariff = chance.choice(published)
            full = {}
            told = deed(chance, number)
            rule = tariff.rule_for(told.action)
            for cap in caps_on(tariff, rule, told) if rule else ():
                full[cap.scope, cap.period] = max(0, cap.limit - 1)
            stored = json.loads(json.dumps(evaluate(tariff, told, full).as_data()))
            for step, said in zip(stored, words.sums(stored), strict=True):
                assert said.points == step["points"]
                if step["what"] == "cap":
                    assert cap_says in said.words
                    assert all(str(step["given"][name]) in said.words for name in ("limit", "used", "period"))
                if language == "en":
                    assert said.words.isascii(), said.words
