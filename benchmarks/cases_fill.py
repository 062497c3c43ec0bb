"""Fills the tables of cases by SQL, and measures inside one process what reads them. Run by benchmarks.cases, not by hand.

fill 100000 <department> <handler> <verifier>   bring the number of cases to 100,000: half open in every open state
near 400                                        so many times: what is near a place, straight at the database
list 200 <account>                              so many times: the staff's list of 50, straight at the database
"""

import json
import random
import statistics
import sys
import time
from collections.abc import Callable

import django

django.setup()

from django.db import connection  # noqa: E402 - Django first
from django.test.utils import CaptureQueriesContext  # noqa: E402

from benchmarks.cases_ground import CELL_LAT, CELL_LON, CODE_SQL, COLUMNS, ROWS, SOUTH, WEST  # noqa: E402
from benfu.cases import listing, selectors  # noqa: E402
from benfu.platform.identity.actor import actor_of  # noqa: E402

TABS = ("waiting", "filed", "working", "checking", "late", "all")
# Half of all stand open, which is far more than a real district leaves open, and so the harder case.
FILL = f"""
WITH drawn AS (
    SELECT number, random() * {COLUMNS} AS x, random() * {ROWS} AS y,
        (ARRAY['reported', 'filed', 'dispatched', 'handling', 'handled', 'returned', 'closed', 'closed', 'closed', 'closed',
            'closed', 'declined'])[1 + number %% 12] AS state,
        (ARRAY['manhole', 'litter', 'parking', 'road_damage', 'fire_lane'])[1 + (random() * 4)::int] AS category,
        now() - random() * interval '60 days' AS at
    FROM generate_series(1, %(count)s) AS number
), opened AS (
    INSERT INTO cases_case (category_id, severity, state, version, area, position, crs, accuracy_m, address, reports_count,
        sent_back, reported_at, state_since, stage_since, due_at, department_id, handler_id, verifier_id, answered_at,
        dispatched_at, handle_due_at, handled_at, ended_at)
    SELECT category, 1 + (random() * 2)::int, state, 1, {CODE_SQL},
        point({WEST} + x * {CELL_LON}, {SOUTH} + y * {CELL_LAT}), 'WGS84', 12, '中山一路 ' || number || ' 号', 1, 0, at, at, at,
        CASE WHEN state IN ('closed', 'declined') THEN NULL ELSE at + random() * interval '70 days' END,
        CASE WHEN state IN ('dispatched', 'handling', 'handled', 'closed') THEN %(department)s::bigint END,
        CASE WHEN state IN ('handling', 'handled', 'closed') THEN %(handler)s::bigint END,
        CASE WHEN state = 'closed' THEN %(verifier)s::bigint END,
        CASE WHEN state <> 'reported' THEN at + interval '1 hour' END,
        at + interval '2 hours', at + interval '10 hours',
        CASE WHEN state IN ('handled', 'closed') THEN at + interval '9 hours' END,
        CASE WHEN state IN ('closed', 'declined') THEN at + interval '12 hours' END
    FROM drawn RETURNING id, category_id, position, reported_at
), kept AS (
    INSERT INTO cases_report (id, case_id, person_id, first, category, position, crs, accuracy_m, received_at, reported_on,
        words, danger, fingerprint)
    SELECT gen_random_uuid(), id, (SELECT id FROM people_person ORDER BY id LIMIT 1 OFFSET opened.id %% 40), true, category_id,
        position, 'WGS84', 12, reported_at, reported_at::date, '井盖碎了半块', false, ''
    FROM opened RETURNING id, received_at
)
INSERT INTO files_storedfile (id, subject, purpose, retention, state, refused_because, media_type, size, width, height, sha256,
    fingerprint, has_original, created_at)
SELECT gen_random_uuid(), 'report:' || id, 'before', 'evidence', 'ready', '', 'image/jpeg', 250000, 1600, 1200, '', 1, true,
    received_at
FROM kept
"""  # noqa: S608 - put together from our own constants
BATCH = 50_000


def fill(total: int, department: int, handler: int, verifier: int) -> None:
    """Bring the number of cases up to `total`."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM cases_case")
        missing = total - int(cursor.fetchone()[0])
        while missing > 0:
            given = {"count": min(BATCH, missing), "department": department, "handler": handler, "verifier": verifier}
            cursor.execute(FILL, given)
            missing -= BATCH
        for table in ("cases_case", "cases_report", "files_storedfile"):
            cursor.execute(f"VACUUM ANALYZE {table}")
    print(json.dumps({"cases": total}))


def timed(work: Callable[[], object], times: int) -> dict[str, float]:
    """Return percentiles in milliseconds of doing something so many times."""
    for _ in range(10):
        work()
    taken = []
    for _ in range(times):
        start = time.perf_counter()
        work()
        taken.append(1000 * (time.perf_counter() - start))
    cuts = statistics.quantiles(taken, n=100)
    return {"p50": cuts[49], "p95": cuts[94], "p99": cuts[98]}


def near(times: int) -> None:
    """Measure what is near places anywhere in the district."""
    chance, counts = random.Random(3), []

    def once() -> None:
        lon, lat = WEST + chance.random() * COLUMNS * CELL_LON, SOUTH + chance.random() * ROWS * CELL_LAT
        counts.append(len(selectors.near_by(lon, lat, "manhole")))

    print(json.dumps({**timed(once, times), "found": statistics.mean(counts)}))


def listed(times: int, account: int) -> None:
    """Measure the list and the counts of its tabs for a community's desk."""
    actor, chance = actor_of(account), random.Random(3)
    rows = timed(lambda: selectors.cases_in(actor, tab=chance.choice(TABS)), times)
    counts = timed(lambda: listing.counts_for(actor), times)
    with CaptureQueriesContext(connection) as captured:
        found = selectors.cases_in(actor, tab="working")
    shape = {"statements": len(captured), "rows": len(found.rows), "counts_p95": counts["p95"]}
    print(json.dumps({**rows, **shape}))


WORK: dict[str, Callable[..., None]] = {"fill": fill, "near": near, "list": listed}
WORK[sys.argv[1]](*(int(word) for word in sys.argv[2:]))
