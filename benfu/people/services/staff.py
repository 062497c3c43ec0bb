"""Staff: a login and a first duty in one step, and a new one-time password."""

from dataclasses import dataclass
from datetime import date

from django.db import transaction
from django.utils.translation import gettext as _

from benfu.people.models import Person
from benfu.people.rules import NAME_LENGTH
from benfu.people.selectors import person_for
from benfu.platform.identity.actor import Actor
from benfu.platform.identity.roles import Role
from benfu.platform.identity.selectors import logins_of
from benfu.platform.identity.services import create_staff_account, reset_password
from benfu.platform.lib import clock
from benfu.platform.lib.errors import Invalid
from benfu.platform.lib.text import clean

from .duties import appoint


@dataclass(frozen=True, slots=True)
class Slip:
    """What a new member of staff needs to sign in; the password is known now and never again, or chosen by themselves."""

    account: int
    person: int
    name: str
    login: str
    password: str


@transaction.atomic
def add_staff(
    *,
    actor: Actor,
    login: str,
    role: Role,
    area: str,
    name: str = "",
    unit: str = "",
    starts_on: date | None = None,
    ends_on: date | None = None,
    password: str = "",
    person: int | None = None,
) -> Slip:
    """Open an account for a member of staff and give them their first duty.

    With `person` it is a second way in for somebody known already; a worker's own account gets a login, and its password is
    known to the worker alone (Slip.password is empty). Raises NotAllowed outside the
    actor's area, Invalid for a bad name, login, unit or term, Conflict for a login that is taken, NotFound.
    """
    known = person_for(actor, person) if person else None
    wanted = known.name if known else _name(name)
    made = create_staff_account(
        actor=actor, login=login, password=password, account=known.account_id if known else None
    )
    somebody = known or Person.objects.create(account_id=made.id, name=wanted, created_at=clock.now())
    appoint(actor=actor, person=somebody.pk, role=role, area=area, unit=unit, starts_on=starts_on, ends_on=ends_on)
    return Slip(made.id, somebody.pk, wanted, made.login, made.password)


def new_slip(*, actor: Actor, person: int) -> Slip:
    """Give a member of staff a new one-time password. Raises NotFound, NotAllowed outside the actor's areas."""
    somebody = person_for(actor, person)
    password = reset_password(actor=actor, account=somebody.account_id)
    login = logins_of([somebody.account_id]).get(somebody.account_id, "")
    return Slip(somebody.account_id, somebody.pk, somebody.name, login, password)


def _name(text: str) -> str:
    name = clean(text)
    if not 1 <= len(name) <= NAME_LENGTH:
        words = _("请写 1 到 50 个字的姓名。")
        raise Invalid(words, {"name": words})
    return name
