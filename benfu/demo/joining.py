"""How workers come: they register with a community by phone and are taken in, or wait, or are declined."""

from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Any

from benfu.people.services import approve_registration, decline_registration, register_worker
from benfu.platform.identity.actor import SYSTEM, Actor, actor_of
from benfu.platform.identity.services import open_account_by_phone
from benfu.platform.lib import clock
from benfu.platform.privacy.selectors import texts_in_force
from benfu.recruitment.services import appoint_one
from benfu.territory import selectors as territory
from benfu.territory.worktime import Unit, due_at

from .agenda import Agenda
from .chance import Chance
from .crew import Crew, Worker
from .places import Map
from .reading import data

BEFORE_DAYS = 28
"""How many days before the story begins the first workers came."""
PART_TIME = timedelta(days=365)
LATECOMERS = 0.15
"""Share of workers who come while the story goes on."""
STORY_SHARE = 0.7


def invent_workers(map_: Map, chance: Chance, agenda: Agenda, count: int) -> list[Worker]:
    """Return those workers who are written out, and as many invented ones as are missing to `count`."""
    rows = data("people")
    first = agenda.begin - timedelta(days=BEFORE_DAYS)
    found = [
        Worker(
            name=row["name"],
            phone=row["phone"],
            trade=row["trade"],
            company=row["company"],
            community=map_.code(row["in"]),
            share=row["share"],
            joins_at=first + timedelta(hours=9 + number),
            part_time=row.get("part_time", False),
        )
        for number, row in enumerate(rows["worker"])
    ]
    taken = {row["name"] for kind in ("worker", "waiting", "declined") for row in rows[kind]}
    while len(found) < count:
        one = _invented(rows, map_, chance, agenda, len(found))
        if one.name not in taken:
            taken.add(one.name)
            found.append(one)
    return found


def enrol(crew: Crew, agenda: Agenda, chance: Chance, workers: list[Worker]) -> None:
    """Have everybody register on their day and be taken in some working hours later."""
    crew.workers.extend(workers)
    for worker in workers:
        agenda.add(worker.joins_at, _registering(crew, agenda, chance, worker))


def knock(crew: Crew, map_: Map, agenda: Agenda, chance: Chance) -> None:
    """Have some register lately whom nobody has answered yet, and some whom the community declined."""
    rows = data("people")
    for number, row in enumerate(rows["waiting"]):
        at = agenda.end - timedelta(minutes=row["minutes"])
        agenda.add(at, partial(_register, _applicant(row, map_, at, 8000 + number)))
    for number, row in enumerate(rows["declined"]):
        at = agenda.end - timedelta(days=row["days"])
        agenda.add(at, _declining(crew, agenda, chance, _applicant(row, map_, at, 8500 + number), row["reason"]))


def _invented(rows: dict[str, Any], map_: Map, chance: Chance, agenda: Agenda, number: int) -> Worker:
    trade = chance.one(rows["trades"])
    late = chance.hit(LATECOMERS)
    days = (
        chance.uniform(0, STORY_SHARE * (agenda.end - agenda.begin).days) if late else -chance.uniform(0, BEFORE_DAYS)
    )
    return Worker(
        name=chance.choice(rows["surnames"]) + chance.choice(rows["given"]),
        phone=f"1380000{2000 + number}",
        trade=trade,
        company=chance.choice(rows["companies"][trade]),
        community=chance.choice(map_.communities()),
        share=min(9.0, chance.paretovariate(0.8)),
        joins_at=agenda.begin + timedelta(days=days),
    )


def _applicant(row: dict[str, Any], map_: Map, at: datetime, number: int) -> Worker:
    return Worker(row["name"], f"1380000{number}", row["trade"], row["company"], map_.code(row["in"]), 0, at)


def _registering(crew: Crew, agenda: Agenda, chance: Chance, worker: Worker) -> Callable[[], None]:
    def act() -> None:
        registration = _register(worker)
        officer = chance.choice(crew.community[worker.community])
        agenda.add(_working_time(worker.joins_at, chance), partial(_take_in, worker, registration, officer))

    return act


def _declining(crew: Crew, agenda: Agenda, chance: Chance, worker: Worker, reason: str) -> Callable[[], None]:
    def act() -> None:
        registration = _register(worker)
        officer = crew.community[worker.community][0]
        decline = partial(decline_registration, actor=officer, registration=registration, reason=reason)
        agenda.add(_working_time(worker.joins_at, chance), decline)

    return act


def _register(worker: Worker) -> int:
    """Register a worker and return the registration's id; from then on they can act."""
    account = open_account_by_phone(actor=SYSTEM, phone=worker.phone)
    made = register_worker(
        actor=actor_of(account.pk),
        community=worker.community,
        name=worker.name,
        trade=worker.trade,
        company=worker.company,
        consents={text.code: text.version for text in texts_in_force() if not text.apart},
    )
    worker.actor = actor_of(account.pk)
    return made.pk


def _take_in(worker: Worker, registration: int, officer: Actor) -> None:
    approve_registration(actor=officer, registration=registration)
    if worker.part_time:
        person = worker.own().own_person()
        last = clock.today() + PART_TIME
        appoint_one(actor=officer, person=person, post="grid_supervisor", area=worker.community, ends_on=last)
        worker.actor = actor_of(worker.own().own_account())


def _working_time(since: datetime, chance: Chance) -> datetime:
    """Return when the community has got round to it: some working hours later."""
    return due_at(since, chance.uniform(0.2, 6), Unit.WORK_HOUR, territory.calendar())
