"""A lived-in town, built once for all tests that only look: something in every state, on every list, for everybody.

Its people are the cast's, and a few more who stand at a beginning or elsewhere.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any
from uuid import uuid4

from benfu.cases import services as cases
from benfu.credentials.models import Credential
from benfu.credentials.selectors import printed_code
from benfu.organisations.models import Kind
from benfu.organisations.services import add_organisation
from benfu.outreach.services import declare, log_contact
from benfu.people.models import Registration
from benfu.people.services import decline_registration, register_worker, show_phone
from benfu.platform.files.models import StoredFile
from benfu.platform.identity.actor import SYSTEM, Actor
from benfu.platform.identity.roles import Role
from benfu.platform.identity.services import create_staff_account, make_token
from benfu.platform.identity.strength import Strength
from benfu.platform.journal.models import Fact, FailedTelling
from benfu.platform.lib import clock
from benfu.points.models import Decision
from benfu.points.selectors import tariff
from benfu.recruitment.services import Choice, NewCall, apply_for, appoint_all, note_interview, open_call
from benfu.rest_stops.hours import ALWAYS
from benfu.rest_stops.services import Place, add_rest_stop
from benfu.rosters.services import Line, approve_hub, bring_in, claim, register_hub
from benfu.store.services import Wish, cancel_order, hand_over, place_order
from benfu.territory.services import keep_for_confirmation
from tests.browsers import browser_of
from tests.cast import CONSENTS, Cast, again, newcomer, staff, worker
from tests.district import CUIHU, CUIHU_STREET, HAISHENG, JINHAI, middle

from . import deeds
from .rewards import rewards


@dataclass(frozen=True)
class LivedIn:
    """The town, and the numbers by which its things are addressed."""

    cast: Cast
    others: dict[str, Actor]
    """People beside the cast, by what stands for them here."""
    things: dict[str, Any]
    """Ids by what they name in an address: a case in each state, an order, a good …"""
    sessions: dict[str, str]
    """The session cookie of everybody, by name."""

    def actor(self, who: str) -> Actor:
        """Return somebody by name."""
        return _people(self.cast, self.others)[who]


def live(town: Cast) -> LivedIn:
    """Let a few days happen in the town."""
    others = _others(town)
    things = (
        _cases(town)
        | _points_and_goods(town)
        | _registrations(town, others)
        | _recruitment(town)
        | _rosters(town, others)
        | _office(town, others)
    )
    deeds.beside()
    things |= _pictures(things) | _addresses(town, things) | rewards(town, things["declined"])
    sessions = {who: browser_of(actor).cookies["sessionid"].value for who, actor in _people(town, others).items()}
    return LivedIn(town, others, things, sessions)


def _people(town: Cast, others: dict[str, Actor]) -> dict[str, Actor]:
    return others | {who: one for who, one in vars(town).items() if isinstance(one, Actor)}


def _others(town: Cast) -> dict[str, Actor]:
    lon, lat = middle(f"{CUIHU}001")
    shop = Place("outlet", "翠湖小卖部", lon, lat, ALWAYS, address="翠湖路 1 号", amenities=["points_exchange"])
    outlet = add_rest_stop(actor=SYSTEM, place=shop)
    office = add_organisation(actor=SYSTEM, kind=Kind.DEPARTMENT, name="翠湖园林站", area=CUIHU_STREET)
    newcomers = {name: newcomer(f"1990000010{number}") for number, name in enumerate(("new", "waiting", "refused"))}
    return newcomers | {
        "idle": worker("19900000110", "程一", JINHAI, "truck_driver"),
        "lake_worker": worker("19900000111", "湖生", CUIHU),
        "lake_keeper": staff("hushan", "胡珊", Role.STORE_KEEPER, CUIHU, f"rest_stop:{outlet.pk}"),
        "lake_handler": staff("yuan", "袁林", Role.DEPARTMENT_HANDLER, CUIHU_STREET, f"organisation:{office.pk}"),
        "lake_official": staff("lan", "兰溪", Role.STREET_OFFICIAL, CUIHU_STREET),
        "other_grid": staff("hai", "海波", Role.GRID_MEMBER, f"{HAISHENG}001"),
    }


def _cases(town: Cast) -> dict[str, Any]:
    """Bring a case into each state, every one in a place of its own."""
    deed: dict[str, Callable[[], int]] = {
        "reported": partial(deeds.report, town.lin, "manhole", words="井盖碎了一半，晚上看不见。"),
        "filed": lambda: (
            cases.file_case(actor=town.zhou, case=deeds.report(town.he, "litter", deeds.spot(east_m=150))).pk
        ),
        "dispatched": lambda: deeds.dispatched(
            town, deeds.report(town.lin, "wire_charging", deeds.spot(f"{JINHAI}001"))
        ),
        "handling": lambda: deeds.handling(town, deeds.report(town.he, "road_damage", deeds.spot(f"{JINHAI}002"))),
        "handled": lambda: deeds.handled(town, deeds.report(town.lin, "parking", deeds.spot(f"{JINHAI}004"))),
        "returned": lambda: _returned(town),
        "declined": lambda: _declined(town),
        "closed": lambda: _closed(town),
        "own": lambda: _given_to(town, deeds.report(town.he, "other", deeds.spot(f"{JINHAI}003", 90))),
    }
    made = {name: act() for name, act in deed.items()}
    deeds.report(town.he, "manhole", deeds.spot(east_m=5), joins=made["reported"])
    deeds.report(town.lin, "fire_lane", deeds.spot(f"{JINHAI}003", -60), danger=True)
    return made


def _returned(town: Cast) -> int:
    case = deeds.dispatched(town, deeds.report(town.he, "loose_wires", deeds.spot(f"{JINHAI}002", 120)))
    cases.hand_back_case(actor=town.li, case=case, reason="not_our_duty", words="这一段线属于通信公司。")
    return case


def _declined(town: Cast) -> int:
    case = deeds.report(town.lin, "other", deeds.spot(f"{JINHAI}001", 160), words="路边的树枝")
    cases.decline_case(actor=town.zhou, case=case, reason="not_found_on_site", words="去看了，树枝已经清走。")
    return case


def _closed(town: Cast) -> int:
    case = deeds.report(town.lin, "manhole", deeds.spot(f"{JINHAI}001", -150))
    deeds.report(town.he, "manhole", deeds.spot(f"{JINHAI}001", -140), joins=case)
    return deeds.closed(town, case)


def _given_to(town: Cast, case: int) -> int:
    """Give a case to the worker who is a grid member too."""
    assert town.tang.person is not None
    cases.file_and_dispatch(actor=town.zhou, case=case, handler=town.tang.person)
    return case


def _points_and_goods(town: Cast) -> dict[str, Any]:
    """Fill the shelf, let 林小舟 order, fetch and give up."""
    deeds.give(town.lin, 300)
    coat = deeds.good(town)
    deeds.good(town, "水杯", 35, pieces=1, per_person=1)
    deeds.good(town, "手套", 15, pieces=0)
    deeds.good(town, "充电宝", 400)
    place = partial(place_order, actor=town.lin, outlet=deeds.outlet_of(town), wishes=[Wish(coat.pk)])
    waiting, fetched, given_up = (place(key=uuid4()).pk for _ in range(3))
    hand_over(actor=town.gu, order=fetched)
    cancel_order(actor=town.lin, order=given_up)
    decision = Decision.objects.filter(person=town.lin.person).latest("pk")
    ids = {"good": coat.pk, "order": waiting, "fetched": fetched, "given_up": given_up, "decision": decision.pk}
    return ids | {"tariff": tariff().version}


def _registrations(town: Cast, others: dict[str, Actor]) -> dict[str, Any]:
    """Let one newcomer wait for 金海社区's answer, another be declined, and 周明 look at a phone number."""
    who = {"waiting": "方圆", "refused": "郭凡"}
    made = {}
    for key, name in who.items():
        made[key] = register_worker(
            actor=others[key], community=JINHAI, name=name, trade="courier", company="顺达快递", consents=CONSENTS
        ).pk
        others[key] = again(others[key])
    decline_registration(actor=town.zhou, registration=made["refused"], reason="您常跑的是海盛社区，请扫他们的码。")
    approved = Registration.objects.get(person=town.lin.person, state="approved").pk
    show_phone(actor=town.zhou, registration=approved, reason="核实丢失的报到卡")
    return {
        "registration": made["waiting"],
        "declined_registration": made["refused"],
        "approved_registration": approved,
    }


