"""The end of the day: workers who have enough points order, keepers hand most of it over, some orders are given up."""

import uuid
from collections.abc import Sequence
from queue import Empty, Queue
from random import Random
from typing import Any

from benchmarks.client import Client
from benchmarks.day_people import Tally

GIVE_UP = 0.1
MOST_EACH = 2


def redeem(
    client: Client,
    tokens: Sequence[str],
    outlets: Sequence[dict[str, Any]],
    orders: "Queue[Any]",
    tally: Tally,
    seed: int,
) -> None:
    """Let each of these workers order what they can afford, up to two things; put what was promised into `orders`."""
    chance = Random(seed)
    for token in tokens:
        client.token = token
        for _ in range(MOST_EACH):
            outlet = chance.choice(outlets)
            goods = client.insist("GET", f"/api/v1/store/goods?affordable=true&outlet={outlet['id']}").json
            if not goods:
                break
            key = str(uuid.UUID(int=chance.getrandbits(128), version=4))
            lines = [{"good": chance.choice(goods)["id"], "quantity": 1}]
            answer = client.insist("POST", "/api/v1/store/orders", {"id": key, "outlet": outlet["id"], "lines": lines})
            tally.note("order", answer.status)
            if answer.status == 201:
                with tally.lock:
                    tally.orders[key] = answer.json["order"]
                orders.put((token, outlet, answer.json["order"], answer.json["digits"], chance.random() < GIVE_UP))


def keep(client: Client, orders: "Queue[Any]", tally: Tally) -> None:
    """Work through the queue of orders: cancel what is given up, look the rest up by its digits and hand it over."""
    while True:
        try:
            token, outlet, order, digits, given_up = orders.get_nowait()
        except Empty:
            return
        if given_up:
            client.token = token
            tally.note("cancel", client.insist("POST", f"/api/v1/store/orders/{order}/cancel").status)
            continue
        client.token = outlet["token"]
        found = client.insist("POST", "/api/v1/store/counter", {"code": digits})
        tally.note("look up", found.status)
        if found.status != 200:
            continue
        handed = client.insist("POST", f"/api/v1/store/orders/{found.json['order']}/hand-over")
        tally.note("hand over", handed.status)
        # A second answer after a lost one is a refusal that names the first: the order is handed over all the same.
        if handed.status == 200:
            with tally.lock:
                tally.handed_over.add(order)
