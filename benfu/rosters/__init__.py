"""Rosters: delivery hubs register with a street and say who works there; workers say the same; both sides confirm."""
