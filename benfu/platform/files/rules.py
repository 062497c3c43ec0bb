"""For how long pictures are kept, by what they are for."""

from dataclasses import dataclass
from enum import StrEnum
from typing import Final


class Purpose(StrEnum):
    """What a picture is for."""

    BEFORE = "before"
    AFTER = "after"
    GOOD = "good"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Keeping:
    """After how many days the full-size original goes, and after how many all of it; None: not by time."""

    original_days: int | None
    days: int | None


RETENTION: Final[dict[str, Keeping]] = {
    # Street scenes: pages need the original only while a case is worked on, and nothing after a year.
    "evidence": Keeping(original_days=90, days=365),
    "catalogue": Keeping(original_days=None, days=None),
}

RETENTION_OF: Final[dict[Purpose, str]] = {
    Purpose.BEFORE: "evidence",
    Purpose.AFTER: "evidence",
    Purpose.OTHER: "evidence",
    Purpose.GOOD: "catalogue",
}
