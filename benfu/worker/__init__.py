"""The workers' door: home, the report form, the outbox on the phone, what works without a network."""

ICON_SIZES = (192, 512)
"""Sides of the app's icons for home screens, pixels."""
