"""What the operator and his watchdogs read of the database itself."""

import time

from django.db import DatabaseError, connection


def reachable() -> bool:
    """Return whether the database answers this process."""
    try:
        with connection.cursor() as cursor:
            cursor.execute("SELECT 1")
    except DatabaseError:
        return False
    return True


def clock_difference_s() -> float:
    """Return by how many seconds the database's clock is ahead of this machine's (negative: behind)."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT extract(epoch FROM clock_timestamp())")
        theirs = float(cursor.fetchone()[0])
    return theirs - time.time()


def failed_jobs() -> int:
    """Return how many jobs gave up."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM procrastinate_jobs WHERE status = 'failed'")
        return int(cursor.fetchone()[0])


def jobs_waiting_s() -> float:
    """Return for how many seconds the oldest job that is due has been waiting; 0 if none is."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT coalesce(extract(epoch FROM now() - min(coalesce(j.scheduled_at, e.at))), 0) FROM procrastinate_jobs j "
            "JOIN procrastinate_events e ON e.job_id = j.id AND e.type = 'deferred' "
            "WHERE j.status = 'todo' AND coalesce(j.scheduled_at, e.at) <= now()"
        )
        return float(cursor.fetchone()[0])


def tables() -> int:
    """Return how many tables the database holds in our schema."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT count(*) FROM pg_tables WHERE schemaname = current_schema()")
        return int(cursor.fetchone()[0])
