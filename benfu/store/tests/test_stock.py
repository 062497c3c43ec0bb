"""Stock changes only by movements, never below zero nor below what waits for people, and by those who look after it."""

from uuid import uuid4

import pytest
from django.db import IntegrityError, connection, transaction

from benfu.platform.journal.selectors import facts_of
from benfu.platform.lib.errors import Conflict, Invalid, NotFound
from benfu.store import counter
from benfu.store.errors import Reserved
from benfu.store.models import Stock, StockMovement
from benfu.store.services import count_stock, hand_over, receive_stock, write_off_stock
from tests.cast import Cast

from .stall import another_outlet, broken, give, good, order, outlet_of, shelf

pytestmark = pytest.mark.django_db


def test_what_comes_in_is_counted_and_written_off(cast: Cast) -> None:
    raincoat, outlet = good(cast, pieces=0), outlet_of(cast)
    given = {"actor": cast.gu, "outlet": outlet, "good": raincoat.pk}
    receive_stock(key=uuid4(), quantity=10, note="区里配送", **given)  # type: ignore[arg-type]
    assert count_stock(key=uuid4(), counted=8, **given).on_hand == -2  # type: ignore[arg-type]
    assert count_stock(key=uuid4(), counted=8, **given).on_hand == 0  # type: ignore[arg-type]
    write_off_stock(key=uuid4(), quantity=3, note="淋湿了", **given)  # type: ignore[arg-type]
    assert shelf(raincoat, outlet) == (5, 0)
    told = [fact.data for fact in facts_of(f"rest_stop:{outlet}", ["StockChanged"])]
    assert [(one["kind"], one["quantity"]) for one in told] == [
        ("receive", 10),
        ("count", -2),
        ("count", 0),
        ("write_off", -3),
    ]
    assert broken() == []


def test_what_is_sent_twice_is_entered_once(cast: Cast) -> None:
    raincoat, key = good(cast, pieces=0), uuid4()
    for _ in range(2):
        receive_stock(actor=cast.gu, key=key, outlet=outlet_of(cast), good=raincoat.pk, quantity=10)
    assert shelf(raincoat, outlet_of(cast)) == (10, 0)
    key = uuid4()
    for _ in range(2):
        count_stock(actor=cast.gu, key=key, outlet=outlet_of(cast), good=raincoat.pk, counted=4)
    assert shelf(raincoat, outlet_of(cast)) == (4, 0)
    cup = good(cast, "水杯", pieces=0)
    with pytest.raises(Conflict):
        receive_stock(actor=cast.gu, key=key, outlet=outlet_of(cast), good=cup.pk, quantity=10)


def test_the_shelf_never_holds_less_than_what_waits(cast: Cast) -> None:
    give(cast.lin, 200)
    raincoat, outlet = good(cast, pieces=3), outlet_of(cast)
    order(cast.lin, cast, raincoat)
    order(cast.lin, cast, raincoat)
    with pytest.raises(Reserved, match="已被预订"), transaction.atomic():
        write_off_stock(actor=cast.gu, key=uuid4(), outlet=outlet, good=raincoat.pk, quantity=2, note="坏了")
    with pytest.raises(Reserved), transaction.atomic():
        count_stock(actor=cast.gu, key=uuid4(), outlet=outlet, good=raincoat.pk, counted=1)
    assert shelf(raincoat, outlet) == (3, 2)
    count_stock(actor=cast.gu, key=uuid4(), outlet=outlet, good=raincoat.pk, counted=2)
    assert shelf(raincoat, outlet) == (2, 2)
    assert broken() == []


@pytest.mark.parametrize("quantity", [0, -1, 100_001])
def test_quantities_make_sense(cast: Cast, quantity: int) -> None:
    raincoat = good(cast)
    with pytest.raises(Invalid):
        receive_stock(actor=cast.gu, key=uuid4(), outlet=outlet_of(cast), good=raincoat.pk, quantity=quantity)


def test_a_write_off_says_why(cast: Cast) -> None:
    raincoat = good(cast)
    with pytest.raises(Invalid, match="原因"):
        write_off_stock(actor=cast.gu, key=uuid4(), outlet=outlet_of(cast), good=raincoat.pk, quantity=1, note=" ")


