"""Every page that is looked at in light, dark and large letters, on a phone and on a desk: add yours here.

`path` is an address, or a function of the cast that makes what the page needs and returns the address; `who` names the
actor in the cast, or is empty for a visitor.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page under test."""

    name: str
    path: str | Callable[[Any], str]
    who: str = ""


SHEETS = [
    Sheet("look", "/look/"),
    Sheet("bad-code", "/x/garbled"),
    Sheet("not-found", "/there-is-no-such-page/"),
    Sheet("welcome", "/"),
    Sheet("home", "/", "lin"),
    Sheet("home-of-staff", "/", "tang"),
    Sheet("report", "/r/new?d=manhole", "lin"),
    Sheet("queue", "/q/", "lin"),
    Sheet("offline", "/offline", "lin"),
    Sheet("console-home", "/c/", "zhou"),
    Sheet("console-home-of-administrator", "/c/", "admin"),
    Sheet("sign-in", "/login/"),
    Sheet("staff-sign-in", "/c/login/"),
    Sheet("my-data", "/me/data/", "lin"),
    Sheet("own-account", "/c/account/", "zhou"),
    Sheet("second-factor", "/c/second-factor/", "zhou"),
    Sheet("read-code", "/c/codes/", "zhou"),
    Sheet("failed-tellings", "/c/journal/failed/", "admin"),
    Sheet("about", "/about/"),
    Sheet("a11y", "/a11y/"),
    Sheet("privacy", "/privacy/"),
]
