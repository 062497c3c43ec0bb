"""Database fields that PostgreSQL has and Django lacks."""

from typing import TYPE_CHECKING, Any

from django.db import models

Position = tuple[float, float]
"""Longitude, latitude."""

# Only the checker knows the parameters: Django's class takes none.
if TYPE_CHECKING:
    _Field = models.Field[Position | None, Position | None]
else:
    _Field = models.Field


class PointField(_Field):
    """A core PostgreSQL `point` (longitude, latitude in degrees, WGS-84); no spatial extension is needed."""

    def db_type(self, connection: Any) -> str:
        """Return the column's type."""
        return "point"

    def from_db_value(self, value: str | None, expression: Any, connection: Any) -> Position | None:
        """Turn PostgreSQL's text '(lon,lat)' into a pair of floats."""
        return None if value is None else _parse(value)

    def to_python(self, value: Any) -> Position | None:
        """Accept a pair or PostgreSQL's text."""
        return _parse(value) if isinstance(value, str) else value

    def get_prep_value(self, value: Any) -> str | None:
        """Turn a pair into PostgreSQL's text."""
        return None if value is None else f"({float(value[0])!r},{float(value[1])!r})"

    def get_placeholder(self, value: Any, compiler: Any, connection: Any) -> str:
        """Say the parameter's type, which server-side binding cannot guess."""
        return "%s::point"


def _parse(text: str) -> Position:
    lon, lat = text.strip("()").split(",")
    return float(lon), float(lat)
