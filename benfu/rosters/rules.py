"""PURE: lengths, limits, kinds of hubs."""

NAME_LENGTH = 50
REASON_LENGTH = 200
MOST_AT_ONCE = 2000
"""So many lines of a roster are taken in one go."""
FEWEST_SHOWN = 3
"""A sum about fewer workers than these is not shown to their company: it would tell of one of them."""
EMPLOYERS = ("delivery_hub", "platform_company")
"""Kinds of organisations that have a roster."""
SIGN = "hub_sign"
"""The kind of credential a hub's registration has."""