def _recruitment(town: Cast) -> dict[str, Any]:
    """Call for grid members: 林小舟 is appointed, 何川 waits."""
    today = clock.today()
    term = {"starts_on": today, "ends_on": today + timedelta(days=20), "closes_on": today + timedelta(days=9)}
    said = NewCall(JINHAI, "grid_supervisor", "招募网格监督员", "顺路看一看，发现问题拍一张。", 3, **term)
    call = open_call(actor=town.zhou, call=said)
    first, second = (apply_for(actor=who, call=call.pk, motive="天天从这里过。") for who in (town.lin, town.he))
    note_interview(actor=town.zhou, application=second.pk, notes="周末有空。")
    made = appoint_all(actor=town.zhou, call=call.pk, choices=[Choice(first.pk, f"{JINHAI}003")])
    return {"call": call.pk, "application": second.pk, "appointment": made[0].pk}


def _rosters(town: Cast, others: dict[str, Actor]) -> dict[str, Any]:
    """Let a hub bring its people in, another wait for the street; 林小舟 has said yes, 何川 waits for the hub."""
    hubs = {}
    for login, name in (("hub_manager", "快送金海站"), ("new_hub_manager", "顺达金海站")):
        hubs[login] = add_organisation(actor=SYSTEM, kind=Kind.PLATFORM_COMPANY, name=name, area=JINHAI[:6]).pk
        unit = f"hub:{hubs[login]}"
        others[login] = staff(login.replace("_", "."), "站长", Role.ENTERPRISE_MANAGER, JINHAI[:6], unit)
    hub, manager = hubs["hub_manager"], others["hub_manager"]
    approve_hub(actor=town.mei, registration=register_hub(actor=manager, hub=hub, street=JINHAI[:9]).pk)
    bring_in(actor=manager, hub=hub, lines=[Line("林小舟", "19900000001"), Line("程一", "19900000119")])
    claim(actor=town.lin, hub=hub)
    place = claim(actor=town.he, hub=hub).pk
    asked = register_hub(actor=others["new_hub_manager"], hub=hubs["new_hub_manager"], street=JINHAI[:9])
    add_organisation(actor=SYSTEM, kind=Kind.PARTY_BRANCH, name="金海快递支部", area=JINHAI)
    declared = declare(actor=town.lin, status="member", origin="远山县第一支部", version=1).pk
    log_contact(actor=town.zhou, person=declared, how="visit", words="去站点见了面。")
    return {"declared": declared, "hub": hub, "place": place, "hub_registration": asked.pk}


