"""Fills a database with decided deeds and back-tests a draft over them. Run by benchmarks.backtest, not by hand."""

import json
import resource
import sys
import time
from collections import Counter, defaultdict
from dataclasses import replace
from datetime import date

import django
import numpy as np

django.setup()

from django.core.management import call_command  # noqa: E402 - Django first
from django.db import connection  # noqa: E402

from benfu.people.models import Person  # noqa: E402
from benfu.platform.identity.models import Account  # noqa: E402
from benfu.platform.lib import clock  # noqa: E402
from benfu.points.backtest import Past, compare, past  # noqa: E402
from benfu.points.replay import replay  # noqa: E402
from benfu.points.rules import Deed, Tariff, caps_on, evaluate  # noqa: E402
from benfu.points.tariff_file import read_tariff  # noqa: E402
from benfu.points.tariffs import DEFAULT, publish, tariffs  # noqa: E402

SINCE, UNTIL = date(2026, 7, 1), date(2026, 9, 30)
DEEDS = """
    COPY points_decision (key, person_id, action, rule, tariff_id, subject, "case", category, area, day, severity, amount, place,
        verifier, requested, granted, reason, steps, decided_at) FROM STDIN
"""
CATEGORIES = ("manhole", "litter", "parking", "road_damage", "fire_lane")


def fill(deeds: int, riders: int, seed: int) -> int:
    """Store decided deeds of a quarter; return how many the busiest rider has."""
    chance = np.random.default_rng(seed)
    with connection.cursor() as cursor:
        cursor.execute("SELECT id FROM people_person ORDER BY id")
        people = np.array([row[0] for row in cursor.fetchall()])
        weights = 1 / np.arange(1, riders + 1) ** 0.8
        person = people[chance.choice(riders, deeds, p=weights / weights.sum())]
        days = np.sort(chance.integers(0, (UNTIL - SINCE).days + 1, deeds))
        first = chance.random(deeds) < 0.7
        category, cell = chance.integers(0, len(CATEGORIES), deeds), chance.integers(1, 400, deeds)
        severity, place = chance.integers(1, 4, deeds), np.where(first, 1, chance.integers(1, 6, deeds))
        with cursor.copy(DEEDS) as copy:
            for at in range(deeds):
                action = "first_report" if first[at] else "later_report"
                day = date.fromordinal(SINCE.toordinal() + int(days[at]))
                area = f"99010100{1 + cell[at] % 9}{1 + cell[at] % 7:03d}{1 + cell[at] % 6:03d}"
                copy.write(
                    f"00000000-0000-4000-8000-{at:012d}\t{person[at]}\t{action}\tR1\t2026-1\treport:{at}\t{at}\t"
                    f"{CATEGORIES[category[at]]}\t{area}\t{day}\t{severity[at]}\t1\t{place[at]}\t\\N\t10\t0\tcap\t[]\t{day}\n"
                )
        cursor.execute("ANALYZE points_decision")
    return int(np.bincount(person).max())


def one_by_one(found: Past, draft: Tariff, people: set[int]) -> tuple[int, int]:
    """Return how many deeds of these people there are, and for how many the rules, asked in turn, say otherwise."""
    granted = replay([draft], found.deeds).granted
    used: dict[int, Counter[tuple[str, str]]] = defaultdict(Counter)
    seen = wrong = 0
    for at in np.flatnonzero(np.isin(found.deeds.person, list(people))):
        told = found.deeds
        deed = Deed(
            told.actions[told.action[at]],
            "",
            int(told.person[at]),
            date.fromordinal(int(told.day[at])),
            severity=int(told.severity[at]),
            category=str(told.thing[at]),
            amount=int(told.amount[at]),
            place=int(told.place[at]),
        )
        outcome, rule = evaluate(draft, deed, used[deed.person]), draft.rule_for(deed.action)
        for cap in caps_on(draft, rule, deed) if rule else ():
            used[deed.person][cap.scope, cap.period] += outcome.granted
        seen, wrong = seen + 1, wrong + (outcome.granted != granted[at])
    return seen, wrong


def main(deeds: int, riders: int, runs: int, seed: int) -> None:
    """Fill, measure, check, and print one line of JSON."""
    call_command("migrate", verbosity=0)
    text = DEFAULT.read_text("utf-8")
    publish(text)
    # Tables of persons are other rooms': their own models make the rows.
    accounts = Account.objects.bulk_create([Account(password="") for _ in range(riders)], batch_size=1000)
    Person.objects.bulk_create(
        [Person(account=one, name="骑手", created_at=clock.now()) for one in accounts], batch_size=1000
    )
    busiest = fill(deeds, riders, seed)
    changed = text.replace("points = 10\n", "points = 8\n").replace(
        "points = 1\nper_day = 5", "points = 6\ndecay_percent = 50\nper_day = 12"
    )
    draft = replace(read_tariff(changed), version="draft", valid_from=SINCE, published_on=SINCE)
    read, whole = [], []
    for _ in range(runs):
        start = time.perf_counter()
        found = past(SINCE, UNTIL)
        read.append(time.perf_counter() - start)
        tested = compare(found, tariffs(), draft)
        whole.append(time.perf_counter() - start)
    people = {int(one) for one in np.unique(found.deeds.person)[:: max(1, riders // 100)]}
    sample, differences = one_by_one(found, draft, people)
    print(
        json.dumps(
            {
                "deeds": len(found.deeds),
                "riders": riders,
                "busiest": busiest,
                "read": read,
                "replay": [one - other for one, other in zip(whole, read, strict=True)],
                "whole": whole,
                "megabytes": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
                "today": tested.today.cost,
                "draft": tested.draft.cost,
                "cut": sum(part.deeds for part in tested.draft.caps.values()),
                "sample": sample,
                "differences": int(differences),
            }
        )
    )


main(*(int(word) for word in sys.argv[1:]))
