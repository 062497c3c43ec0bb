"""The people of the day: workers who report, officials who file and check, departments who mend.

Each acts through the public API only, from a thread of its own, and insists on an answer however often the server dies.
"""

import threading
import time
import uuid
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from queue import Empty, Queue
from random import Random
from typing import Any

from benchmarks.client import Client

IDLE_S = 2.0
DECLINE, HAND_BACK, SEND_BACK = 0.05, 0.05, 0.06
NEAR_DEGREES = 0.0002  # about 20 m


@dataclass
class Tally:
    """What was acknowledged, and what came back otherwise."""

    reports: dict[str, int] = field(default_factory=dict)
    photos: set[str] = field(default_factory=set)
    orders: dict[str, int] = field(default_factory=dict)
    handed_over: set[int] = field(default_factory=set)
    answers: Counter[str] = field(default_factory=Counter)
    waits_ms: list[float] = field(default_factory=list)
    lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, what: str, status: int) -> None:
        """Count an answer."""
        with self.lock:
            self.answers[f"{what} {status}"] += 1


@dataclass(frozen=True)
class Errand:
    """One message that becomes a report."""

    report: str
    body: dict[str, Any]
    photo: str
    picture: bytes
    token: str


def errands(
    messages: Sequence[str],
    places: Sequence[tuple[float, float]],
    pictures: Sequence[bytes],
    tokens: Sequence[str],
    seed: int,
) -> list[Errand]:
    """Turn messages into reports at seeded places; one in eight is of what somebody else has just reported near by."""
    chance = Random(seed)
    categories = ("fire_lane", "wire_charging", "manhole", "road_damage", "loose_wires", "parking", "litter", "other")
    made: list[Errand] = []
    for number, text in enumerate(messages):
        lon, lat = places[number % len(places)]
        category = chance.choice(categories)
        if made and chance.random() < 0.125:
            other = chance.choice(made[-40:]).body
            category, lon, lat = other["category"], other["lon"] + NEAR_DEGREES, other["lat"]
        report = str(uuid.UUID(int=chance.getrandbits(128), version=4))
        body = {"id": report, "category": category, "lon": lon, "lat": lat, "accuracy_m": 12, "words": text[:2000]}
        picture = chance.choice(pictures)
        photo = str(uuid.UUID(int=chance.getrandbits(128), version=4))
        made.append(Errand(report, body, photo, picture, chance.choice(tokens)))
    return made


def report_all(client: Client, queue: "Queue[Errand]", tally: Tally) -> None:
    """Report until the queue is empty: look for duplicates, send the report, then its photo."""
    while True:
        try:
            errand = queue.get_nowait()
        except Empty:
            return
        client.token = errand.token
        body = dict(errand.body)
        near = client.insist(
            "GET", f"/api/v1/cases/nearby?lon={body['lon']}&lat={body['lat']}&category={body['category']}"
        )
        if near.status == 200 and near.json:
            body["joins"] = near.json[0]["case"]
        began = time.perf_counter()
        answer = client.insist("POST", "/api/v1/reports", body)
        tally.note("report", answer.status)
        if answer.status not in (200, 201):
            continue
        with tally.lock:
            tally.reports[errand.report] = answer.json["case"]
            tally.waits_ms.append((time.perf_counter() - began) * 1000)
        path = f"/api/v1/reports/{errand.report}/photos/{errand.photo}"
        sent = client.insist("PUT", path, errand.picture, "image/jpeg")
        tally.note("photo", sent.status)
        if sent.status == 200:
            with tally.lock:
                tally.photos.add(errand.photo)


@dataclass
class Desk:
    """Somebody who works off a list until told to stop: `tabs` says which tab is worked off how."""

    client: Client
    tabs: Mapping[str, Callable[["Desk", dict[str, Any]], None]]
    tally: Tally
    chance: Random
    context: dict[str, Any]

    def work(self, stop: threading.Event) -> None:
        """Go through the tabs again and again."""
        while not stop.is_set():
            if not self.once():
                stop.wait(IDLE_S)

    def once(self) -> int:
        """Work off one page of each tab; return how many cases there were."""
        found = 0
        for tab, act in self.tabs.items():
            listed = self.client.insist("GET", f"/api/v1/cases?tab={tab}&size=20")
            if listed.status != 200:
                self.tally.note(f"list {tab}", listed.status)
                continue
            for case in listed.json["cases"]:
                act(self, case)
                found += 1
        return found

    def move(self, case: dict[str, Any], move: str, **given: Any) -> int:
        """Move a case on; 409 means somebody was first, or our own lost answer was a yes."""
        answer = self.client.insist(
            "POST", f"/api/v1/cases/{case['case']}/{move}", {"version": case["version"], **given}
        )
        self.tally.note(move, answer.status)
        if answer.status == 200:
            case["version"] = answer.json["version"]
        return answer.status


def file_and_dispatch(desk: Desk, case: dict[str, Any]) -> None:
    """Take a report on and give it to a department, or decline it with a reason."""
    if desk.chance.random() < DECLINE:
        desk.move(case, "decline", reason="not_found_on_site", words="现场未发现。")
        return
    desk.move(case, "file")
    dispatch(desk, case)


def dispatch(desk: Desk, case: dict[str, Any]) -> None:
    """Give a case to some department."""
    desk.move(case, "dispatch", department=desk.chance.choice(desk.context["departments"]))


def check(desk: Desk, case: dict[str, Any]) -> None:
    """Close what is mended, now and then send it back."""
    if desk.chance.random() < SEND_BACK:
        desk.move(case, "send_back", reason=desk.context["send_back"], words="还有遗留，请再处理。")
    else:
        desk.move(case, "verify", words="已核查，谢谢。")


def accept(desk: Desk, case: dict[str, Any]) -> None:
    """Take a case on, now and then hand it back."""
    if desk.chance.random() < HAND_BACK:
        desk.move(case, "hand_back", reason="not_our_duty", words="不是我单位职责。")
    else:
        desk.move(case, "accept")


def mend(desk: Desk, case: dict[str, Any]) -> None:
    """Show by a photo that it is mended."""
    photo = uuid.UUID(int=desk.chance.getrandbits(128), version=4)
    picture = desk.chance.choice(desk.context["pictures"])
    sent = desk.client.insist("PUT", f"/api/v1/cases/{case['case']}/photos/{photo}", picture, "image/jpeg")
    desk.tally.note("after photo", sent.status)
    if sent.status == 200:
        desk.move(case, "finish", words="已处理。")


OFFICIAL = {"waiting": file_and_dispatch, "filed": dispatch, "returned": dispatch, "checking": check}
HANDLER = {"to_accept": accept, "to_handle": mend}
