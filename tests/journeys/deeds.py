"""What people do off the page under test, through the services: reports with drawn photos, their way to closure, goods."""

import io
from datetime import date
from functools import cache
from itertools import count
from uuid import uuid4

from benfu.cases import services as cases
from benfu.cases.models import Case
from benfu.imaging.scenes import Stage, good_file, photo_file
from benfu.ledger.kinds import ISSUER, holder
from benfu.ledger.services import transfer
from benfu.platform.files import services as files
from benfu.platform.files.models import State, StoredFile
from benfu.platform.identity.actor import SYSTEM, Actor
from benfu.platform.journal.drain import drain_all
from benfu.platform.lib.ids import uuid7
from benfu.store.models import Good
from benfu.store.services import Described, add_good, receive_stock
from benfu.store.services import Photo as GoodPhoto
from tests.cast import Cast
from tests.district import JINHAI, middle

DRAWN = (640, 480)
NEVER = date(9999, 12, 31)
SCENE_OF = {"wire_charging": "dangling_wire", "road_damage": "pothole", "loose_wires": "tangled_wires"}
"""What a category's photo shows, where scene and category are not called the same."""
PICTURE_OF = {"雨衣": "raincoat", "水杯": "water_bottle", "手套": "gloves", "充电宝": "power_bank"}
_causes = count(1)


@cache
def scene(category: str, stage: Stage = "before") -> bytes:
    """Return a drawn photo of what a category is about, as a file."""
    return photo_file(SCENE_OF.get(category, category), 7, stage, DRAWN)


def spot(cell: str = f"{JINHAI}003", east_m: float = 0) -> tuple[float, float]:
    """Return a place so many metres east of a cell's middle, as longitude, latitude."""
    lon, lat = middle(cell)
    return lon + east_m / 90_000, lat


def report(
    actor: Actor,
    category: str = "manhole",
    at: tuple[float, float] = (0, 0),
    words: str = "",
    joins: int | None = None,
    danger: bool = False,
) -> int:
    """Report something with a photo, and return its case."""
    made = uuid7()
    lon, lat = at if any(at) else spot()
    receipt = cases.report_case(
        actor=actor, report=made, category=category, lon=lon, lat=lat, words=words, joins=joins, danger=danger
    )
    cases.add_photo(actor=actor, report=made, file_id=uuid7(), stream=io.BytesIO(scene(category)))
    return receipt.case


def department_of(town: Cast) -> int:
    """Return the id of the department that 李工 works for."""
    return int(town.department.removeprefix("organisation:"))


def dispatched(town: Cast, case: int) -> int:
    """Let 周明 take a case on and give it to the department."""
    cases.file_and_dispatch(actor=town.zhou, case=case, department=department_of(town))
    return case


def handling(town: Cast, case: int) -> int:
    """Let 李工 accept a case that is given to the department now."""
    cases.accept_case(actor=town.li, case=dispatched(town, case))
    return case


def handled(town: Cast, case: int) -> int:
    """Let 李工 mend it, with a photo."""
    handling(town, case)
    after = cases.Photo(uuid7(), io.BytesIO(scene(Case.objects.get(pk=case).category_id, "after")))
    cases.finish_case(actor=town.li, case=case, photos=[after], words="已经处理好。")
    return case


def closed(town: Cast, case: int) -> int:
    """Let 周明 verify it, and let everything that follows happen."""
    cases.verify_case(actor=town.zhou, case=handled(town, case), words="已经修好，谢谢您！")
    beside()
    return case


def good(town: Cast, name: str = "雨衣", price: int = 60, pieces: int = 5, per_person: int = 0) -> Good:
    """Put a good with its picture on 惠民超市's shelf."""
    picture = GoodPhoto(uuid7(), io.BytesIO(good_file(PICTURE_OF[name])))
    words = "加厚，带反光条。" if name == "雨衣" else ""
    made = add_good(actor=town.admin, described=Described(name, price, words, per_person, 30), photo=picture)
    if pieces:
        receive_stock(actor=town.gu, key=uuid4(), outlet=outlet_of(town), good=made.pk, quantity=pieces)
    return made


def outlet_of(town: Cast) -> int:
    """Return the id of 惠民超市."""
    return int(town.outlet.removeprefix("rest_stop:"))


def give(actor: Actor, points: int) -> None:
    """Give somebody points to spend."""
    transfer(
        actor=SYSTEM,
        key=uuid4(),
        source=ISSUER,
        target=holder(f"person:{actor.person}"),
        amount=points,
        cause=f"test:{next(_causes)}",
        expires_on=NEVER,
    )


def beside() -> None:
    """Do what the background worker does: make the pictures that pages show, tell the facts to the rooms."""
    for picture in StoredFile.objects.filter(state=State.RECEIVED):
        files.derive_picture(picture.pk)
    drain_all()
