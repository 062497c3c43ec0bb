"""An invented city of honest riders with seeded cheats among them, and how well the rules tell one from the other."""

import math
import random
from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from benfu.fairness.rules import Act, Kind, Print, Sign, Vouched, rings, same_picture, same_place, too_fast

LON, LAT = 120.08, 36.0
METRES = 111_195.0
DAY = 86_400.0
CATEGORIES = ("manhole", "litter", "parking", "road_damage", "fire_lane", "wire_charging")


@dataclass
class City:
    """What was reported, and what of it is cheating: by kind, the persons (for rings: groups) or reports of each cheat."""

    acts: list[Act] = field(default_factory=list)
    prints: list[Print] = field(default_factory=list)
    verified: list[Vouched] = field(default_factory=list)
    confirmed: list[Vouched] = field(default_factory=list)
    cheats: dict[Kind, set[str]] = field(default_factory=lambda: {kind: set() for kind in Kind})


@dataclass(frozen=True)
class Score:
    """How many cheats there were, how many signs, how many cheats were found, how many signs were right."""

    planted: int
    noticed: int
    found: int
    right: int

    @property
    def recall(self) -> float:
        """The share of cheats that were noticed."""
        return self.found / self.planted if self.planted else 1.0

    @property
    def precision(self) -> float:
        """The share of signs that were about a cheat."""
        return self.right / self.noticed if self.noticed else 1.0


def invent(seed: int, riders: int = 300, days: int = 60, cheats: int = 20) -> City:
    """Return a city: riders who report on their way, neighbours who meet the same things, and so many cheats of each kind."""
    chance, city = random.Random(seed), City()
    homes = [(chance.uniform(-6000, 6000), chance.uniform(-6000, 6000)) for _ in range(riders)]
    for person, home in enumerate(homes, start=1):
        _ride(city, chance, person, home, days)
    _meet(city, chance, homes)
    _verify_honestly(city, chance)
    first = riders + 1
    for plant in (_reuse_pictures, _farm_a_place, _teleport, _verify_each_other, _confirm_each_other):
        for _ in range(cheats):
            first = plant(city, chance, first, days)
    chance.shuffle(city.acts)
    return city


def judged(city: City) -> dict[Kind, Score]:
    """Return how well the rules do in a city."""
    noticed: dict[Kind, list[Sign]] = {
        Kind.SAME_PICTURE: list(same_picture(city.prints)),
        Kind.SAME_PLACE: list(same_place(city.acts)),
        Kind.TOO_FAST: list(too_fast(city.acts)),
        Kind.VERIFYING_RING: list(rings(city.verified, Kind.VERIFYING_RING)),
        Kind.CONFIRMING_RING: list(rings(city.confirmed, Kind.CONFIRMING_RING)),
    }
    return {kind: _score(city.cheats[kind], kind, signs) for kind, signs in noticed.items()}


def _score(planted: set[str], kind: Kind, signs: list[Sign]) -> Score:
    by_report = kind in {Kind.SAME_PICTURE, Kind.TOO_FAST}
    said = [sign.reports[-1] if by_report else "-".join(map(str, sign.persons)) for sign in signs]
    return Score(len(planted), len(said), len(planted & set(said)), sum(one in planted for one in said))


def _at(x: float, y: float) -> tuple[float, float]:
    return LON + x / (METRES * math.cos(math.radians(LAT))), LAT + y / METRES


def _report(city: City, person: int, place: tuple[float, float], at: float, category: str, bits: int) -> Act:
    number = len(city.acts) + 1
    act = Act(f"{number:08d}-0000-4000-8000-000000000000", number, person, category, *_at(*place), at, 15.0)
    city.acts.append(act)
    city.prints.append(Print(act.report, person, f"{number:064x}", bits, at))
    return act


def _ride(city: City, chance: random.Random, person: int, home: tuple[float, float], days: int) -> None:
    """Let somebody report on their way: a few things a day, some of them the same corner bin now and then."""
    bin_, sees_bin = (home[0] + 100, home[1] + 50), chance.random() < 0.3
    for day in range(days):
        at, place = day * DAY + 8 * 3600 + chance.random() * 3600, home
        for _ in range(chance.choice((0, 0, 1, 1, 2, 3))):
            to = (home[0] + chance.gauss(0, 1500), home[1] + chance.gauss(0, 1500))
            at += math.dist(place, to) / chance.uniform(4, 12) + chance.uniform(60, 5400)
            place = to
            _report(city, person, _blurred(chance, place), at, chance.choice(CATEGORIES), chance.getrandbits(64))
        if sees_bin and chance.random() < 0.08:
            at += math.dist(place, bin_) / 6 + 60
            _report(city, person, _blurred(chance, bin_), at, "litter", chance.getrandbits(64))


def _blurred(chance: random.Random, place: tuple[float, float]) -> tuple[float, float]:
    return place[0] + chance.gauss(0, 8), place[1] + chance.gauss(0, 8)


