"""The store's verbs: order, hand over, cancel, expire; keep the stock; keep the catalogue."""

from .catalogue import Described, Photo, add_good, change_good, give_picture, withdraw_good
from .ending import cancel_order, ended_in_words, expire_orders, give_up_orders, hand_over
from .ordering import Wish, place_order
from .stocking import count_stock, receive_stock, write_off_stock

__all__ = [
    "Described",
    "Photo",
    "Wish",
    "add_good",
    "cancel_order",
    "change_good",
    "count_stock",
    "ended_in_words",
    "expire_orders",
    "give_picture",
    "give_up_orders",
    "hand_over",
    "place_order",
    "receive_stock",
    "withdraw_good",
    "write_off_stock",
]
