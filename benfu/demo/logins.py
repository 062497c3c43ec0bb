"""Whom one can be in the demo: one sign-in of each role, and what there is to try."""

from dataclasses import dataclass

from .passwords import PASSWORD
from .reading import data


@dataclass(frozen=True, slots=True)
class Login:
    """A way in: the role in words, the page to open, the name or phone to type and the password, if there is one."""

    role: str
    who: str
    page: str
    name: str
    password: str
    hint: str


HINTS = {
    "worker": "the code is shown on the page",
    "community_worker": "decide on reports and registrations, dispatch, verify",
    "department_handler": "accept, mend with a photo, hand back",
    "grid_member": "looks after one grid cell",
    "store_keeper": "hands goods over at the scan desk: /c/scan/",
    "street_official": "the cockpit of a street: /cockpit/",
    "administrator": "second step: the page shows the code",
}


def logins() -> list[Login]:
    """Return one sign-in of each role, in the order of the story."""
    shown = [(row["shown"], _worker(row)) for row in data("people")["worker"] if "shown" in row]
    shown += [(row["shown"], _staff(row)) for row in data("registers")["staff"] if "shown" in row]
    return [login for _, login in sorted(shown, key=lambda pair: pair[0])]


def _worker(row: dict[str, str]) -> Login:
    return Login("worker", row["name"], "/login/", row["phone"], "", HINTS["worker"])


def _staff(row: dict[str, str]) -> Login:
    role = row["role"]
    return Login(role.replace("_", " "), row["name"], "/c/login/", row["login"], PASSWORD, HINTS[role])
