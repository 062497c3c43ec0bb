"""Founding the district: areas, departments, rest stops, staff, goods and stock, all through the rooms' services."""

from collections.abc import Iterable
from io import BytesIO
from typing import Any

import pyotp

from benfu.imaging.scenes import good_file
from benfu.organisations.services import add_organisation
from benfu.people.services import add_staff
from benfu.platform.files.services import derive_picture
from benfu.platform.identity.actor import SYSTEM, Actor, actor_of
from benfu.platform.identity.roles import Role
from benfu.platform.identity.services import begin_second_factor, confirm_second_factor
from benfu.platform.lib import clock
from benfu.rest_stops.hours import Hours, read_spans
from benfu.rest_stops.services import Place, add_rest_stop
from benfu.store.services import Described, Photo, add_good, receive_stock
from benfu.territory.services import import_boundaries

from .chance import Chance
from .coast import Outline, as_geojson
from .crew import Crew, Good
from .passwords import PASSWORD
from .places import Map
from .reading import data

SOURCE = "演示数据，纯属虚构"
WEEKDAYS, WEEKEND = 5, 2
NEIGHBOURS = (
    "苗青",
    "蓝天",
    "卢笛",
    "骆驼",
    "祁连",
    "贺兰",
    "凌霄",
    "庄园",
    "章节",
    "谷雨",
    "桂香",
    "柏松",
    "池清",
    "岳麓",
    "阮琴",
    "翁舟",
    "戚风",
    "符号",
    "华年",
    "严冬",
)
"""Invented names of the communities' workers who are not written out."""


def found(map_: Map, outlines: Iterable[Outline], chance: Chance) -> Crew:
    """Set the district up at the present moment of the story and return who works there."""
    report = import_boundaries(actor=SYSTEM, content=as_geojson(list(outlines)), source=SOURCE)
    if not report.done:
        raise RuntimeError(f"the island was refused: {report}")
    rows = data("registers")
    crew = Crew(admin=_administrator(map_, rows["staff"]))
    for row in rows["department"]:
        made = add_organisation(actor=crew.admin, kind="department", name=row["name"], area=map_.code(""))
        crew.departments[row["key"]] = made.pk
    for row in rows["stop"]:
        _add_stop(crew, map_, row)
    for row in rows["staff"]:
        if row["role"] != Role.ADMINISTRATOR:
            _add_staff(crew, map_, row)
    _fill_communities(crew, map_)
    for row in rows["good"]:
        _add_good(crew, row, chance)
    return crew


def _administrator(map_: Map, rows: list[dict[str, Any]]) -> Actor:
    """Return the administrator, with a second factor as they must have; the demo's sign-in page shows its code."""
    row = next(row for row in rows if row["role"] == Role.ADMINISTRATOR)
    admin = _account(SYSTEM, row["login"], row["name"], Role.ADMINISTRATOR, map_.code(""))
    setup = begin_second_factor(actor=admin)
    confirm_second_factor(actor=admin, code=pyotp.TOTP(setup.secret).at(clock.now()))
    return admin


def _account(actor: Actor, login: str, name: str, role: Role, area: str, unit: str = "") -> Actor:
    slip = add_staff(actor=actor, login=login, name=name, role=role, area=area, unit=unit, password=PASSWORD)
    return actor_of(slip.account)


def _add_staff(crew: Crew, map_: Map, row: dict[str, Any]) -> None:
    role, unit, area = Role(row["role"]), row.get("unit", ""), map_.code(row.get("in", ""))
    subject = ""
    if role == Role.DEPARTMENT_HANDLER:
        subject = f"organisation:{crew.departments[unit]}"
    elif unit:
        subject = f"rest_stop:{crew.stops[unit]}"
    actor = _account(crew.admin, row["login"], row["name"], role, area, subject)
    crew.staff.append(actor)
    _place(crew, actor, role, area, unit)


def _place(crew: Crew, actor: Actor, role: Role, area: str, unit: str) -> None:
    """Put an actor where the story looks for somebody who does that."""
    if role == Role.COMMUNITY_WORKER:
        crew.community.setdefault(area, []).append(actor)
    elif role == Role.GRID_MEMBER:
        crew.members.setdefault(area, []).append(actor)
    elif role == Role.DEPARTMENT_HANDLER:
        crew.handlers.setdefault(unit, []).append(actor)
    elif unit:
        crew.keepers[unit] = actor


def _fill_communities(crew: Crew, map_: Map) -> None:
    """Give every community without anybody a worker of its own."""
    alone = [code for code in map_.communities() if code not in crew.community]
    for number, (code, name) in enumerate(zip(alone, NEIGHBOURS, strict=False), 1):
        actor = _account(crew.admin, f"shequ{number:02}", name, Role.COMMUNITY_WORKER, code)
        crew.staff.append(actor)
        crew.community[code] = [actor]


def _add_stop(crew: Crew, map_: Map, row: dict[str, Any]) -> None:
    lon, lat = map_.middle(map_.code(row["in"]))
    texts = row["hours"]
    week = (read_spans(texts[0]),) * WEEKDAYS + (read_spans(texts[-1]),) * WEEKEND
    place = Place(
        kind=row["kind"],
        name=row["name"],
        lon=lon,
        lat=lat,
        hours=Hours(week),
        address=row["address"],
        amenities=row["amenities"],
        sockets=row.get("sockets", 0),
    )
    crew.stops[row["key"]] = add_rest_stop(actor=crew.admin, place=place).pk
    if row["kind"] == "outlet":
        crew.outlets.append(row["key"])


def _add_good(crew: Crew, row: dict[str, Any], chance: Chance) -> None:
    described = Described(
        name=row["name"],
        price=row["price"],
        words=row["words"],
        per_person=row.get("per_person", 0),
        per_days=row.get("per_days", 30),
    )
    photo = Photo(chance.uuid(), BytesIO(good_file(row["picture"])))
    good = add_good(actor=crew.admin, described=described, photo=photo)
    derive_picture(photo.file_id)
    crew.goods.append(Good(good.pk, row["name"], row["price"]))
    for key, quantity in zip(crew.outlets, row["stock"], strict=True):
        if quantity:
            receive_stock(
                actor=crew.keepers[key], key=chance.uuid(), outlet=crew.stops[key], good=good.pk, quantity=quantity
            )
