"""Sets the stage of the day: offices, staff, rest stops, goods and workers in an imported district; prints who they are as JSON.

Run by benchmarks.day inside an installation's environment, not by hand.
"""

import json
import sys
from random import Random
from uuid import UUID

import django

django.setup()

from benfu.geo.distances import box_around  # noqa: E402 - Django first
from benfu.organisations.models import Kind  # noqa: E402
from benfu.organisations.services import add_organisation  # noqa: E402
from benfu.people.services import add_staff, approve_registration, register_worker  # noqa: E402
from benfu.platform.identity.actor import SYSTEM, actor_of  # noqa: E402
from benfu.platform.identity.roles import Role  # noqa: E402
from benfu.platform.identity.services import make_token, open_account_by_phone  # noqa: E402
from benfu.platform.identity.strength import Strength  # noqa: E402
from benfu.platform.privacy.selectors import consents_of  # noqa: E402
from benfu.rest_stops.hours import Hours, read_spans  # noqa: E402
from benfu.rest_stops.services import Place, add_rest_stop  # noqa: E402
from benfu.store.services import Described, add_good, receive_stock  # noqa: E402
from benfu.territory import selectors as territory  # noqa: E402
from benfu.territory.selectors import Level  # noqa: E402

DEPARTMENTS = ("综合执法局", "市政管理所", "环卫所", "供电所")
OUTLETS = 4
GOODS = (("毛巾", 8), ("雨衣", 12), ("保温杯", 20))
SHELF = 120
JITTER_M = 120


def token(account: int, strength: Strength) -> str:
    """Return a bearer token of an account, as signing in through the API would give."""
    return make_token(actor=actor_of(account), label="day", strength=strength).key


def staff(login: str, name: str, role: Role, area: str, unit: str = "") -> str:
    """Open a staff account with one duty and return its token."""
    slip = add_staff(
        actor=SYSTEM, login=login, name=name, role=role, area=area, unit=unit, password=f"open-{login}-sesame"
    )
    return token(slip.account, Strength.PASSWORD)


def streets(district: str) -> dict[str, list[str]]:
    """Two officials a street: who files need not be the one who checks."""
    return {
        street.code: [
            staff(f"street{number}-{desk}", f"街道{number}{desk}", Role.STREET_OFFICIAL, street.code) for desk in "ab"
        ]
        for number, street in enumerate(territory.areas_under(district, Level.STREET))
    } | {district: [staff(f"district-{desk}", f"区级{desk}", Role.COMMUNITY_WORKER, district) for desk in "ab"]}


def departments(district: str) -> list[dict[str, object]]:
    """Departments with two handlers each."""
    made = []
    for number, name in enumerate(DEPARTMENTS):
        office = add_organisation(actor=SYSTEM, kind=Kind.DEPARTMENT, name=name, area=district)
        unit = f"organisation:{office.pk}"
        hands = [
            staff(f"hand{number}-{desk}", f"处置{number}{desk}", Role.DEPARTMENT_HANDLER, district, unit)
            for desk in "ab"
        ]
        made.append({"id": office.pk, "tokens": hands})
    return made


def outlets(district: str) -> list[dict[str, object]]:
    """Outlets with a keeper and goods on the shelf."""
    goods = [add_good(actor=SYSTEM, described=Described(name, price)).pk for name, price in GOODS]
    made = []
    communities = [one for one in territory.areas_under(district, Level.COMMUNITY) if one.centre]
    for number, community in enumerate(communities[:: max(1, len(communities) // OUTLETS)][:OUTLETS]):
        lon, lat = community.centre or (0.0, 0.0)
        place = Place(
            kind="outlet", name=f"积分超市{number}", lon=lon, lat=lat, hours=Hours((read_spans("08:00-21:00"),) * 7)
        )
        stop = add_rest_stop(actor=SYSTEM, place=place)
        for good in goods:
            receive_stock(actor=SYSTEM, key=UUID(int=number * 1000 + good), outlet=stop.pk, good=good, quantity=SHELF)
        keeper = staff(f"keeper{number}", f"店员{number}", Role.STORE_KEEPER, stop.area, f"rest_stop:{stop.pk}")
        made.append({"id": stop.pk, "token": keeper, "goods": goods})
    return made


def workers(district: str, count: int, chance: Random) -> list[str]:
    """Workers registered with communities of the whole district and taken in."""
    communities = territory.areas_under(district, Level.COMMUNITY)
    made = []
    for number in range(count):
        account = open_account_by_phone(actor=SYSTEM, phone=f"199{number:08d}")
        consents = {state.text.code: state.text.version for state in consents_of(account.pk) if state.text.required}
        registration = register_worker(
            actor=actor_of(account.pk),
            community=chance.choice(communities).code,
            name=f"小哥{number}",
            trade="rider",
            consents=consents,
        )
        approve_registration(actor=SYSTEM, registration=registration.pk)
        made.append(token(account.pk, Strength.PHONE))
    return made


def places(district: str, count: int, chance: Random) -> list[tuple[float, float]]:
    """Positions near the middle of grid cells, so most lie in a cell and some in its neighbour."""
    centres = [cell.centre for cell in territory.areas_under(district, Level.CELL) if cell.centre]
    found = []
    for _ in range(count):
        west, south, east, north = box_around(*chance.choice(centres), JITTER_M)
        found.append((round(chance.uniform(west, east), 6), round(chance.uniform(south, north), 6)))
    return found


def main(district: str, worker_count: int, place_count: int, seed: int) -> None:
    """Set the stage and print it."""
    chance = Random(seed)
    stage = {
        "streets": streets(district),
        "departments": departments(district),
        "outlets": outlets(district),
        "workers": workers(district, worker_count, chance),
        "places": places(district, place_count, chance),
    }
    sys.stdout.write(json.dumps(stage))


if __name__ == "__main__":
    main(sys.argv[1], int(sys.argv[2]), int(sys.argv[3]), int(sys.argv[4]))
