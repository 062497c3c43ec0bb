"""The actor: a frozen value that says who, which duties, which areas."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass, replace
from typing import Any

from django.db import connection
from django.utils.translation import gettext as _

from benfu.platform.lib import clock
from benfu.platform.lib.errors import NotAllowed, NotSignedIn

from .roles import STAFF, Role
from .strength import Strength, opened


@dataclass(frozen=True, slots=True)
class Duty:
    """A duty in the subtree of an area (its code is the prefix of every code below it), for one unit if named.

    `unit` is a generic subject such as 'organisation:5' for a department handler or 'rest_stop:3' for a keeper.
    """

    role: Role
    area: str
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts: the account, the person behind it, and the duties in force now. Nobody has neither."""

    account: int | None = None
    person: int | None = None
    name: str = ""
    duties: tuple[Duty, ...] = ()
    system: bool = False

    @property
    def signed_in(self) -> bool:
        """Whether somebody is signed in."""
        return self.account is not None

    @property
    def is_staff(self) -> bool:
        """Whether the console is open to them."""
        return any(duty.role in STAFF for duty in self.duties)

    def own_account(self) -> int:
        """Return the account's id. Raises NotSignedIn for nobody and for the system."""
        if self.account is None:
            raise NotSignedIn(_("请先登录。"))
        return self.account

    def own_person(self) -> int:
        """Return the person's id. Raises NotSignedIn for nobody, NotAllowed for an account nobody has registered with."""
        self.own_account()
        if self.person is None:
            raise NotAllowed(_("请先向社区报到：扫一扫社区的报到码。"))
        return self.person

    def holds(self, roles: Collection[Role], area: str = "") -> bool:
        """Whether one of these duties covers `area` (any area when empty: only for showing menus)."""
        return self.system or any(d.role in roles and area.startswith(d.area if area else "") for d in self.duties)

    def areas(self, roles: Collection[Role]) -> tuple[str, ...]:
        """Return the code prefixes these duties cover, none inside another."""
        found = sorted({duty.area for duty in self.duties if duty.role in roles})
        return tuple(code for code in found if not any(code != other and code.startswith(other) for other in found))

    def units(self, roles: Collection[Role]) -> tuple[str, ...]:
        """Return the units these duties are held for."""
        return tuple(sorted({duty.unit for duty in self.duties if duty.role in roles and duty.unit}))

    def as_signed_in(self, strength: Strength) -> "Actor":
        """Return the same actor with only those duties that this way of signing in opens."""
        roles = opened(frozenset(duty.role for duty in self.duties), strength)
        duties = tuple(duty for duty in self.duties if duty.role in roles)
        return self if duties == self.duties else replace(self, duties=duties)


NOBODY = Actor()
SYSTEM = Actor(name="system", system=True)

NO_DIRECTORY = "SELECT NULL::bigint, '', NULL::text, NULL::text, NULL::text WHERE {account} IS NULL"
DIRECTORY_COLUMNS = 5
_directory = [NO_DIRECTORY]

Row = Sequence[Any]


def keep_directory(select: str) -> None:
    """Register who stands behind an account (the room of persons does, at start).

    `select` reads person, name, role, area and unit, a row for each duty in force on `%(today)s` and at least one row for a
    person; `{account}` stands for the account's id, so that whoever looks up an account asks for its actor in the same statement.
    """
    _directory[:] = [select]


def actor_of(account: int) -> Actor:
    """Return the actor of an account with all their duties, read afresh, in one statement."""
    select = _directory[0].format(account="%(account)s::bigint")
    with connection.cursor() as cursor:
        cursor.execute(select, {"account": account, "today": clock.today()})
        return _actor(account, cursor.fetchall())


def with_actor(accounts: str, values: dict[str, Any]) -> tuple[Row, Actor] | None:
    """Run a SELECT that finds one account (its first column) and return what it found, with the account's actor.

    One statement; None when it finds nothing.
    """
    known = _directory[0].format(account="found.account")
    with connection.cursor() as cursor:
        cursor.execute(
            # Both are statements of ours, not input.
            f"SELECT known.*, found.* FROM ({accounts}) found LEFT JOIN LATERAL ({known}) known ON true",  # noqa: S608
            values | {"today": clock.today()},
        )
        rows = cursor.fetchall()
    if not rows:
        return None
    found = rows[0][DIRECTORY_COLUMNS:]
    return found, _actor(found[0], rows)


def _actor(account: int, rows: Sequence[Row]) -> Actor:
    """Make the actor of the directory's rows; without a person yet an account has a name and duties neither."""
    if not rows or rows[0][0] is None:
        return Actor(account=account)
    duties = tuple(Duty(Role(row[2]), row[3], row[4]) for row in rows if row[2])
    return Actor(account=account, person=rows[0][0], name=rows[0][1], duties=duties)
