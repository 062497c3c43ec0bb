"""Insight: read models that put the rooms' figures side by side, each with the moment it was made."""
