"""The spool's promises: nothing accepted is lost, nothing is done twice, kill -9 included."""

from __future__ import annotations

import random
import signal
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from pathlib import Path

import pytest

from appliance.journal import InUse, Journal
from appliance.spool import MOUTHFUL, Call, Commit, Fact, FeedEvent, Parcel, Spool
from tests.patience import PATIENCE

TABLES = ("calls", "inbox", "outbox", "ledger", "refused", "quarantine")
EMPTY = dict.fromkeys(TABLES, 0)


class Clock:
    def __init__(self) -> None:
        self.now = 1_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock():
    return Clock()


@pytest.fixture
def spool(tmp_path, clock):
    s = Spool(tmp_path / "spool.db", clock=clock)
    yield s
    s.close()


def run_all(threads):
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()


def turn(n: int, key: str = "web:a", seen: int | None = None, done: tuple[str, ...] = ()) -> Commit:
    return Commit(
        conversation=key,
        id=f"id-{key}",
        seen=n - 1 if seen is None else seen,
        revision=n,
        state=f"state {n}",
        done=done,
        facts=(Fact(f"{key}#{n}", "MessageFact", f"fact {n}"),),
        parcels=(Parcel(f"{key}/{n}", key, "web", f"reply {n}"),),
        feed=(FeedEvent(f"conversation:{key}", f"{n}", "message", f"event {n}"),),
    )


def test_w1_the_same_message_is_accepted_once(spool):
    assert spool.accept("wamid.1", "whatsapp:60", "hello")
    assert not spool.accept("wamid.1", "whatsapp:60", "hello again")
    assert spool.waiting("whatsapp:60") == ["hello"]


def test_w1_two_workers_at_once_one_wins(spool):
    won = []
    start = threading.Barrier(8)

    def work():
        start.wait()
        won.append(spool.accept("wamid.1", "k", "x"))

    threads = [threading.Thread(target=work) for _ in range(8)]
    run_all(threads)
    assert sorted(won) == [False] * 7 + [True]


def test_a_turn_is_recorded_whole(spool):
    spool.accept("m1", "web:a", "hi")
    assert spool.commit(turn(1, done=("m1",)))
    assert spool.waiting("web:a") == []
    assert spool.state("web:a") == spool.state_by_id("id-web:a") == "state 1"
    assert [e.body for e in spool.feed_after("conversation:web:a", 0)] == ["event 1"]
    assert spool.claim_lane("web:a").body == "reply 1"
    assert spool.depth() == {**EMPTY, "outbox": 1, "ledger": 1}


def test_h1_a_turn_decided_on_an_older_state_changes_nothing(spool):
    spool.accept("m1", "web:a", "hi")
    assert spool.commit(turn(1))  # staff took over while the model was thinking
    assert not spool.commit(turn(1, seen=0, done=("m1",)))
    assert spool.waiting("web:a") == ["hi"]
    assert spool.depth()["outbox"] == 1


def test_a_message_already_answered_undoes_the_whole_turn(spool):
    spool.accept("m1", "web:a", "hi")
    assert spool.commit(turn(1, done=("m1",)))
    assert not spool.commit(turn(2, done=("m1",)))
    assert spool.revision("web:a") == 1
    assert spool.depth()["ledger"] == 1


def test_one_failing_write_does_not_undo_its_neighbours(spool):
    gate, results = threading.Event(), []

    def slow(db):
        gate.wait(PATIENCE)

    def bad(db):
        db.execute("insert into inbox (id) values ('broken')")

    threads = [
        threading.Thread(target=lambda w=write: results.append(_try(spool, w)))
        for write in (slow, bad)
    ]
    threads.append(threading.Thread(target=lambda: results.append(spool.accept("ok", "k", "b"))))
    for thread in threads:
        thread.start()
    gate.set()
    for thread in threads:
        thread.join()
    assert "IntegrityError" in results
    assert True in results
    assert spool.waiting("k") == ["b"]


