"""Facts are told to each subscriber: once, whatever happens in between, and late ones too."""

import threading
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import pytest
import time_machine
from django.db import connection, transaction

from benfu.platform.journal import proofs
from benfu.platform.journal.drain import (
    MOST_ATTEMPTS,
    discard,
    drain_all,
    drain_forever,
    drain_once,
    replay,
    retry_once,
)
from benfu.platform.journal.models import Fact, FailedTelling, Untold
from benfu.platform.journal.selectors import facts_of, failed_tellings, untold_count
from benfu.platform.journal.services import record, subscribe
from benfu.platform.lib.errors import NotFound

from .conftest import SYSTEM, Acts, Subscribe

PATIENCE_S = 20


@dataclass(frozen=True)
class BellRang:
    number: int


def ring(number: int) -> int:
    with transaction.atomic():
        return record(BellRang(number), actor=SYSTEM, subject=f"bell:{number}")


def in_thread(work: Callable[[], None]) -> threading.Thread:
    """Run `work` on a connection of its own."""

    def run() -> None:
        try:
            work()
        finally:
            connection.close()

    thread = threading.Thread(target=run)
    thread.start()
    return thread


@pytest.mark.django_db
def test_each_subscriber_hears_each_fact_in_order(listening: Subscribe) -> None:
    heard: list[tuple[str, int]] = []
    listening("tower.count", BellRang, lambda fact: heard.append(("tower", fact.data["number"])))
    listening("yard.count", BellRang, lambda fact: heard.append(("yard", fact.data["number"])))
    for number in (1, 2):
        ring(number)
    assert drain_all() == 2
    assert heard == [("tower", 1), ("yard", 1), ("tower", 2), ("yard", 2)]
    assert drain_all() == 0
    assert len(heard) == 4


@pytest.mark.django_db
def test_a_fact_nobody_listens_to_is_ticked_off(listening: Subscribe) -> None:
    ring(1)
    drain_all()
    assert untold_count() == 0
    assert facts_of("bell:1").exists()


def test_a_name_listens_to_a_kind_once(listening: Subscribe) -> None:
    listening("tower.count", BellRang, print)
    with pytest.raises(ValueError, match="listens to BellRang already"):
        subscribe("tower.count", BellRang)(print)


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_two_drains_at_once_tell_each_fact_once(listening: Subscribe) -> None:
    heard: Counter[int] = Counter()
    both_busy = threading.Barrier(2, timeout=PATIENCE_S)
    met = threading.local()

    def hear(fact: Fact) -> None:
        if not getattr(met, "other", False):
            met.other = True
            both_busy.wait()  # each of the two holds a batch of its own before either goes on
        heard[fact.data["number"]] += 1

    listening("tower.count", BellRang, hear)
    for number in range(40):
        ring(number)

    def drain() -> None:
        while drain_once(limit=5):
            pass

    for thread in [in_thread(drain), in_thread(drain)]:
        thread.join(PATIENCE_S)
    assert heard == Counter(range(40))
    assert untold_count() == 0


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_a_fact_that_commits_late_is_told_all_the_same(listening: Subscribe) -> None:
    heard: list[int] = []
    listening("tower.count", BellRang, lambda fact: heard.append(fact.data["number"]))
    written, may_commit = threading.Event(), threading.Event()

    def slow() -> None:
        with transaction.atomic():
            record(BellRang(1), actor=SYSTEM, subject="bell:1")
            written.set()
            may_commit.wait(PATIENCE_S)

    thread = in_thread(slow)
    written.wait(PATIENCE_S)
    later = ring(2)
    drain_all()
    assert heard == [2]
    may_commit.set()
    thread.join(PATIENCE_S)
    drain_all()
    assert heard == [2, 1]
    assert facts_of("bell:1").get().pk < later


@pytest.mark.django_db(transaction=True)
def test_a_drain_that_dies_leaves_everything_to_the_next(listening: Subscribe) -> None:
    heard: list[int] = []

    def die_once(fact: Fact) -> None:
        heard.append(fact.data["number"])
        record(BellRang(99), actor=SYSTEM, subject="bell:99")
        if heard == [1]:
            raise KeyboardInterrupt

    listening("tower.count", BellRang, lambda fact: die_once(fact) if fact.data["number"] == 1 else None)
    ring(1)
    with pytest.raises(KeyboardInterrupt):
        drain_once()
    assert not facts_of("bell:99").exists()  # what the dead one did is gone with it
    drain_all()
    assert heard == [1, 1]
    assert facts_of("bell:99").count() == 1


@pytest.mark.django_db
def test_one_failure_keeps_nobody_else_waiting_and_leaves_no_half_work(listening: Subscribe) -> None:
    heard: list[int] = []

    def fail(fact: Fact) -> None:
        record(BellRang(99), actor=SYSTEM, subject="bell:99")
        raise ValueError("the rope is torn")

    listening("tower.fail", BellRang, fail)
    listening("yard.count", BellRang, lambda fact: heard.append(fact.data["number"]))
    ring(1)
    drain_once()
    assert heard == [1]
    assert not facts_of("bell:99").exists()
    failed = FailedTelling.objects.get()
    assert (failed.subscriber, failed.attempts, failed.error) == ("tower.fail", 1, "ValueError: the rope is torn")


