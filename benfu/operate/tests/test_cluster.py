"""The embedded database: durable, closed to others, and on its feet again after every kind of crash."""

import os
import signal
import stat
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

import psutil
import psycopg
import pytest

from benfu.operate import cluster as clusters
from benfu.operate.cluster import Cluster
from benfu.operate.database import running, take_over
from benfu.operate.home import Home
from benfu.operate.processes import alive
from benfu.operate.words import Trouble

pytestmark = pytest.mark.slow
HOLDER = """
import sys
from pathlib import Path
from benfu.operate.database import running
from benfu.operate.home import Home
with running(Home(Path(sys.argv[1]))) as url:
    print(url, flush=True)
    sys.stdin.readline()
"""


@pytest.fixture
def home() -> Iterator[Home]:
    """A data folder that both we and the database's own account can reach, and that leaves nothing running."""
    with tempfile.TemporaryDirectory() as folder:
        Path(folder).chmod(0o711)
        made = Home(Path(folder) / "home")
        made.make()
        yield made
        clusters.stop(clusters.cluster_of(made))
        made.make()
        clusters.wipe(made)


def crash(cluster: Cluster, *, backends: bool = True) -> None:
    """Kill the server as a power cut would: no goodbye, locks and sockets left lying."""
    server = clusters.server_of(cluster)
    assert server
    server.kill()
    for process in clusters.processes(cluster) if backends else []:
        process.kill()


def write(url: str, word: str) -> None:
    with psycopg.connect(url) as connection:
        connection.execute("CREATE TABLE IF NOT EXISTS words (word text)")
        connection.execute("INSERT INTO words VALUES (%s)", [word])


def words(url: str) -> list[str]:
    with psycopg.connect(url) as connection:
        return [row[0] for row in connection.execute("SELECT word FROM words ORDER BY 1")]


def test_what_was_committed_is_there_after_a_restart(home: Home) -> None:
    with running(home) as url:
        write(url, "kept")
    assert clusters.processes(clusters.cluster_of(home)) == []
    with running(home) as url:
        assert words(url) == ["kept"]


def test_it_is_durable_and_listens_to_nobody_else(home: Home) -> None:
    with running(home) as url, psycopg.connect(url) as connection:
        settings: dict[str, str] = dict(connection.execute("SELECT name, setting FROM pg_settings").fetchall())
        sockets = clusters.cluster_of(home).sockets
        assert stat.S_IMODE(sockets.stat().st_mode) == 0o700
        server = clusters.server_of(clusters.cluster_of(home))
        assert server
        assert server.net_connections(kind="tcp") == []
    assert (settings["fsync"], settings["synchronous_commit"], settings["full_page_writes"]) == ("on", "on", "on")
    assert settings["data_checksums"] == "on" or int(settings["server_version_num"]) < 180000


def test_search_in_chinese_knows_its_letters(home: Home) -> None:
    with running(home) as url, psycopg.connect(url) as connection:
        connection.execute("CREATE EXTENSION pg_trgm")
        assert connection.execute("SELECT similarity('井盖破损了', '井盖破损') > 0.3").fetchone() == (True,)


def test_its_log_holds_nothing_that_people_typed(home: Home) -> None:
    with running(home) as url:
        write(url, "x")
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute("ALTER TABLE words ADD UNIQUE (word)")
            connection.execute("INSERT INTO words VALUES ('zhangsan')")
            with pytest.raises(psycopg.errors.UniqueViolation):
                connection.execute("INSERT INTO words VALUES ('zhangsan')")
            with pytest.raises(psycopg.errors.UndefinedColumn):
                connection.execute("SELECT lisi FROM words WHERE word = 'wangwu'")
        logs = clusters.cluster_of(home).data / "log"
        said = "".join(file.read_text() for file in logs.iterdir())
    assert "duplicate key" in said
    assert "zhangsan" not in said
    assert "wangwu" not in said


