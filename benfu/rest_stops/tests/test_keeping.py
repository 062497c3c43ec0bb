"""Keeping a stop: who may, how long a keeper's word counts, sockets, hours, putting one on the map."""

import threading
from typing import Any

import pytest
import time_machine
from django.db import connection

from benfu.geo.crs import wgs84_to_gcj02
from benfu.platform.identity.actor import Actor
from benfu.platform.journal.drain import drain_all
from benfu.platform.journal.models import FailedTelling
from benfu.platform.journal.selectors import facts_of
from benfu.platform.lib.errors import Conflict, Invalid, NotAllowed, NotFound
from benfu.rest_stops import selectors
from benfu.rest_stops.hours import ALWAYS, Hours, read_spans
from benfu.rest_stops.models import RestStop
from benfu.rest_stops.proofs import proofs
from benfu.rest_stops.services import (
    Place,
    add_rest_stop,
    change_free_sockets,
    change_rest_stop,
    set_hours,
    set_open,
    withdraw_rest_stop,
)
from tests.cast import Cast
from tests.district import CUIHU, JINHAI, middle

DAILY = Hours((read_spans("08:00-21:00"),) * 7)


def place(cell: str = f"{JINHAI}003", **changes: Any) -> Place:
    lon, lat = middle(cell)
    given: dict[str, Any] = {"kind": "rest_stop", "name": "海滨驿站", "lon": lon, "lat": lat, "hours": DAILY, **changes}
    return Place(**given)


def added(cast: Cast, **changes: Any) -> int:
    return int(add_rest_stop(actor=cast.admin, place=place(**changes)).pk)


def shop_of(cast: Cast) -> int:
    return int(cast.outlet.partition(":")[2])


def test_a_stop_lies_in_the_cell_of_its_position(cast: Cast) -> None:
    made = added(cast, amenities=["water", "rest"], sockets=4)
    stop = selectors.rest_stop(made)
    assert stop.area == f"{JINHAI}003"
    assert [one.key for one in stop.amenities] == ["water", "rest"]
    assert (stop.sockets, stop.free_sockets) == (4, 4)
    assert [fact.data["change"] for fact in facts_of(f"rest_stop:{made}")] == ["added"]


def test_a_position_from_a_chinese_map_is_brought_home(cast: Cast) -> None:
    lon, lat = middle(f"{JINHAI}003")
    shifted = wgs84_to_gcj02(lon, lat)
    stop = selectors.rest_stop(added(cast, lon=shifted[0], lat=shifted[1], crs="GCJ02"))
    assert (round(stop.lon, 5), round(stop.lat, 5)) == (round(lon, 5), round(lat, 5))
    assert stop.area == f"{JINHAI}003"


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"name": ""}, "name"),
        ({"name": "x" * 61}, "name"),
        ({"kind": "palace"}, "kind"),
        ({"address": "x" * 121}, "address"),
        ({"sockets": -1}, "sockets"),
        ({"sockets": 201}, "sockets"),
        ({"amenities": ["sauna"]}, "amenities"),
        ({"lon": 181.0}, "position"),
        ({"lat": float("nan")}, "position"),
        ({"crs": "MARS"}, "position"),
    ],
)
def test_what_does_not_fit_is_refused_field_by_field(cast: Cast, changes: dict[str, Any], field: str) -> None:
    with pytest.raises(Invalid) as refused:
        added(cast, **changes)
    assert list(refused.value.fields) == [field]


@pytest.mark.parametrize("who", ["wu", "mei", "guan", "gu", "lin"])
def test_only_those_in_charge_put_a_stop_on_the_map(cast: Cast, who: str) -> None:
    with pytest.raises(NotAllowed):
        add_rest_stop(actor=getattr(cast, who), place=place())


def test_a_community_worker_stays_in_the_community(cast: Cast) -> None:
    made = add_rest_stop(actor=cast.zhou, place=place())
    with pytest.raises(NotAllowed):
        change_rest_stop(actor=cast.zhou, rest_stop=made.pk, place=place(f"{CUIHU}001"))
    with pytest.raises(NotFound):
        change_rest_stop(actor=cast.wu, rest_stop=made.pk, place=place())
    assert change_rest_stop(actor=cast.zhou, rest_stop=made.pk, place=place(name="海边驿站🚲")).name == "海边驿站🚲"


def test_a_name_stands_once_in_a_cell(cast: Cast) -> None:
    added(cast)
    with pytest.raises(Conflict):
        added(cast)


@pytest.mark.parametrize("who", ["wu", "li", "lin", "mei"])
def test_strangers_do_not_open_or_close(cast: Cast, who: str) -> None:
    actor: Actor = getattr(cast, who)
    with pytest.raises(NotFound):
        set_open(actor=actor, rest_stop=shop_of(cast), is_open=False)
    with pytest.raises(NotFound):
        change_free_sockets(actor=actor, rest_stop=shop_of(cast), by=1)
    with pytest.raises(NotFound):
        set_hours(actor=actor, rest_stop=shop_of(cast), hours=ALWAYS)


