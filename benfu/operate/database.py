"""The database of an installation: the server DATABASE_URL names, else the embedded one of the data folder."""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from urllib.parse import urlsplit

import psycopg

from benfu.operate import cluster as clusters
from benfu.operate.binaries import OLDEST
from benfu.operate.cluster import Cluster
from benfu.operate.home import Home, shelf
from benfu.operate.words import Trouble, say

WAIT_S = 120


def check_server(url: str) -> str:
    """Return a sentence about the server behind DATABASE_URL. Raises Trouble if it is away, refuses, or is too old."""
    where = urlsplit(url)
    try:
        with psycopg.connect(url, connect_timeout=10) as connection:
            version = connection.info.server_version // 10000
    except psycopg.Error as error:
        raise Trouble(
            f"the server of DATABASE_URL ({where.hostname or 'local socket'}, database {where.path.lstrip('/')}) does not let "
            f"us in: {str(error).strip().splitlines()[0]}. Put DATABASE_URL right, or unset it to use the embedded one."
        ) from error
    if version < OLDEST:
        raise Trouble(f"the server of DATABASE_URL is PostgreSQL {version}; benfu needs {OLDEST} or newer.")
    return f"using PostgreSQL {version} at {where.hostname or 'a local socket'} (DATABASE_URL)"


@contextmanager
def running(home: Home, *, durable: bool = True) -> Iterator[str]:
    """Yield the address of the folder's embedded database: the running one, or one started for as long as somebody uses it.

    Any number of processes may use it at once; the last to leave stops it.
    """
    home.make()
    cluster = clusters.cluster_of(home, durable=durable)
    with home.locked("users", shared=True) as users:
        with home.locked("database"):
            # A server that does not answer is one that a crash left half dead.
            if not (clusters.server_of(cluster) and clusters.answers(cluster, clusters.NAME)):
                clusters.stop(cluster, patience=5)
                clusters.start(cluster)
        try:
            yield cluster.url()
        finally:
            with home.locked("database"), suppress(BlockingIOError):
                fcntl.flock(users, fcntl.LOCK_EX | fcntl.LOCK_NB)
                clusters.stop(cluster)


def take_over(home: Home) -> Cluster:
    """Make the folder's database ours alone to start: stop one that a crash left running, wait for commands that use it.

    The caller holds the folder's 'up' lock. Raises Trouble if a command keeps it.
    """
    cluster = clusters.cluster_of(home)
    until = time.monotonic() + WAIT_S
    told = False
    while True:
        try:
            with home.locked("users", wait=False), home.locked("database"):
                if clusters.server_of(cluster):
                    say("found the database still running after a crash: stopping it, then starting it again")
                    clusters.stop(cluster)
                return cluster
        except BlockingIOError:
            if time.monotonic() > until:
                raise Trouble(
                    "another benfu command is using the database; wait for it or stop it, then start again."
                ) from None
            if not told:
                say("another benfu command is using the database; waiting for it")
                told = True
            time.sleep(0.5)


@contextmanager
def address(home: Home) -> Iterator[str]:
    """Yield the address of the installation's database, wherever it is. Raises Trouble if it cannot be reached."""
    url = os.environ.get("DATABASE_URL")
    if url:
        check_server(url)
        yield url
        return
    with running(home) as embedded:
        yield embedded


@contextmanager
def for_tests() -> Iterator[str]:
    """Yield a server for tests: DATABASE_URL, else an embedded one without durability, kept in var/test between runs."""
    url = os.environ.get("DATABASE_URL")
    if url:
        yield url
        return
    with running(Home(shelf() / "test"), durable=False) as embedded:
        yield embedded