def test_several_users_share_it_and_the_last_one_stops_it(home: Home) -> None:
    command = [sys.executable, "-c", HOLDER, str(home.path)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout
        url = next(line.strip() for line in other.stdout if not line.startswith("benfu:"))
        with running(home) as ours:
            assert ours == url
            write(ours, "shared")
        # The other one still uses it: it must go on.
        assert words(url) == ["shared"]
        other.communicate("\n", timeout=60)
    assert clusters.processes(clusters.cluster_of(home)) == []


@pytest.mark.parametrize("backends", [True, False], ids=["everything killed", "only the server killed"])
def test_it_comes_back_after_a_kill(home: Home, backends: bool) -> None:
    cluster = clusters.cluster_of(home)
    server = clusters.start(cluster)
    write(cluster.url(), "before the crash")
    crash(cluster, backends=backends)
    server.wait()
    assert (cluster.data / "postmaster.pid").exists()
    with running(home) as url:
        assert words(url) == ["before the crash"]


def test_a_lock_that_names_a_strangers_process_does_not_stop_it(home: Home) -> None:
    cluster = clusters.cluster_of(home)
    server = clusters.start(cluster)
    write(cluster.url(), "kept")
    crash(cluster)
    server.wait()
    lock = cluster.data / "postmaster.pid"
    lines = lock.read_text().splitlines()
    # After a restart of the machine the number belongs to someone else, such as this very process.
    lock.write_text("\n".join([str(os.getpid()), *lines[1:]]) + "\n")
    (cluster.sockets / ".s.PGSQL.5432.lock").write_text(f"{os.getpid()}\n")
    with running(home) as url:
        assert words(url) == ["kept"]


def test_a_server_left_running_is_taken_over(home: Home) -> None:
    cluster = clusters.cluster_of(home)
    clusters.start(cluster)
    left = clusters.server_of(cluster)
    assert left
    with home.locked("up"):
        assert clusters.processes(take_over(home)) == []
    assert not alive(left)


def test_a_server_that_hangs_is_replaced(home: Home) -> None:
    cluster = clusters.cluster_of(home)
    clusters.start(cluster)
    write(cluster.url(), "kept")
    server = clusters.server_of(cluster)
    assert server
    server.send_signal(signal.SIGSTOP)
    try:
        clusters.stop(cluster, patience=1)
    finally:
        if alive(server):
            server.send_signal(signal.SIGCONT)
    assert not alive(server)
    with running(home) as url:
        assert words(url) == ["kept"]


def test_a_path_too_long_for_a_socket_is_no_hindrance(home: Home) -> None:
    deep = home.path / ("x" * 60) / ("y" * 60)
    deep.mkdir(parents=True)
    for folder in (deep, *deep.parents):
        if folder.is_relative_to(home.path):
            folder.chmod(0o711)
    far = Home(deep / "a b")
    with running(far) as url:
        write(url, "reached")
        assert words(url) == ["reached"]
        sockets = clusters.cluster_of(far).sockets
        assert not sockets.is_relative_to(far.path)
        assert stat.S_IMODE(sockets.stat().st_mode) == 0o700
    assert not sockets.exists()


@pytest.mark.skipif(os.geteuid() != 0, reason="only root runs the database as somebody else")
def test_data_behind_a_closed_door_do_not_seem_lost(home: Home) -> None:
    with running(home) as url:
        write(url, "kept")
    home.path.parent.chmod(0o700)
    with pytest.raises(Trouble, match="cannot reach"):
        clusters.cluster_of(home)
    home.path.parent.chmod(0o711)
    with running(home) as url:
        assert words(url) == ["kept"]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root runs the database as somebody else")
def test_a_closed_home_of_root_is_left_closed(home: Home) -> None:
    home.path.parent.chmod(0o700)
    with running(home) as url:
        write(url, "elsewhere")
        assert not clusters.cluster_of(home).place.is_relative_to(home.path)
    assert stat.S_IMODE(home.path.parent.stat().st_mode) == 0o700
    with running(home) as url:
        assert words(url) == ["elsewhere"]
    clusters.wipe(home)
    assert not clusters.cluster_of(home).data.exists()


def test_half_a_cluster_is_made_anew(home: Home) -> None:
    cluster = clusters.cluster_of(home)
    (cluster.place / "data.new" / "base").mkdir(parents=True)
    with running(home) as url:
        write(url, "whole")
    assert not (cluster.place / "data.new").exists()


def test_no_process_of_ours_is_taken_for_a_strangers(home: Home) -> None:
    with running(home):
        own = {process.pid for process in clusters.processes(clusters.cluster_of(home))}
        others = {process.pid for process in psutil.process_iter() if process.pid not in own}
        assert os.getpid() in others
        assert len(own) >= 4