def _meet(city: City, chance: random.Random, homes: list[tuple[float, float]]) -> None:
    """Let neighbours confirm each other's reports, and show the same thing from another side."""
    near = {
        one: sorted(range(1, len(homes) + 1), key=lambda two: math.dist(homes[one - 1], homes[two - 1]))[1:7]
        for one in range(1, len(homes) + 1)
    }
    bits = {one.report: one.bits or 0 for one in city.prints}
    for act in list(city.acts):
        if chance.random() < 0.15:
            by = chance.choice(near[act.person])
            city.confirmed.append(Vouched(by, act.person, act.case))
            look = _flipped(chance, bits[act.report], chance.randint(14, 26))
            report = f"{len(city.prints) + 1:08d}-0000-4000-8000-111111111111"
            city.prints.append(Print(report, by, f"{report:f>64}", look, act.at + chance.uniform(600, DAY)))


def _verify_honestly(city: City, chance: random.Random) -> None:
    """Let a few members of staff, who also report now and then, verify what others reported."""
    staff = list(range(900_001, 900_013))
    for act in city.acts:
        if chance.random() < 0.5:
            city.verified.append(Vouched(chance.choice(staff), act.person, act.case))
    for person in staff:
        other = chance.choice([one for one in staff if one != person])
        city.verified.extend(Vouched(other, person, 5_000_000 + person) for _ in range(chance.randint(0, 2)))


def _flipped(chance: random.Random, bits: int, count: int) -> int:
    for place in chance.sample(range(64), count):
        bits ^= 1 << place
    return bits


def _reuse_pictures(city: City, chance: random.Random, person: int, days: int) -> int:
    """Send one picture several times: the same file, sent again by a chat program, or with a strip cut off."""
    bits, at = chance.getrandbits(64), chance.uniform(0, days / 2) * DAY
    for number, apart in enumerate((None, 0, chance.randint(1, 4), chance.randint(3, 9))):
        look = bits if apart is None else _flipped(chance, bits, apart)
        place = (chance.uniform(-500, 500), chance.uniform(-500, 500))
        act = _report(city, person, place, at + number * DAY, "manhole", look)
        if apart == 0:
            city.prints[-1] = replace(city.prints[-1], sha256=city.prints[-2].sha256)
        if apart is not None:
            city.cheats[Kind.SAME_PICTURE].add(act.report)
    return person + 1


def _farm_a_place(city: City, chance: random.Random, person: int, days: int) -> int:
    """Report one corner every few days."""
    corner, start = (chance.uniform(-5000, 5000), chance.uniform(-5000, 5000)), chance.uniform(0, days - 31) * DAY
    for number in range(chance.randint(6, 10)):
        at = start + number * chance.uniform(1.5, 2.9) * DAY
        _report(city, person, _blurred(chance, corner), at, "litter", chance.getrandbits(64))
    city.cheats[Kind.SAME_PLACE].add(f"{person}")
    return person + 1


def _teleport(city: City, chance: random.Random, person: int, days: int) -> int:
    """Send from home what others photographed: places far apart within minutes."""
    at = chance.uniform(0, days) * DAY
    here = (chance.uniform(-5000, 0), chance.uniform(-5000, 0))
    there = (here[0] + chance.uniform(2500, 6000), here[1] + chance.uniform(2500, 6000))
    _report(city, person, here, at, "parking", chance.getrandbits(64))
    act = _report(city, person, there, at + chance.uniform(5, 75), "litter", chance.getrandbits(64))
    city.cheats[Kind.TOO_FAST].add(act.report)
    return person + 1


def _verify_each_other(city: City, chance: random.Random, first: int, days: int) -> int:
    """Two or three with a duty each pass each other's reports, among honest work."""
    members = list(range(first, first + chance.choice((2, 3))))
    for person, other in _circle(members):
        for _ in range(chance.randint(3, 6)):
            act = _report(
                city, other, _anywhere(chance), chance.uniform(0, days) * DAY, "other", chance.getrandbits(64)
            )
            city.verified.append(Vouched(person, other, act.case))
    city.cheats[Kind.VERIFYING_RING].add("-".join(map(str, members)))
    city.acts = [act for act in city.acts if act.category != "other"]
    return members[-1] + 1


def _confirm_each_other(city: City, chance: random.Random, first: int, days: int) -> int:
    """Two or three confirm whatever the next one reports, and now and then something of a stranger's."""
    members = list(range(first, first + chance.choice((2, 3))))
    for person, other in _circle(members):
        for number in range(chance.randint(4, 8)):
            city.confirmed.append(Vouched(person, other, 8_000_000 + other * 100 + number))
        city.confirmed.extend(
            Vouched(person, chance.randint(1, 100), 7_000_000 + person) for _ in range(chance.randint(0, 2))
        )
    city.cheats[Kind.CONFIRMING_RING].add("-".join(map(str, members)))
    return members[-1] + 1


def _circle(members: list[int]) -> Iterator[tuple[int, int]]:
    return zip(members, [*members[1:], members[0]], strict=True)


def _anywhere(chance: random.Random) -> tuple[float, float]:
    return chance.uniform(-6000, 6000), chance.uniform(-6000, 6000)
