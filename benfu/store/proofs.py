"""What `benfu check` holds against the store's tables."""

from collections.abc import Iterable

from django.db import connection

from benfu.ledger import selectors as ledger
from benfu.platform.lib.proof import Proof

from .models import Order
from .workflow import State

LAWS = {
    "store: nothing is below zero, nothing reserved that is not there": """
        SELECT outlet_id, good_id, on_hand, reserved FROM store_stock WHERE reserved < 0 OR on_hand < reserved LIMIT 1
    """,
    "store: what is reserved is what open orders say": """
        SELECT coalesce(s.outlet_id, o.outlet_id), coalesce(s.good_id, o.good_id), s.reserved, o.quantity
        FROM store_stock s FULL JOIN (
            SELECT o.outlet_id, l.good_id, sum(l.quantity) AS quantity FROM store_order o
            JOIN store_orderline l ON l.order_id = o.id WHERE o.state = 'open' GROUP BY 1, 2
        ) o ON (o.outlet_id, o.good_id) = (s.outlet_id, s.good_id)
        WHERE coalesce(s.reserved, 0) <> coalesce(o.quantity, 0) LIMIT 1
    """,
    "store: stock is the sum of its movements": """
        SELECT coalesce(s.outlet_id, m.outlet_id), coalesce(s.good_id, m.good_id), s.on_hand, m.on_hand
        FROM store_stock s FULL JOIN (
            SELECT outlet_id, good_id, sum(on_hand) AS on_hand, sum(reserved) AS reserved FROM store_stockmovement GROUP BY 1, 2
        ) m ON (m.outlet_id, m.good_id) = (s.outlet_id, s.good_id)
        WHERE (coalesce(s.on_hand, 0), coalesce(s.reserved, 0)) <> (coalesce(m.on_hand, 0), coalesce(m.reserved, 0)) LIMIT 1
    """,
    "store: an order costs what its lines say": """
        SELECT o.id, o.points, sum(l.quantity * l.unit_points) FROM store_order o
        LEFT JOIN store_orderline l ON l.order_id = o.id GROUP BY o.id
        HAVING o.points IS DISTINCT FROM sum(l.quantity * l.unit_points) LIMIT 1
    """,
}


def proofs() -> Iterable[Proof]:
    """Hold each law against all rows; a broken one names its first row."""
    for name, query in LAWS.items():
        with connection.cursor() as cursor:
            cursor.execute(query)
            row = cursor.fetchone()
        yield Proof(name, row is None, "" if row is None else ", ".join(map(str, row)))
    waiting = set(Order.objects.filter(state=State.OPEN).values_list("hold_id", flat=True))
    odd = waiting ^ ledger.open_holds()
    yield Proof("store: held points are those of open orders", not odd, f"holds {sorted(odd)[:5]}" if odd else "")
