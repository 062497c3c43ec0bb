"""Measurements: run one by hand, they assert nothing about time."""