def test_a_keeper_keeps_their_own_stop_only(cast: Cast) -> None:
    made = added(cast)
    with pytest.raises(NotFound):
        set_open(actor=cast.gu, rest_stop=made, is_open=False)
    with pytest.raises(NotAllowed):
        change_rest_stop(actor=cast.gu, rest_stop=shop_of(cast), place=place())
    assert [stop.id for stop in selectors.kept_by(cast.gu)] == [shop_of(cast)]
    assert {stop.id for stop in selectors.kept_by(cast.zhou)} == {shop_of(cast), made}
    assert selectors.kept_by(cast.wu) == []


def test_closing_early_counts_until_the_hours_change(cast: Cast) -> None:
    shop = shop_of(cast)
    with time_machine.travel("2026-11-24T02:00:00Z", tick=False):  # 10:00
        assert selectors.rest_stop(shop).status.is_open
        set_open(actor=cast.gu, rest_stop=shop, is_open=False)
        closed = selectors.rest_stop(shop).status
        assert (closed.is_open, closed.by_keeper) == (False, True)
        assert closed.opens_at is not None
        assert f"{closed.opens_at:%m-%d %H:%M}" == "11-25 08:00"
    with time_machine.travel("2026-11-24T12:59:00Z", tick=False):  # 20:59
        assert not selectors.rest_stop(shop).status.is_open
        assert selectors.rest_stop(shop).status.is_stale
    with time_machine.travel("2026-11-25T00:00:00Z", tick=False):  # 08:00 the next day
        assert selectors.rest_stop(shop).status.is_open


def test_opening_at_night_counts_until_the_morning(cast: Cast) -> None:
    shop = shop_of(cast)
    with time_machine.travel("2026-11-24T14:00:00Z", tick=False):  # 22:00
        set_open(actor=cast.gu, rest_stop=shop, is_open=True)
        assert selectors.rest_stop(shop).status.is_open
    with time_machine.travel("2026-11-25T13:30:00Z", tick=False):  # 21:30 the next day
        assert not selectors.rest_stop(shop).status.is_open


def test_saying_what_the_hours_say_takes_an_earlier_word_back(cast: Cast) -> None:
    shop = shop_of(cast)
    with time_machine.travel("2026-11-24T02:00:00Z", tick=False):
        set_open(actor=cast.gu, rest_stop=shop, is_open=False)
        set_open(actor=cast.gu, rest_stop=shop, is_open=True)
        status = selectors.rest_stop(shop).status
        assert (status.is_open, status.by_keeper) == (True, False)
        assert status.closes_at is not None


def test_a_stop_open_round_the_clock_stays_closed_until_its_keeper_says(cast: Cast) -> None:
    made = added(cast, hours=ALWAYS)
    set_open(actor=cast.zhou, rest_stop=made, is_open=False)
    with time_machine.travel("2030-01-01T00:00:00Z", tick=False):
        status = selectors.rest_stop(made).status
        assert (status.is_open, status.opens_at) == (False, None)


def test_new_hours_take_the_place_of_a_word(cast: Cast) -> None:
    shop = shop_of(cast)
    set_open(actor=cast.gu, rest_stop=shop, is_open=not selectors.rest_stop(shop).status.is_open)
    set_hours(actor=cast.gu, rest_stop=shop, hours=ALWAYS)
    assert selectors.rest_stop(shop).status.is_open
    assert not selectors.rest_stop(shop).status.by_keeper


def test_sockets_stay_between_none_and_all(cast: Cast) -> None:
    made = added(cast, sockets=2)
    for by, left in ((-1, 1), (-5, 0), (-1, 0), (1, 1), (200, 2)):
        assert change_free_sockets(actor=cast.zhou, rest_stop=made, by=by).free_sockets == left
    change_rest_stop(actor=cast.zhou, rest_stop=made, place=place(sockets=1))
    assert selectors.rest_stop(made).free_sockets == 1


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_two_keepers_who_count_at_once_both_count(cast: Cast) -> None:
    made = added(cast, sockets=10)
    gate = threading.Barrier(4)

    def take() -> None:
        gate.wait()
        try:
            for _ in range(2):
                change_free_sockets(actor=cast.zhou, rest_stop=made, by=-1)
        finally:
            connection.close()

    threads = [threading.Thread(target=take) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert RestStop.objects.get(pk=made).free_sockets == 2


def test_a_withdrawn_stop_is_nowhere_but_keeps_its_name(cast: Cast) -> None:
    made = added(cast)
    withdraw_rest_stop(actor=cast.zhou, rest_stop=made)
    with pytest.raises(NotFound):
        selectors.rest_stop(made)
    with pytest.raises(NotFound):
        set_open(actor=cast.zhou, rest_stop=made, is_open=True)
    assert selectors.names_of([made]) == {made: "海滨驿站"}


def test_when_boundaries_change_stops_find_their_area_again(cast: Cast) -> None:
    made = added(cast)
    RestStop.objects.filter(pk=made).update(area=JINHAI)
    assert [proof.ok for proof in proofs()] == [False, True]
    drain_all()  # the district was drawn just now: that is a change of boundaries
    assert not FailedTelling.objects.exists()
    assert selectors.rest_stop(made).area == f"{JINHAI}003"
    assert [proof.ok for proof in proofs()] == [True, True]
    assert [fact.data["change"] for fact in facts_of(f"rest_stop:{made}")] == ["added", "moved"]


def test_damaged_hours_are_found_by_the_check(cast: Cast) -> None:
    made = added(cast)
    RestStop.objects.filter(pk=made).update(hours={"week": []})
    assert [proof.ok for proof in proofs()] == [True, False]