@pytest.mark.django_db
def test_a_failure_is_tried_again_with_growing_pauses_then_waits_for_a_person(listening: Subscribe) -> None:
    tries: list[int] = []

    def fail(fact: Fact) -> None:
        tries.append(fact.pk)
        raise ValueError

    listening("tower.fail", BellRang, fail)
    with time_machine.travel("2026-11-24T08:00:00Z", tick=False) as clock:
        ring(1)
        drain_once()
        for pause in [2**attempt for attempt in range(1, MOST_ATTEMPTS)]:
            clock.shift(timedelta(seconds=pause - 1))
            assert retry_once() == 0
            clock.shift(timedelta(seconds=1))
            assert retry_once() == 1
        clock.shift(timedelta(days=30))
        assert retry_once() == 0
    assert len(tries) == MOST_ATTEMPTS
    assert FailedTelling.objects.get().next_at is None
    assert [proof.ok for proof in proofs.proofs()] == [False, True]


@pytest.mark.django_db
def test_a_person_replays_what_was_given_up(listening: Subscribe) -> None:
    torn, heard = [True], []

    def count(fact: Fact) -> None:
        if torn:
            raise ValueError
        heard.append(fact.data["number"])

    listening("tower.count", BellRang, count)
    fact = ring(1)
    drain_once()
    telling = FailedTelling.objects.get().pk
    assert not replay(actor=Acts(5), telling=telling)
    torn.clear()
    assert replay(actor=Acts(5), telling=telling)
    assert heard == [1]
    assert [one.data["succeeded"] for one in facts_of(f"fact:{fact}")] == [False, True]
    assert {one.actor for one in facts_of(f"fact:{fact}")} == {5}
    with pytest.raises(NotFound):
        replay(actor=Acts(5), telling=telling)


@pytest.mark.django_db
def test_what_nobody_wants_any_more_is_kept_until_a_person_discards_it(
    listening: Subscribe,
) -> None:
    FailedTelling.objects.create(fact_id=ring(1), subscriber="gone.room", next_at=None, error="")
    telling = FailedTelling.objects.get().pk
    assert not replay(actor=SYSTEM, telling=telling)
    assert "gone.room" in FailedTelling.objects.get().error
    discard(actor=SYSTEM, telling=telling)
    assert not FailedTelling.objects.exists()


@pytest.mark.django_db
def test_given_up_ones_stand_first(listening: Subscribe) -> None:
    for number, next_at in ((1, "2026-11-24T09:00Z"), (2, None), (3, "2026-11-24T08:00Z")):
        FailedTelling.objects.create(fact_id=ring(number), subscriber="x", next_at=next_at, error="")
    assert [one.fact.data["number"] for one in failed_tellings()] == [2, 3, 1]


@pytest.mark.django_db
def test_the_proof_bites_when_facts_wait_too_long() -> None:
    with time_machine.travel("2026-11-24T08:00:00Z", tick=False) as clock:
        ring(1)
        clock.shift(timedelta(minutes=5))
        assert all(proof.ok for proof in proofs.proofs())
        clock.shift(timedelta(seconds=1))
        assert [proof.ok for proof in proofs.proofs()] == [True, False]


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_the_endless_drain_tells_what_comes_and_stops_when_told(listening: Subscribe) -> None:
    heard, stop = threading.Event(), threading.Event()
    listening("tower.count", BellRang, lambda fact: heard.set())
    thread = in_thread(lambda: drain_forever(stop))
    ring(1)
    assert heard.wait(PATIENCE_S)
    stop.set()
    thread.join(PATIENCE_S)
    assert not thread.is_alive()
    assert not Untold.objects.exists()


@pytest.mark.race
@pytest.mark.django_db(transaction=True)
def test_the_endless_drain_survives_a_lost_connection(listening: Subscribe) -> None:
    heard, stop = threading.Event(), threading.Event()
    listening("tower.count", BellRang, lambda fact: heard.set())
    killed = threading.Event()

    def drain() -> None:
        connection.ensure_connection()
        connection.connection.close()  # as after a restart of the server
        killed.set()
        drain_forever(stop)

    thread = in_thread(drain)
    assert killed.wait(PATIENCE_S)
    ring(1)
    assert heard.wait(PATIENCE_S)
    stop.set()
    thread.join(PATIENCE_S)


@pytest.mark.django_db
def test_what_a_row_holds_does_not_reach_the_log_or_the_list(
    listening: Subscribe, caplog: pytest.LogCaptureFixture
) -> None:
    def clash(fact: Fact) -> None:
        with connection.cursor() as cursor:
            cursor.execute("CREATE TEMP TABLE IF NOT EXISTS guest (name text UNIQUE) ON COMMIT DROP")
            cursor.execute("INSERT INTO guest VALUES (%s), (%s)", ["林" + "小舟"] * 2)

    listening("tower.clash", BellRang, clash)
    ring(1)
    drain_once()
    assert "tower.clash failed" in caplog.text
    assert "test_telling.py" in caplog.text  # where it failed is there
    assert "林小舟" not in caplog.text + FailedTelling.objects.get().error
