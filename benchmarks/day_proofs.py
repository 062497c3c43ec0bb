"""What must hold after the day, whatever crashed in between: read from the database, held against what was acknowledged.

Run by benchmarks.day inside an installation's environment: reads {"reports", "photos", "orders", "handed_over"} as JSON from its
standard input, prints a line a proof, exits with 1 when one fails.
"""

import json
import sys
from collections.abc import Iterator, Mapping
from importlib import import_module
from typing import Any

import django

django.setup()

from django.db import connection  # noqa: E402 - Django first

from benfu.cases.workflow import START, Move, State, WrongState, after  # noqa: E402
from benfu.conf.rooms import modules  # noqa: E402
from benfu.platform.lib.proof import Proof  # noqa: E402

MOVE_OF = {
    "CaseFiled": Move.FILE,
    "CaseDeclined": Move.DECLINE,
    "CaseDispatched": Move.DISPATCH,
    "CaseAccepted": Move.ACCEPT,
    "CaseHandedBack": Move.HAND_BACK,
    "CaseHandled": Move.FINISH,
    "CaseSentBack": Move.SEND_BACK,
    "CaseClosed": Move.VERIFY,
}


def rows(statement: str, *values: str | int) -> list[tuple[Any, ...]]:
    """Return the rows of a statement."""
    with connection.cursor() as cursor:
        cursor.execute(statement, values)
        return list(cursor.fetchall())


def none(name: str, found: list[Any], counted: str = "") -> Proof:
    """A proof that holds when nothing was found."""
    return Proof(name, not found, f"{len(found)} break it, first: {found[0]}" if found else counted)


def acknowledged(said: Mapping[str, Any]) -> Iterator[Proof]:
    """Everything the server said yes to is there, once."""
    stored = {str(report): case for report, case in rows("SELECT id, case_id FROM cases_report")}
    wrong = [report for report, case in said["reports"].items() if stored.get(report) != case]
    yield none(
        "each acknowledged report exists exactly once, in the case it was told",
        wrong,
        f"{len(said['reports'])} reports",
    )
    unsaid = [report for report in stored if report not in said["reports"]]
    yield none("no report exists that was never acknowledged in the end", unsaid)
    told = rows(
        "SELECT data->>'report', count(*) FROM journal_fact WHERE kind IN ('CaseReported','ReportJoined') GROUP BY 1"
    )
    yield none("each report is told by exactly one fact", [row for row in told if row[1] != 1 or row[0] not in stored])
    ready = {str(row[0]) for row in rows("SELECT id FROM files_storedfile WHERE state = 'ready'")}
    yield none(
        "each acknowledged photo is ready",
        [one for one in said["photos"] if one not in ready],
        f"{len(said['photos'])} photos",
    )
    orders = {str(key): number for key, number in rows("SELECT key, id FROM store_order")}
    wrong = [key for key, number in said["orders"].items() if orders.get(key) != number]
    yield none("each acknowledged order exists exactly once", wrong, f"{len(said['orders'])} orders")
    handed = {row[0] for row in rows("SELECT id FROM store_order WHERE state = 'handed_over'")}
    yield none(
        "each acknowledged hand-over is booked",
        [one for one in said["handed_over"] if one not in handed],
        f"{len(handed)} hand-overs",
    )


def timelines() -> Iterator[Proof]:
    """Each case's facts lead, move by move, from its first report to the state it is in."""
    told: dict[int, list[str]] = {}
    for subject, kind in rows("SELECT subject, kind FROM journal_fact WHERE subject LIKE 'case:%%' ORDER BY id"):
        told.setdefault(int(subject.removeprefix("case:")), []).append(kind)
    states = dict(rows("SELECT id, state FROM cases_case"))
    broken = [case for case, state in states.items() if not _leads_to(told.get(case, []), State(state))]
    yield none("each case's timeline is complete", broken, f"{len(states)} cases")
    yield none("no timeline without a case", [case for case in told if case not in states])


def _leads_to(kinds: list[str], end: State) -> bool:
    if kinds[:1] != ["CaseReported"] or kinds.count("CaseReported") != 1:
        return False
    state = START
    try:
        for kind in kinds:
            state = after(state, MOVE_OF[kind]) if kind in MOVE_OF else state
    except WrongState:
        return False
    return state is end


AWARDS = {
    "each award has one cause: a report of a closed case, under one rule": """
        SELECT d.subject, d.action, count(*) FROM points_decision d GROUP BY 1, 2 HAVING count(*) > 1
    """,
    "each report of a closed case was decided on": """
        SELECT r.id FROM cases_report r JOIN cases_case c ON c.id = r.case_id AND c.state = 'closed'
        LEFT JOIN points_decision d ON d.subject = 'report:' || r.id WHERE d.id IS NULL
    """,
    "no report of another case was": """
        SELECT d.subject FROM points_decision d JOIN cases_report r ON d.subject = 'report:' || r.id
        JOIN cases_case c ON c.id = r.case_id WHERE c.state <> 'closed'
    """,
    "each award has its transfer, of the same amount": """
        SELECT d.id FROM points_decision d LEFT JOIN ledger_transfer t ON t.id = d.transfer_id
        WHERE d.granted > 0 AND t.amount IS DISTINCT FROM d.granted
    """,
    "stock is never below zero": "SELECT id, on_hand, reserved FROM store_stock WHERE reserved < 0 OR reserved > on_hand",
    "nothing waits to be told": "SELECT fact_id FROM journal_untold",
    "nothing failed to be told": "SELECT id, subscriber, error FROM journal_failedtelling",
    "each worker has one inbox entry a fact": "SELECT account_id, fact FROM notices_notice GROUP BY 1, 2 HAVING count(*) > 1",
}


def all_proofs(said: Mapping[str, Any]) -> Iterator[Proof]:
    """The day's own proofs, then those of every room (`benfu check`)."""
    yield from acknowledged(said)
    yield from timelines()
    for name, statement in AWARDS.items():
        yield none(name, rows(statement))
    for module in modules("proofs"):
        if not module.startswith("benfu.operate"):  # of the machine, not of the day
            yield from import_module(module).proofs()


def main() -> int:
    """Hold all proofs and print them."""
    failed = 0
    for proof in all_proofs(json.load(sys.stdin)):
        failed += not proof.ok
        sys.stdout.write(
            f"  {'holds ' if proof.ok else 'BROKEN'}  {proof.name}{' (' + proof.detail + ')' if proof.detail else ''}\n"
        )
    return 1 if failed else 0


if __name__ == "__main__":
    sys.exit(main())