def _office(town: Cast, others: dict[str, Actor]) -> dict[str, Any]:
    """Give the administrator a file to confirm and a telling that went wrong; give 林小舟 a token."""
    create_staff_account(actor=town.admin, login="husheng", account=others["lake_worker"].account)
    make_token(actor=town.lin, label="旧手机", strength=Strength.PHONE)
    features = b'{"type": "FeatureCollection", "features": []}'
    options = {"kind": "boundaries", "under": "990101", "level": "", "crs": "", "source": "", "official": False}
    pending = keep_for_confirmation(actor=town.admin, file_name="qingyu.geojson", content=features, options=options)
    fact = Fact.objects.earliest("id")
    telling = FailedTelling.objects.create(fact=fact, subscriber="notices.tell", attempts=8, error="LookupError: gone")
    return {"pending": pending, "telling": telling.pk}


def _pictures(things: dict[str, Any]) -> dict[str, Any]:
    """Return a picture of each kind of thing."""
    before = StoredFile.objects.filter(subject__startswith="report:").earliest("created_at")
    after = StoredFile.objects.filter(subject=f"case:{things['closed']}").earliest("created_at")
    return {"picture": before.pk, "after_picture": after.pk}


def _addresses(town: Cast, things: dict[str, Any]) -> dict[str, Any]:
    """Return what stands in addresses beside ids of this town's own."""
    return {
        "community": JINHAI,
        "next_community": HAISHENG,
        "outlet": deeds.outlet_of(town),
        "organisation": deeds.department_of(town),
        "verified": printed_code(Credential.objects.get(subject=f"registration:{things['approved_registration']}")),
    }
