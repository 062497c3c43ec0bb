"""Filling an empty database: found the district, live through six weeks of it, and leave it as of this moment."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from functools import partial

from django.db import transaction
from django.test.utils import override_settings

from benfu.fairness.services import look
from benfu.insight.selectors import figures_for
from benfu.notices import selectors as notices
from benfu.notices.services import mark_read
from benfu.platform.identity.actor import SYSTEM, Actor
from benfu.platform.journal.selectors import failed_tellings
from benfu.platform.lib import clock
from benfu.rest_stops.services import change_free_sockets
from benfu.territory import selectors as territory
from benfu.territory.selectors import Level

from . import coast, reading
from .agenda import Agenda, ledger_follows, time_is
from .album import Album
from .casework import Casework
from .chance import Chance
from .crew import Crew
from .finding import Finding
from .founding import found
from .joining import enrol, invent_workers, knock
from .passwords import QUICK_HASHER
from .places import Map
from .plots import invent_plots, written_plots
from .shopping import Shopping
from .thanking import Thanking

SEED = 3
HISTORY = timedelta(days=42)
FOUNDED = timedelta(days=35)
"""How long before the history the district was set up."""
UNREAD = 3
"""How many notices everybody has not read yet."""
STAR = "林小舟"
KEEPS = 130
"""Points that the worker whose sign-in is printed does not spend, so that the store is open to whoever tries it."""


@dataclass(frozen=True, slots=True)
class Size:
    """How much life: workers, cases, and different photos of each kind of thing."""

    workers: int
    cases: int
    photos: int


SIZES = {"small": Size(60, 130, 3), "full": Size(260, 1800, 10)}


def filled() -> int:
    """Return how many areas the database knows: an empty one knows none."""
    return territory.count_under("", Level.DISTRICT) + territory.count_under("", Level.STREET)


@transaction.atomic
@override_settings(PASSWORD_HASHERS=[QUICK_HASHER])
def fill(size: Size, seed: int = SEED, say: Callable[[str], None] = lambda words: None) -> int:
    """Fill an empty database and return how many things happened. All of it or nothing: a crash leaves it empty.

    Every row comes from the services people use, and every fact has been told. Raises RuntimeError if one could not be.
    """
    now = clock.now()
    island, agenda = reading.island(), Agenda(now - HISTORY, now)
    outlines = coast.draw(island, seed)
    map_ = Map(island, outlines, Chance(f"map:{seed}"))
    with ledger_follows():
        with time_is(agenda.begin - FOUNDED):
            crew = found(map_, outlines, Chance(f"founding:{seed}"))
        say(
            f"{island.name}: {len(outlines)} areas, {len(crew.staff) + 1} members of staff, {len(crew.stops)} rest stops"
        )
        _write(size, seed, map_, agenda, crew)
        done = agenda.run()
        with time_is(now):
            _tidy(crew)
    if failed_tellings().exists():
        raise RuntimeError(f"a fact of the demo could not be told: {failed_tellings()[0].error}")
    say(f"six weeks lived through: {done} events")
    return done


def _write(size: Size, seed: int, map_: Map, agenda: Agenda, crew: Crew) -> None:
    """Put everything that will happen on the agenda."""
    people = Chance(f"people:{seed}")
    workers = invent_workers(map_, people, agenda, size.workers)
    enrol(crew, agenda, people, workers)
    knock(crew, map_, agenda, people)
    work = Casework(crew, map_, Album(size.photos), agenda, Chance(f"cases:{seed}"))
    story = Chance(f"plots:{seed}")
    for plot in invent_plots(map_, story, agenda, workers, size.cases) + written_plots(map_, story, agenda, workers):
        work.expect(plot)
    shopping = Shopping(crew, agenda, Chance(f"store:{seed}"))
    shopping.expect({STAR: KEEPS})
    for row in reading.data("scenes")["order"]:
        shopping.order_as_written(row)
    Thanking(crew, agenda).expect(STAR)
    Finding(crew, agenda).expect(STAR)
    for number, row in enumerate(reading.data("registers")["stop"]):
        if row.get("sockets"):
            free = row["free"] - row["sockets"]
            said = partial(change_free_sockets, actor=crew.admin, rest_stop=crew.stops[row["key"]], by=free)
            agenda.add(agenda.end - timedelta(minutes=2 + 7 * number), said)


def _tidy(crew: Crew) -> None:
    """Let everybody have read all but their newest notices, count the cockpit's figures, look for unusual patterns."""
    for actor in [crew.admin, *crew.staff, *(worker.actor for worker in crew.workers if worker.actor)]:
        _read_up(actor)
    figures_for(crew.admin)
    look(actor=SYSTEM, pictures=False)


def _read_up(actor: Actor) -> None:
    rows = notices.inbox(actor, size=UNREAD + 1).rows
    if len(rows) > UNREAD:
        mark_read(actor=actor, up_to=rows[-1].id)
