"""Fairness: what looks like farming is noticed and laid before a person; nobody is punished by a machine."""