def _try(spool, write):
    try:
        return spool._file.write(write)
    except sqlite3.Error as error:
        return type(error).__name__


def test_parcels_of_a_lane_go_out_in_order(spool):
    for n in (1, 2):
        spool.commit(turn(n))
    assert [p.body for p in spool.claim()] == ["reply 1"]
    assert spool.claim() == []  # leased
    spool.sent("web:a/1")
    assert spool.claim_lane("web:a").body == "reply 2"


def test_w14_a_put_off_parcel_holds_back_the_next(spool, clock):
    for n in (1, 2):
        spool.commit(turn(n))
    first = spool.claim_lane("web:a")
    spool.postpone(first.id, 30)
    assert spool.claim_lane("web:a") is None
    clock.now += 31
    again = spool.claim_lane("web:a")
    assert (again.body, again.attempts) == ("reply 1", 2)
    spool.failed(again.id, "no such number")
    assert spool.claim_lane("web:a").body == "reply 2"


def test_a_lease_ends_by_itself_and_at_start(spool, clock):
    spool.commit(turn(1))
    spool.claim()
    spool.release_leases()
    assert len(spool.claim()) == 1
    clock.now += 121
    assert len(spool.claim()) == 1


def test_facts_stay_until_written(spool):
    spool.commit(turn(1))
    with pytest.raises(ConnectionError):
        spool.drain(_unreachable)
    seen: list[str] = []
    assert spool.drain(lambda facts: seen.extend(f.body for f in facts)) == 1
    assert seen == ["fact 1"]
    assert spool.drain(_unreachable) == 0


def _unreachable(facts):
    raise ConnectionError


def test_a_refused_fact_is_kept_out_of_the_way(spool):
    for n in (1, 2):
        spool.commit(turn(n))
    spool.set_aside("web:a#1", "no such conversation")
    seen: list[str] = []
    spool.drain(lambda facts: seen.extend(f.body for f in facts))
    assert seen == ["fact 2"]
    assert spool.depth()["refused"] == 1


def test_prune_keeps_what_is_not_settled(spool, clock):
    spool.accept("old", "web:a", "waiting")
    spool.commit(turn(1, key="web:b"))
    clock.now += 100
    spool.prune(50)
    assert spool.waiting("web:a") == ["waiting"]
    assert spool.state("web:b") == "state 1"  # its fact is not in Postgres yet
    spool.drain(lambda facts: None)
    spool.prune(50)
    assert spool.state("web:b") is None
    assert spool.parcel("web:b/1") is not None  # not delivered: kept


def test_a_second_process_is_refused(spool, tmp_path):
    with pytest.raises(InUse):
        Spool(tmp_path / "spool.db")


WORKER = """
import sqlite3, sys
from pathlib import Path
from appliance.journal import InUse, Journal
from appliance.spool import MOUTHFUL, Call, Commit, Fact, Parcel, Spool
spool = Spool(Path(sys.argv[1]))
sink = sqlite3.connect(sys.argv[2], isolation_level=None, timeout=10)
sink.execute("create table if not exists fact (id text primary key)")
def write(facts):
    sink.execute("begin immediate")
    sink.executemany("insert or ignore into fact values (?)", [(f.id,) for f in facts])
    sink.execute("commit")
print("ready", flush=True)
for key in spool.conversations_waiting():
    for body in spool.waiting(key):
        n = spool.revision(key)
        spool.commit(Commit(key, key, n, n + 1, body, (body,),
            (Fact(body + "#heard", "k", ""), Fact(body + "#said", "k", "")),
            (Parcel(body + "/0", key, "web", ""),)))
        spool.drain(write, batch=7)
while spool.drain(write): pass
"""


