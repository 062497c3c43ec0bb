"""The raw ceiling: a bare WSGI server that writes the same rows by hand, without sign-in, checks or framework.

Served by the same Granian in the same shape. One connection a thread, one prepared statement for case and report, one for the
fact (whose trigger queues it), one durable commit: the work no server that keeps these promises can leave out.
"""

import json
import os
import threading
from collections.abc import Callable, Iterable
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import psycopg

URL = os.environ["DATABASE_URL"]
PERSON = int(os.environ["RAW_PERSON"])
_own = threading.local()

OPEN = """
WITH opened AS (
    INSERT INTO cases_case (category_id, severity, state, version, area, position, crs, accuracy_m, address, reports_count,
        sent_back, reported_at, state_since, stage_since, due_at)
    VALUES (%s, 3, 'reported', 0, '990101001001001', %s::point, 'WGS84', %s, '', 1, 0, %s, %s, %s, %s)
    RETURNING id
)
INSERT INTO cases_report (id, case_id, person_id, account_id, first, category, position, crs, accuracy_m, taken_at,
    received_at, reported_on, words, danger, fingerprint)
SELECT %s, opened.id, %s, NULL, true, %s, %s::point, 'WGS84', %s, %s::timestamptz, %s, %s, %s, false, ''
FROM opened RETURNING case_id
"""
FACT = """
INSERT INTO journal_fact (kind, subject, actor, area, happened_at, data)
VALUES ('CaseReported', %s, NULL, '990101001001001', %s, %s::jsonb)
"""


def connection() -> psycopg.Connection[Any]:
    """Return this thread's connection."""
    if not hasattr(_own, "connection"):
        _own.connection = psycopg.connect(URL, prepare_threshold=2)
    return _own.connection  # type: ignore[no-any-return]


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """Store what was sent and answer with its number."""
    sent = json.loads(environ["wsgi.input"].read(int(environ["CONTENT_LENGTH"])))
    now, at = datetime.now(UTC), f"({sent['lon']},{sent['lat']})"
    due = now + timedelta(hours=2)
    near = sent["accuracy_m"]
    kept = connection()
    values = (
        *(sent["category"], at, near, now, now, now, due, UUID(sent["id"]), PERSON, sent["category"], at, near),
        *(sent["taken_at"], now, now.date(), sent["words"]),
    )
    row = kept.execute(OPEN, values).fetchone()
    case = row[0] if row else 0
    kept.execute(FACT, (f"case:{case}", now, json.dumps({"case": case, "report": sent["id"], "person": PERSON})))
    kept.commit()
    answer = json.dumps({"id": sent["id"], "case": case}).encode()
    start_response("201 Created", [("Content-Type", "application/json"), ("Content-Length", str(len(answer)))])
    return [answer]
