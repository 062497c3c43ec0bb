"""Writing about people: registrations and duties."""

from .duties import appoint, end_duty

__all__ = ["appoint", "end_duty"]