def test_survives_kill_minus_nine(tmp_path):
    path, sink = tmp_path / "spool.db", tmp_path / "sink.db"
    spool = Spool(path)
    for n in range(400):
        assert spool.accept(f"m{n}", f"c{n % 9}", f"m{n}")
    spool.close()
    kills = 0
    for _ in range(12):
        worker = subprocess.Popen(
            [sys.executable, "-c", WORKER, str(path), str(sink)], stdout=subprocess.PIPE
        )
        assert worker.stdout
        worker.stdout.readline()  # it is at work
        try:
            worker.wait(random.random() * 0.05)
            break
        except subprocess.TimeoutExpired:
            worker.send_signal(signal.SIGKILL)
            worker.wait()
            kills += 1
        finally:
            worker.stdout.close()
    subprocess.run([sys.executable, "-c", WORKER, str(path), str(sink)], check=True)
    facts = (
        sqlite3.connect(sink).execute("select count(*), count(distinct id) from fact").fetchone()
    )
    spool = Spool(Path(path))
    assert facts == (800, 800)
    assert spool.depth() == {**EMPTY, "outbox": 400}
    assert sum(spool.revision(f"c{n}") for n in range(9)) == 400
    spool.close()
    assert kills > 0


def test_w9_all_names_of_a_guest_lead_to_one(spool):
    assert spool.identify("whatsapp", ["6012", "MY.a"]) == "6012"
    assert spool.identify("whatsapp", ["MY.a"]) == "6012"
    assert spool.identify("email", ["MY.a"]) == "MY.a"  # names are each channel's own


def test_w11_a_new_name_joins_the_guest_of_the_old_one(spool):
    spool.identify("whatsapp", ["MY.a"])
    assert spool.identify("whatsapp", ["MY.b", "MY.a"]) == "MY.a"
    assert spool.identify("whatsapp", ["MY.b"]) == "MY.a"


def test_a_name_is_never_taken_from_the_guest_who_has_it(spool):
    spool.identify("whatsapp", ["6012"])
    spool.identify("whatsapp", ["6013"])
    assert spool.identify("whatsapp", ["6012", "6013"]) == "6012"
    assert spool.identify("whatsapp", ["6013"]) == "6013"


def test_w10_answers_go_to_where_the_guest_is_now(spool):
    spool.identify("whatsapp", ["6012"])
    assert spool.address("whatsapp", "6012") == "6012"
    spool.identify("whatsapp", ["6012", "6019"], "6019")
    assert spool.address("whatsapp", "6012") == "6019"
    assert spool.identify("whatsapp", ["6019"]) == "6012"


def test_a_guest_met_by_many_at_once_gets_one_name(spool):
    found: list[str] = []
    threads = [
        threading.Thread(target=lambda n=n: found.append(spool.identify("x", ["a", f"b{n}"])))
        for n in range(20)
    ]
    run_all(threads)
    assert set(found) == {"a"}


def test_w4_what_nobody_could_use_is_remembered_once_until_it_is_released(spool):
    assert spool.quarantine("id1", "whatsapp", "another hotel's number")
    assert not spool.quarantine("id1", "whatsapp", "another hotel's number")
    assert spool.depth()["quarantine"] == 1
    [aside] = spool.quarantined()
    assert (aside.id, aside.channel, aside.why) == ("id1", "whatsapp", "another hotel's number")
    assert spool.quarantined(older_than=60) == []
    spool.release(["id1"])
    assert spool.quarantined() == []


def test_a15_what_an_earlier_version_kept_in_clear_goes(tmp_path):
    path = tmp_path / "old" / "spool.db"
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as old:
        old.execute("create table quarantine (id text primary key, channel, body, why, at)")
        old.execute("insert into quarantine values ('a', 'email', '4111 1111', 'unreadable', 0)")
        old.commit()
    with closing(Spool(path)) as opened:
        assert [aside.why for aside in opened.quarantined()] == ["unreadable"]
        assert opened.quarantine("b", "email", "misdirected")
    with closing(sqlite3.connect(path)) as db:
        assert "4111" not in str(db.execute("select * from quarantine").fetchall())


