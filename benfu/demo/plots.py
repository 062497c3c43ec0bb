"""What will happen, decided beforehand: which case arises when and where, who reports it, and how it fares."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any

from django.utils import timezone

from .agenda import Agenda
from .chance import Chance
from .crew import Worker
from .places import Map, Spot
from .reading import data


class Fate(StrEnum):
    """How a case fares."""

    MENDED = "mended"
    SENT_BACK = "sent_back"
    HANDED_BACK = "handed_back"
    DECLINED = "declined"


FATES = {Fate.MENDED: 80, Fate.SENT_BACK: 7, Fate.HANDED_BACK: 6, Fate.DECLINED: 7}
HOURS = {7: 3, 8: 5, 9: 7, 10: 9, 11: 8, 12: 6, 13: 6, 14: 8, 15: 9, 16: 8, 17: 7, 18: 6, 19: 6, 20: 5, 21: 3, 22: 2}
"""How busy each hour of the day is."""
WEEKEND = 0.75
GROWTH = 2.0
"""By how much the last day is busier than the first."""
FRESH = 0.12
FRESH_MIN = 900
"""So many more, as a share of all, come in the last waking day, so that something is under way everywhere."""
STALLS = 0.13
"""Share of the last days' cases that somebody leaves lying."""
STALL_DAYS = 5
LATE = 0.08
DANGER = 0.04
AWAKE_FROM_MIN = 120
MORNING, EVENING = timedelta(hours=7), timedelta(hours=21)
"""Hours between which people are about."""
SEVERAL = 0.16
"""Share of cases that several people report."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How much of the time allowed each side takes: 1 is the whole of it."""

    answer: float
    accept: float
    handle: float
    verify: float


@dataclass(frozen=True, slots=True)
class Plot:
    """One case to come. `steps` are minutes before the end at which written-out cases move; the others go by their pace."""

    at: datetime
    category: str
    spot: Spot
    by: Worker
    others: tuple[Worker, ...]
    photo: int
    fate: Fate
    pace: Pace
    words: str = ""
    danger: bool = False
    member: bool = False
    stalls_after: str = ""
    steps: tuple[tuple[str, datetime], ...] = ()


def invent_plots(map_: Map, chance: Chance, agenda: Agenda, workers: Sequence[Worker], count: int) -> list[Plot]:
    """Return about `count` cases, spread over the time of the story as reports come in: more by day, more lately."""
    found = []
    for moment in _moments(agenda, chance, count):
        free = {worker.name: worker for worker in workers if worker.joins_at + timedelta(days=1) < moment}
        if free:
            found.append(_plot(map_, chance, agenda, moment, list(free.values())))
    return found


def written_plots(map_: Map, chance: Chance, agenda: Agenda, workers: Sequence[Worker]) -> list[Plot]:
    """Return the cases that data/scenes.toml writes out, so that every screen has something to show."""
    return [_written(row, map_, chance, agenda, workers) for row in data("scenes")["scene"]]


def _moments(agenda: Agenda, chance: Chance, count: int) -> list[datetime]:
    first = timezone.localtime(agenda.begin).date()
    days = [
        first + timedelta(days=number) for number in range((timezone.localtime(agenda.end).date() - first).days + 1)
    ]
    weights = {day: _busy(number / len(days), day) for number, day in enumerate(days)}
    found = []
    for _ in range(count):
        at = time(chance.one(HOURS), chance.randrange(60), chance.randrange(60))
        found.append(timezone.make_aware(datetime.combine(chance.one(weights), at)))
    found += [ago(agenda.end, chance.randint(5, FRESH_MIN)) for _ in range(round(FRESH * count))]
    return sorted(moment for moment in found if agenda.begin <= moment < agenda.end)


def _busy(progress: float, day: date) -> float:
    """Return how many reports a day brings, compared with the others."""
    return (1 + GROWTH * progress) * (WEEKEND if day.weekday() > 4 else 1)


def _plot(map_: Map, chance: Chance, agenda: Agenda, moment: datetime, free: Sequence[Worker]) -> Plot:
    kinds = data("stories")["category"]
    category = chance.one({code: kind["weight"] for code, kind in kinds.items()})
    kind = kinds[category]
    by = _reporter(chance, free)
    near = by.community if chance.hit(0.45) else by.community[:9] if chance.hit(0.6) else ""
    several = chance.hit(SEVERAL)
    recent = agenda.end - moment < timedelta(days=STALL_DAYS)
    return Plot(
        at=moment,
        category=category,
        spot=map_.spot(chance, kind["spot"], near),
        by=by,
        others=tuple(one for one in chance.some(free, chance.randint(1, 3)) if one is not by) if several else (),
        photo=chance.randrange(1000),
        fate=chance.one(FATES),
        pace=_pace(chance),
        words=chance.choice(kind["words"]) if chance.hit(0.25) else "",
        danger=chance.hit(DANGER),
        member=chance.hit(kind.get("member", 0)),
        stalls_after=chance.choice(("report", "dispatch", "accept", "finish")) if recent and chance.hit(STALLS) else "",
    )


def _reporter(chance: Chance, free: Sequence[Worker]) -> Worker:
    return chance.choices(free, [worker.share for worker in free])[0]


def _pace(chance: Chance) -> Pace:
    """Return a pace mostly well within the limits, now and then too slow."""

    def share(low: float, high: float) -> float:
        return chance.uniform(1.05, 1.6) if chance.hit(LATE) else chance.uniform(low, high)

    return Pace(share(0.03, 0.5), chance.uniform(0.02, 0.2), share(0.25, 0.9), share(0.05, 0.6))


def _written(row: dict[str, Any], map_: Map, chance: Chance, agenda: Agenda, workers: Sequence[Worker]) -> Plot:
    """Return a case as it is written out; its times are counted back from the end of the story."""
    kind = data("stories")["category"][row["category"]]
    named = {worker.name: worker for worker in workers}
    by = named[row["by"]]
    here = [one for one in workers if one.community == by.community and one is not by]
    spot = map_.spot(chance, kind["spot"], map_.code(row["in"]))
    if "address" in row:
        spot = Spot(spot.lon, spot.lat, row["address"], spot.cell)
    steps = [(step, ago(agenda.end, minutes)) for step, minutes in row["steps"]]
    return Plot(
        at=steps[0][1],
        category=row["category"],
        spot=spot,
        by=by,
        others=tuple([named[name] for name in row.get("with", [])] or chance.some(here, row.get("others", 0))),
        photo=row.get("photo", chance.randrange(1000)),
        fate=Fate(row.get("fate", Fate.MENDED)),
        pace=_pace(chance),
        words=row.get("words", ""),
        danger=row.get("danger", False),
        member=row.get("member", False),
        steps=tuple(steps),
    )


def ago(end: datetime, minutes: int) -> datetime:
    """Return the moment so many minutes before `end`; beyond AWAKE_FROM_MIN minutes only waking hours are counted."""
    moment = timezone.localtime(end - timedelta(minutes=min(minutes, AWAKE_FROM_MIN)))
    left = timedelta(minutes=max(0, minutes - AWAKE_FROM_MIN))
    while left:
        midnight = moment.replace(hour=0, minute=0, second=0, microsecond=0)
        moment = min(moment, midnight + EVENING)
        back = min(left, max(moment - midnight - MORNING, timedelta()))
        moment, left = moment - back, left - back
        if left:
            moment = midnight - timedelta(days=1) + EVENING
    return moment
