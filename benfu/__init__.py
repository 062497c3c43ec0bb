"""Benfu brings couriers, riders and drivers and the communities they ride through together."""