def test_w1_calls_wait_in_order_once_each_until_they_are_taken_in(spool):
    for name in ("b", "a", "b", "c"):
        spool.keep_call("whatsapp", Call(name, name.encode()))
    spool.keep_call("other", Call("d", b"d"))
    calls = spool.calls("whatsapp")
    assert [call.body for call in calls] == [b"b", b"a", b"c"]
    assert sorted(spool.channels_called()) == ["other", "whatsapp"]
    spool.taken_in(calls)
    assert spool.calls("whatsapp") == []
    assert spool.channels_called() == ["other"]


def test_w7_no_more_calls_are_taken_up_at_once_than_memory_holds(spool):
    for n in range(150):
        spool.keep_call("whatsapp", Call(f"{n}", bytes(MOUTHFUL // 3)))
    assert [call.id for call in spool.calls("whatsapp")] == ["0", "1", "2", "3"]
    spool.taken_in(spool.calls("whatsapp"))
    spool.keep_call("whatsapp", Call("large", bytes(4 * MOUTHFUL)))
    assert len(spool.calls("whatsapp")) == 4


def test_w7_a_call_larger_than_any_comes_alone(spool):
    for name in ("large", "small"):
        spool.keep_call("whatsapp", Call(name, bytes(4 * MOUTHFUL if name == "large" else 1)))
    assert [call.id for call in spool.calls("whatsapp")] == ["large"]


def test_what_is_decided_outside_a_turn_is_kept_once(spool):
    for _ in range(2):
        parcel, event = Parcel("p", "p", "alert", "x"), FeedEvent("staff", "f", "alert", "{}")
        spool.record([Fact("f", "AlertFact", "{}")], [parcel], [event])
    assert spool.depth()["ledger"] == spool.depth()["outbox"] == 1
    assert len(spool.feed_after("staff", 0)) == 1


def lay_out(db: sqlite3.Connection) -> None:
    db.execute("create table t (x)")


@pytest.fixture
def journal(tmp_path):
    one = Journal(tmp_path / "j.db", lay_out)
    yield one
    one.close()


def test_a_disk_that_fills_up_in_a_batch_is_told_to_all_of_it_and_writing_goes_on(journal):
    """SQLite undoes the whole transaction of a full disk by itself, savepoints with it."""
    started, go, told = threading.Event(), threading.Event(), {}

    def hold(db):
        started.set()
        go.wait(PATIENCE)

    def attempt(name, write):
        try:
            told[name] = journal.write(write)
        except Exception as error:
            told[name] = str(error)

    journal._db.execute("pragma max_page_count = 10")
    small, large = "insert into t values ('small')", "insert into t values (zeroblob(1000000))"
    first = threading.Thread(target=attempt, args=("first", hold))
    first.start()
    assert started.wait(PATIENCE)
    rest = [
        threading.Thread(target=attempt, args=(name, lambda db, sql=sql: db.execute(sql).rowcount))
        for name, sql in (("small", small), ("large", large))
    ]
    for thread in rest:
        thread.start()
    while journal._queue.qsize() < len(rest):
        first.join(0.01)
    go.set()
    for thread in (first, *rest):
        thread.join(10)
    assert told == {
        "first": None,
        "small": "database or disk is full",
        "large": "database or disk is full",
    }
    assert journal.one("select count(*) from t") == 0
    assert journal.write(lambda db: db.execute(small).rowcount) == 1
    assert journal.read("select x from t") == [("small",)]


def test_what_a_page_may_not_have_seen_yet(spool, clock):
    assert not spool.moving("staff", 10)
    spool.record([Fact("f", "Note", "{}")])
    assert spool.moving("staff", 10)  # until the record has it
    spool.drain(lambda _facts: None)
    assert not spool.moving("staff", 10)
    spool.record([], feed=[FeedEvent("staff", "e", "alert", "{}")])
    assert spool.moving("staff", 10)
    assert not spool.moving("web:ana", 10)
    clock.now += 11
    assert not spool.moving("staff", 10)
