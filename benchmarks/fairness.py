"""How well farming is told from honest reporting: precision and recall of each sign among seeded, invented cheats.

Run from the root of the checkout:  .venv/bin/python -m benchmarks.fairness [--seeds 10] [--riders 300] [--cheats 20]

Each seed invents a city (`benfu/fairness/tests/cheats.py`): honest riders who meet the same potholes, report the same corner bin
now and then and photograph the same thing from another side, and among them cheats of each kind. No data of real people.
"""

from __future__ import annotations

import argparse
import time
from collections import defaultdict

from benfu.fairness.tests.cheats import Score, invent, judged


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--seeds", type=int, default=10)
    parser.add_argument("--riders", type=int, default=300)
    parser.add_argument("--cheats", type=int, default=20)
    options = parser.parse_args()
    scores: dict[str, list[Score]] = defaultdict(list)
    reports, spent = 0, 0.0
    for seed in range(options.seeds):
        city = invent(seed, riders=options.riders, cheats=options.cheats)
        start = time.perf_counter()
        for kind, score in judged(city).items():
            scores[kind].append(score)
        spent += time.perf_counter() - start
        reports += len(city.prints)
    print(
        f"seeds 0 to {options.seeds - 1}: {reports:,} reports of {options.riders} honest riders and the cheats; {spent:.1f} s"
    )
    print(f"{'sign':<18}{'planted':>9}{'noticed':>9}{'precision':>11}{'recall':>9}")
    for sign, found in scores.items():
        planted, noticed, hit, right = (
            sum(getattr(one, name) for one in found) for name in ("planted", "noticed", "found", "right")
        )
        both = Score(planted, noticed, hit, right)
        print(f"{sign:<18}{planted:>9}{noticed:>9}{both.precision:>11.3f}{both.recall:>9.3f}")


if __name__ == "__main__":
    main()
