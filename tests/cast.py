"""The fixed cast of every test: the same few people of an invented district, made through services.

    def test_somebody(cast):
        cast.lin        # the Actor of the worker 林小舟, as a request would carry it

Their district is drawn in `tests/district.py`.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import pytest

from benfu.organisations.models import Kind
from benfu.organisations.services import add_organisation, ensure_offices
from benfu.people.services import add_staff, appoint, approve_registration, register_worker
from benfu.platform.identity.actor import SYSTEM, Actor, actor_of
from benfu.platform.identity.roles import Role
from benfu.platform.identity.services import open_account_by_phone
from benfu.platform.privacy.loaders import load as load_consent_texts
from benfu.rest_stops.hours import Hours, read_spans
from benfu.rest_stops.services import Place, add_rest_stop
from benfu.territory.shelf import shelf
from tests.district import CUIHU, DISTRICT, HAISHENG, JINHAI, JINHAI_STREET, build_district, middle
from tests.snapshot import Snapshot

__all__ = ["CONSENTS", "CUIHU", "DISTRICT", "HAISHENG", "JINHAI", "JINHAI_STREET", "Cast", "again", "cast", "settle"]

CONSENTS = {"registration": 1, "position": 1}
"""What a worker agrees to: the code of each text and the version in force."""


LONG_AGO = date(2020, 1, 1)
"""Since when everybody holds their duty, so that tests may move the clock."""


@dataclass(frozen=True)
class Cast:
    """Everybody a test needs, as actors."""

    lin: Actor
    """Worker of 金海社区, a rider."""
    he: Actor
    """Another worker of 金海社区, a courier."""
    zhou: Actor
    """Community worker of 金海社区."""
    fang: Actor
    """Another community worker of 金海社区."""
    mei: Actor
    """Street official of 金海街道."""
    guan: Actor
    """Grid member of the third cell of 金海社区."""
    li: Actor
    """Department handler of `department`."""
    gu: Actor
    """Store keeper at `outlet`."""
    admin: Actor
    """Administrator of the district."""
    wu: Actor
    """Community worker of 翠湖社区: an outsider to 金海."""
    tang: Actor
    """Worker and grid member of 金海社区 in one."""
    department: str
    """Where li works, 市政管理所: 'organisation:<id>'."""
    outlet: str
    """Where gu works, 惠民超市: 'rest_stop:<id>'."""


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


def newcomer(phone: str) -> Actor:
    """Return somebody who has just signed in by phone for the first time, and is nobody's worker yet."""
    return actor_of(open_account_by_phone(actor=SYSTEM, phone=phone).pk)


def worker(phone: str, name: str, community: str, trade: str = "rider") -> Actor:
    """Return a worker whom the community has taken in."""
    actor = newcomer(phone)
    made = register_worker(actor=actor, community=community, name=name, trade=trade, consents=CONSENTS)
    approve_registration(actor=SYSTEM, registration=made.pk)
    return again(actor)


def staff(login: str, name: str, role: Role, area: str, unit: str = "") -> Actor:
    """Return a member of staff with one duty; their password is 'open-' and the login."""
    secret = f"open-{login}-sesame"
    slip = add_staff(
        actor=SYSTEM, login=login, name=name, role=role, area=area, unit=unit, starts_on=LONG_AGO, password=secret
    )
    return actor_of(slip.account)


def _district() -> None:
    build_district()
    load_consent_texts(lambda words: None)


def settle() -> Cast:
    """Draw the district and let the cast move in."""
    _district()
    ensure_offices(actor=SYSTEM)
    office = add_organisation(actor=SYSTEM, kind=Kind.DEPARTMENT, name="市政管理所", area=DISTRICT)
    shop = add_rest_stop(actor=SYSTEM, place=_shop())
    department, outlet = f"organisation:{office.pk}", f"rest_stop:{shop.pk}"
    tang = worker("19900000003", "唐远", JINHAI)
    appoint(actor=SYSTEM, person=person_of(tang), role=Role.GRID_MEMBER, area=JINHAI, starts_on=LONG_AGO)
    return Cast(
        lin=worker("19900000001", "林小舟", JINHAI),
        he=worker("19900000002", "何川", JINHAI, "courier"),
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


def _shop() -> Place:
    lon, lat = middle(f"{JINHAI}001")
    hours = Hours((read_spans("08:00-21:00"),) * 7)
    return Place(
        kind="outlet",
        name="惠民超市",
        lon=lon,
        lat=lat,
        hours=hours,
        address="海滨路 6 号",
        amenities=["points_exchange"],
    )


_drawn = Snapshot(_district)
_built = Snapshot(settle)


@pytest.fixture
def district(db: None) -> Iterator[None]:
    """Draw the district; forget it again, as the database is rolled back."""
    shelf.clear()
    _drawn.restore()
    yield
    shelf.clear()


@pytest.fixture
def cast(db: None) -> Iterator[Cast]:
    """Return the fixed cast in a fresh database."""
    shelf.clear()
    yield _built.restore()
    shelf.clear()
