"""What looks like farming is noticed, honest neighbours are left alone, and looking again gives the same signs."""

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest

from benfu.fairness.rules import (
    ALIKE_BITS,
    SAME_PLACE_TIMES,
    Act,
    Kind,
    Print,
    Vouched,
    rings,
    same_name,
    same_picture,
    same_place,
    too_fast,
)

from .cheats import invent, judged

HERE = Act("a", 1, 7, "litter", 120.08, 36.0, 0.0)
SHOWN = Print("a", 7, "sha-a", 0x0F0F_3333_5555_00FF, 0.0)
DAY = 86_400.0


@pytest.mark.parametrize(
    ("later", "noticed"),
    [
        (replace(SHOWN, report="b", at=1.0), True),
        (replace(SHOWN, report="b", person=8, at=1.0), True),
        (replace(SHOWN, report="b", sha256="other", at=1.0), True),
        (replace(SHOWN, report="b", sha256="other", bits=(SHOWN.bits or 0) ^ (2**ALIKE_BITS - 1), at=1.0), True),
        (
            replace(SHOWN, report="b", sha256="other", bits=(SHOWN.bits or 0) ^ (2 ** (ALIKE_BITS + 1) - 1), at=1.0),
            False,
        ),
        (replace(SHOWN, report="b", sha256="other", bits=None, at=1.0), False),
        (replace(SHOWN, sha256="other", at=1.0), False),
    ],
    ids=["same-file", "somebody-else-s", "sent-again", "nearly", "not-nearly", "not-known-yet", "same-report"],
)
def test_the_same_picture_again(later: Print, noticed: bool) -> None:
    found = list(same_picture([later, SHOWN]))
    assert [sign.reports for sign in found] == ([("a", "b")] if noticed else [])
    assert [sign.key for sign in found] == (["same_picture:b"] if noticed else [])


def test_plain_walls_are_not_taken_for_one_picture() -> None:
    walls = [Print(f"{number}", number, f"sha-{number}", 0, float(number)) for number in range(5)]
    assert list(same_picture(walls)) == []


def test_what_is_older_is_compared_with_but_not_reported_again() -> None:
    again = [replace(SHOWN, report="b", at=1.0), replace(SHOWN, report="c", at=5.0)]
    assert [sign.key for sign in same_picture([SHOWN, *again], since=2.0)] == ["same_picture:c"]


def test_the_same_place_over_and_over() -> None:
    often = [
        replace(HERE, report=f"{number}", case=number, at=number * DAY, lon=120.08 + number * 1e-5)
        for number in range(SAME_PLACE_TIMES)
    ]
    [sign] = same_place(often)
    assert (sign.persons, len(sign.reports), sign.figures["days"]) == ((7,), SAME_PLACE_TIMES, SAME_PLACE_TIMES - 1)
    assert list(same_place(often[1:])) == []
    assert list(same_place([replace(act, category=f"{act.case % 2}") for act in often])) == []
    assert list(same_place([replace(act, at=act.at * 20) for act in often])) == []
    assert [one.key for one in same_place([*often, replace(HERE, report="z", at=40 * DAY)])] == [sign.key]


@pytest.mark.parametrize(("metres", "seconds", "noticed"), [(5000, 100, True), (5000, 200, False), (700, 1, False)])
def test_too_fast_to_have_travelled(metres: float, seconds: float, noticed: bool) -> None:
    after = replace(HERE, report="b", case=2, at=seconds, lat=36.0 + metres / 111_195)
    found = list(too_fast([after, HERE]))
    assert [sign.reports for sign in found] == ([("a", "b")] if noticed else [])
    assert list(too_fast([replace(after, accuracy_m=4500), HERE])) == []


def vouched(*pairs: tuple[int, int], times: int = 3) -> list[Vouched]:
    return [Vouched(by, person, 100 * by + number) for by, person in pairs for number in range(times)]


@pytest.mark.parametrize("kind", [Kind.VERIFYING_RING, Kind.CONFIRMING_RING])
def test_rings_go_round(kind: Kind) -> None:
    def groups(found: list[Vouched]) -> list[tuple[int, ...]]:
        return [sign.persons for sign in rings(found, kind)]

    assert groups(vouched((1, 2), (2, 1))) == [(1, 2)]
    assert groups(vouched((1, 2), (2, 3), (3, 1))) == [(1, 2, 3)]
    assert groups(vouched((1, 2), (2, 3), (1, 3))) == []
    assert groups(vouched((1, 2), (2, 1), times=2)) == []
    assert groups(vouched((1, 1), (2, 2))) == []


def test_who_confirms_many_people_s_reports_is_no_ring() -> None:
    busy = vouched((1, 2), (2, 1), *((1, other) for other in range(3, 9)))
    assert list(rings(busy, Kind.CONFIRMING_RING)) == []
    assert len(list(rings(busy, Kind.VERIFYING_RING))) == 1


def test_a_verifier_of_the_same_name_is_looked_at() -> None:
    names = {1: "唐远", 2: "唐远", 3: "何川"}
    [sign] = same_name(vouched((1, 2), (1, 3)), names)
    assert (sign.key, sign.persons, sign.figures) == ("same_name:1-2", (1, 2), {"times": 3})


@pytest.mark.parametrize("look", [lambda city: same_picture(city.prints), lambda city: same_place(city.acts)])
def test_the_order_of_reports_makes_no_difference(look: Callable[[Any], Any]) -> None:
    city = invent(1, riders=40, cheats=3)
    turned = replace(city, acts=city.acts[::-1], prints=city.prints[::-1])
    assert {sign.key for sign in look(city)} == {sign.key for sign in look(turned)}


@pytest.mark.slow
def test_cheats_are_found_and_honest_riders_left_alone() -> None:
    scores = judged(invent(11, riders=200, cheats=10))
    assert {kind: score.planted for kind, score in scores.items()}[Kind.TOO_FAST] == 10
    # Some honest riders pass an overflowing bin every few days: the same place again is a question, not a finding.
    least = {Kind.SAME_PLACE: 0.5}
    for kind, score in scores.items():
        assert score.recall >= 0.9, (kind, score)
        assert score.precision >= least.get(kind, 0.8), (kind, score)
    honest = judged(invent(12, riders=200, cheats=0))
    assert {kind: score.noticed for kind, score in honest.items() if score.noticed and kind not in least} == {}
    assert honest[Kind.SAME_PLACE].noticed <= 15
