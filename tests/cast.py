"""The fixed cast of every test: the same few people of an invented district, made through services.

def test_somebody(cast):
    cast.lin        # the Actor of the worker 林小舟, as a request would carry it
"""

from dataclasses import dataclass

import pytest

from benfu.organisations.models import Kind
from benfu.organisations.services import add_organisation
from benfu.people.models import Person
from benfu.people.services import appoint
from benfu.platform.identity.actor import SYSTEM, Actor, actor_of
from benfu.platform.identity.models import Account
from benfu.platform.identity.roles import Role
from benfu.platform.lib import clock

DISTRICT = "990101"
JINHAI_STREET, CUIHU_STREET = "990101001", "990101002"
JINHAI, HAISHENG, CUIHU = "990101001001", "990101001002", "990101002001"


@dataclass(frozen=True)
class Cast:
    """Everybody a test needs, as actors."""

    lin: Actor
    he: Actor
    zhou: Actor
    fang: Actor
    mei: Actor
    guan: Actor
    li: Actor
    gu: Actor
    admin: Actor
    wu: Actor
    tang: Actor
    department: str
    """The unit of li: 'organisation:<id>'."""
    outlet: str
    """The unit of gu: 'rest_stop:<id>'."""


def account_of(actor: Actor) -> int:
    """Return the actor's account id, which the type checker cannot know to be there."""
    assert actor.account is not None
    return actor.account


def person_of(actor: Actor) -> int:
    """Return the actor's person id, which the type checker cannot know to be there."""
    assert actor.person is not None
    return actor.person


def again(actor: Actor) -> Actor:
    """Return the actor as the next request would carry it, after duties changed."""
    return actor_of(account_of(actor))


def person(login: str, name: str) -> Person:
    """Return a new person with an account."""
    account = Account.objects.create(login=login)
    return Person.objects.create(account=account, name=name, created_at=clock.now())


def worker(login: str, name: str, community: str) -> Actor:
    """Return a worker whom the community has taken in."""
    somebody = person(login, name)
    somebody.registrations.create(community=community, state="approved", registered_at=clock.now())
    return actor_of(somebody.account_id or 0)


def staff(login: str, name: str, role: Role, area: str, unit: str = "") -> Actor:
    """Return a member of staff with one duty."""
    somebody = person(login, name)
    appoint(actor=SYSTEM, person=somebody.pk, role=role, area=area, unit=unit)
    return actor_of(somebody.account_id or 0)


@pytest.fixture
def cast(db: None) -> Cast:
    """Return the fixed cast in a fresh database."""
    office = add_organisation(actor=SYSTEM, kind=Kind.DEPARTMENT, name="市政管理所", area=DISTRICT)
    department, outlet = f"organisation:{office.pk}", "rest_stop:1"
    tang = worker("tang", "唐远", JINHAI)
    appoint(actor=SYSTEM, person=person_of(tang), role=Role.GRID_MEMBER, area=JINHAI)
    return Cast(
        lin=worker("lin", "林小舟", JINHAI),
        he=worker("he", "何川", JINHAI),
        zhou=staff("zhou", "周明", Role.COMMUNITY_WORKER, JINHAI),
        fang=staff("fang", "方晴", Role.COMMUNITY_WORKER, JINHAI),
        mei=staff("mei", "梅岚", Role.STREET_OFFICIAL, JINHAI_STREET),
        guan=staff("guan", "管宁", Role.GRID_MEMBER, f"{JINHAI}003"),
        li=staff("li", "李工", Role.DEPARTMENT_HANDLER, DISTRICT, department),
        gu=staff("gu", "顾慧", Role.STORE_KEEPER, JINHAI, outlet),
        admin=staff("admin", "安宁", Role.ADMINISTRATOR, DISTRICT),
        wu=staff("wu", "吴桐", Role.COMMUNITY_WORKER, CUIHU),
        tang=again(tang),
        department=department,
        outlet=outlet,
    )