@pytest.mark.parametrize("who", ["lin", "zhou", "mei", "wu", "li"])
def test_others_do_not_touch_an_outlet_s_stock(cast: Cast, who: str) -> None:
    raincoat = good(cast)
    with pytest.raises(NotFound):
        receive_stock(actor=getattr(cast, who), key=uuid4(), outlet=outlet_of(cast), good=raincoat.pk, quantity=1)


def test_a_keeper_touches_no_other_outlet_and_an_administrator_all_of_the_area(cast: Cast) -> None:
    raincoat, elsewhere = good(cast), another_outlet()
    with pytest.raises(NotFound):
        receive_stock(actor=cast.gu, key=uuid4(), outlet=elsewhere, good=raincoat.pk, quantity=1)
    receive_stock(actor=cast.admin, key=uuid4(), outlet=elsewhere, good=raincoat.pk, quantity=1)
    assert [stop.id for stop in counter.counters(cast.gu)] == [outlet_of(cast)]
    assert {stop.id for stop in counter.counters(cast.admin)} == {outlet_of(cast), elsewhere}
    with pytest.raises(NotFound):
        counter.stock_of(cast.gu, elsewhere)


def test_what_runs_out_stands_first_and_is_counted(cast: Cast) -> None:
    good(cast, "雨衣", pieces=50)
    good(cast, "水杯", pieces=2)
    good(cast, "手套", pieces=0)
    rows = counter.stock_of(cast.gu, outlet_of(cast))
    assert [(row.good.name, row.low) for row in rows] == [("手套", True), ("水杯", True), ("雨衣", False)]
    assert counter.low_count(cast.gu) == 1
    assert counter.low_count(cast.lin) == 0


def test_the_day_sheet_sums_what_was_handed_over(cast: Cast) -> None:
    give(cast.lin, 1000)
    raincoat, cup = good(cast), good(cast, "水杯", 20)
    for one in (raincoat, cup, cup):
        hand_over(actor=cast.gu, order=order(cast.lin, cast, one).pk)
    order(cast.lin, cast, raincoat)
    sheet = counter.day_sheet(cast.gu, outlet_of(cast))
    assert sheet.handed == [("水杯", 2, 40), ("雨衣", 1, 60)]
    assert (sheet.orders, sheet.pieces, sheet.points) == (3, 3, 100)
    assert [one.kind for one in sheet.movements[:1]] == ["交付"]
    with pytest.raises(NotFound):
        counter.day_sheet(cast.wu, outlet_of(cast))


@pytest.mark.parametrize("statement", ["UPDATE store_stockmovement SET on_hand = 9", "DELETE FROM store_stockmovement"])
def test_movements_are_not_rewritten(cast: Cast, statement: str) -> None:
    good(cast)
    with pytest.raises(IntegrityError, match="append-only"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)


def test_a_movement_that_does_not_fit_its_kind_is_refused(cast: Cast) -> None:
    raincoat = good(cast)
    found = StockMovement.objects.get(good=raincoat)
    for change in ({"on_hand": -5}, {"kind": "reserve"}, {"reserved": 1}, {"kind": "theft"}):
        row = StockMovement.objects.get(pk=found.pk)
        row.pk, row.key = None, uuid4()
        for name, value in change.items():
            setattr(row, name, value)
        with pytest.raises(IntegrityError, match="store_movement_fits_its_kind"), transaction.atomic():
            row.save(force_insert=True)


@pytest.mark.parametrize(
    ("fault", "law"),
    [
        ("UPDATE store_stock SET on_hand = on_hand + 1", "sum of its movements"),
        ("UPDATE store_stock SET reserved = reserved + 1", "what open orders say"),
        ("UPDATE store_order SET points = points + 1", "costs what its lines say"),
        ("UPDATE store_order SET state = 'cancelled', ended_at = now()", "held points are those of open orders"),
    ],
)
def test_the_proofs_find_what_is_wrong(cast: Cast, fault: str, law: str) -> None:
    give(cast.lin, 100)
    order(cast.lin, cast, good(cast))
    assert broken() == []
    with connection.cursor() as cursor:
        cursor.execute(fault)
    assert any(law in words for words in broken())
    assert Stock.objects.count() == 1
