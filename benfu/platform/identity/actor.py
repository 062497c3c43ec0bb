"""The actor: a frozen value that says who, which duties, which areas."""

from collections.abc import Callable, Collection
from dataclasses import dataclass, replace

from django.utils.translation import gettext as _

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

Provider = Callable[[int], Actor]
_providers: list[Provider] = []


def provide_actors(provider: Provider) -> Provider:
    """Register the function that turns an account id into its Actor (the room of persons does, at start)."""
    _providers[:] = [provider]
    return provider


def actor_of(account: int) -> Actor:
    """Return the actor of an account with all their duties, read afresh, in one statement."""
    return _providers[0](account) if _providers else Actor(account=account)
