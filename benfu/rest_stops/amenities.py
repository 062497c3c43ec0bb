"""The reference list of amenities, read from amenities.toml."""

import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.utils.translation import gettext

FILE = Path(__file__).with_name("amenities.toml")


@dataclass(frozen=True, slots=True)
class Amenity:
    """Something a rest stop offers."""

    key: str
    chinese: str
    icon: str
    is_filter: bool

    @property
    def name(self) -> str:
        """The name in the reader's language."""
        return gettext(self.chinese)


@cache
def amenities() -> dict[str, Amenity]:
    """Return all amenities by key, in the order of the file."""
    listed = tomllib.loads(FILE.read_text("utf-8"))
    return {key: Amenity(key, one["name"], one["icon"], one.get("filter", False)) for key, one in listed.items()}
