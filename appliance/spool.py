"""Nothing a guest said is lost, and no turn is taken twice.

One SQLite file, fsynced before any of the methods below returns:

    inbox   a message is here before its webhook is acknowledged
    outbox  a reply is here before anyone tries to deliver it
    ledger  a fact is here until Postgres has it
    state   where each conversation stands, so the next turn need not ask Postgres
    feed    what live pages show, numbered, so that a page that was away can catch up

`commit` touches all five in one transaction. A crash at any line leaves a turn either not taken,
and `waiting` will offer it again, or taken, and everything it decided is kept. Beside them stand

    calls        of a channel's vendor as they came, until what is in them is taken in
    names        under which a guest, or an e-mail's thread, is known to a channel
    refused      the facts Postgres refused, with the reason
    quarantine   why nobody could use what a channel delivered; quarantine.py keeps the thing itself

Bodies are text, a call's are bytes; what they hold is the caller's.
"""

from __future__ import annotations

import json
import sqlite3
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from appliance.journal import Journal

SCHEMA = """
create table if not exists inbox (
    seq integer primary key autoincrement, id text not null unique, conversation text not null,
    body text not null, at real not null, done real);
create table if not exists outbox (
    seq integer primary key autoincrement, id text not null unique, lane text not null,
    channel text not null, body text not null, due real not null,
    attempts integer not null default 0, gone real, failed text,
    external text not null default '');
create table if not exists ledger (
    seq integer primary key autoincrement, id text not null unique, kind text not null,
    body text not null);
create table if not exists state (
    conversation text primary key, id text not null unique, revision integer not null,
    body text not null, at real not null);
create table if not exists feed (
    seq integer primary key autoincrement, topic text not null, id text not null,
    kind text not null, body text not null, at real not null, unique (topic, id));
create table if not exists refused (
    id text primary key, kind text not null, body text not null, why text not null,
    at real not null);
create table if not exists quarantine (
    id text primary key, channel text not null, why text not null, at real not null);
create table if not exists calls (
    seq integer primary key autoincrement, id text not null unique, channel text not null,
    body blob not null, at real not null);
create table if not exists names (
    channel text not null, name text not null, guest text not null,
    primary key (channel, name)) without rowid;
create table if not exists addresses (
    channel text not null, guest text not null, address text not null,
    primary key (channel, guest)) without rowid;
create index if not exists inbox_waiting on inbox (conversation, seq) where done is null;
create index if not exists outbox_due on outbox (lane, seq) where gone is null and failed is null;
create index if not exists outbox_external on outbox (external) where external <> '';
"""
WAITS = "select 1 from outbox where lane = ? and gone is null and failed is null"
NAMED = "select guest from names where channel = ? and name = ?"
MOUTHFUL = 1_000_000  # bytes of calls taken up at once; a larger one comes alone
LEASE = 120.0  # seconds a claimed delivery is left alone before the sweep offers it again


@dataclass(frozen=True, slots=True)
class Fact:
    id: str
    kind: str
    body: str


@dataclass(frozen=True, slots=True)
class Call:
    """What a channel's vendor posted, as it came."""

    id: str
    body: bytes


@dataclass(frozen=True, slots=True)
class Parcel:
    """Something to deliver. Parcels of one lane go out in order."""

    id: str
    lane: str
    channel: str
    body: str
    attempts: int = 0
    wait: float = 0.0  # seconds until it is due


@dataclass(frozen=True, slots=True)
class FeedEvent:
    topic: str
    id: str
    kind: str
    body: str
    seq: int = 0


@dataclass(frozen=True, slots=True)
class Aside:
    """Something in quarantine. `at` is in seconds of the epoch."""

    id: str
    channel: str
    why: str
    at: float


@dataclass(frozen=True, slots=True)
class Commit:
    """Everything one turn decides. `seen` is the revision it was decided upon."""

    conversation: str
    id: str
    seen: int
    revision: int
    state: str
    done: tuple[str, ...] = ()
    facts: tuple[Fact, ...] = ()
    parcels: tuple[Parcel, ...] = ()
    feed: tuple[FeedEvent, ...] = ()


@dataclass(frozen=True, slots=True)
class Names:
    """All a channel knows somebody by, and where answers go if that is told."""

    channel: str
    names: tuple[str, ...]
    address: str = ""


class Spool:
    def __init__(self, path: Path, *, clock: Callable[[], float] = time.time) -> None:
        """Open or make the spool at `path`. Raises InUse if another process has it."""
        self._file, self._clock = Journal(path, _prepare), clock

    # -- calls

    def keep_call(self, channel: str, call: Call) -> None:
        """Once this returns, the call outlives us. One that waits already is kept once."""
        sql = "insert or ignore into calls (id, channel, body, at) values (?, ?, ?, ?)"
        row = (call.id, channel, call.body, self._clock())
        self._file.write(lambda db: db.execute(sql, row))

    def calls(self, channel: str) -> list[Call]:
        """The next calls of a channel, in order of arrival, no more than can be held at once."""
        sql = """with next as (
                     select seq, sum(length(body)) over (order by seq) - length(body) as before
                     from calls where channel = ? order by seq limit 100)
                 select id, body from next join calls using (seq) where before < ? order by seq"""
        return [Call(*row) for row in self._file.read(sql, channel, MOUTHFUL)]

    def channels_called(self) -> list[str]:
        """Channels with a call that is not taken in."""
        return [channel for (channel,) in self._file.read("select distinct channel from calls")]

    def taken_in(self, calls: Sequence[Call]) -> None:
        """What was in them is kept elsewhere."""
        ids = [(call.id,) for call in calls]
        self._file.write(lambda db: db.executemany("delete from calls where id = ?", ids))

    # -- inbox

    def accept(self, id: str, conversation: str, body: str) -> bool:
        """True the first time an id is seen. Once this returns, the message outlives us."""
        return self.accept_all([(id, conversation, body)])[0]

    def accept_all(self, messages: Sequence[tuple[str, str, str]]) -> list[bool]:
        """Several at once, each an id, a conversation and a body: all of them, or none."""
        sql = "insert or ignore into inbox (id, conversation, body, at) values (?, ?, ?, ?)"
        rows, now = messages, self._clock()
        return self._file.write(
            lambda db: [db.execute(sql, (*row, now)).rowcount == 1 for row in rows]
        )

    def waiting(self, conversation: str) -> list[str]:
        """Bodies of one conversation's unanswered messages, in order of arrival."""
        sql = "select body from inbox where conversation = ? and done is null order by seq"
        return [body for (body,) in self._file.read(sql, conversation)]

    def conversations_waiting(self, older_than: float = 0.0) -> list[str]:
        """Conversations with a message that has waited `older_than` seconds: what a crash left."""
        sql = """select conversation from inbox where done is null and at <= ?
                 group by conversation order by min(seq)"""
        return [key for (key,) in self._file.read(sql, self._clock() - older_than)]

    def quarantine(self, id: str, channel: str, why: str) -> bool:
        """Keep why something cannot be used, for a person to look at. True the first time."""
        sql = "insert or ignore into quarantine (id, channel, why, at) values (?, ?, ?, ?)"
        row = (id, channel, why, self._clock())
        return self._file.write(lambda db: db.execute(sql, row).rowcount == 1)

    def quarantined(self, older_than: float = 0.0) -> list[Aside]:
        """What is set aside, for so many seconds at least; the newest first."""
        sql = "select id, channel, why, at from quarantine where at <= ? order by at desc, id"
        return [Aside(*row) for row in self._file.read(sql, self._clock() - older_than)]

    def release(self, ids: Sequence[str]) -> None:
        """These are in quarantine no more."""
        sql = "delete from quarantine where id = ?"
        self._file.write(lambda db: db.executemany(sql, [(id,) for id in ids]))

    # -- who a channel's names stand for

    def identify(self, channel: str, names: Sequence[str], address: str = "") -> str:
        """The guest known by any of `names`, or else by the first of them from now on.

        All of them name that guest from then on, whose answers go to `address` where it is given.
        """
        return self.identify_all([Names(channel, tuple(names), address)])[0]

    def identify_all(self, told: Sequence[Names]) -> list[str]:
        """The same of many at once, for the price of one fsync."""
        known = [self._known(each) for each in told]
        new = [each for each, guest in zip(told, known, strict=True) if not guest]
        if not new:
            return known  # nothing new: nothing to write
        found = iter(self._file.write(lambda db: [_identify(db, each) for each in new]))
        return [guest or next(found) for guest in known]

    def _known(self, told: Names) -> str:
        """Whose names these are, where nothing of what is told is new."""
        guests = {self._file.one(NAMED, told.channel, name) for name in told.names}
        guest = guests.pop()
        settled = guest and not guests and told.address in ("", self.address(told.channel, guest))
        return str(guest) if settled else ""

    def known(self, channel: str, names: Sequence[str]) -> str:
        """The guest known by the first of `names` that anybody is known by; "" for none."""
        found = (self._file.one(NAMED, channel, name) for name in names)
        return str(next((guest for guest in found if guest), ""))

    def heard(self, channel: str, address: str, seconds: float) -> int:
        """How many messages came lately from whoever is answered at `address`."""
        sql = """select count(*) from inbox join addresses
                 on conversation = channel || ':' || guest
                 where channel = ? and address = ? and at > ?"""
        return int(self._file.one(sql, channel, address, self._clock() - seconds))

    def address(self, channel: str, guest: str) -> str:
        """Where answers to the guest go: what was told last, else the guest's own name."""
        sql = "select address from addresses where channel = ? and guest = ?"
        return self._file.one(sql, channel, guest) or guest

    # -- the turn

    def commit(self, turn: Commit) -> bool:
        """Record a turn. False, and nothing changes, if the conversation has moved on since."""
        now = self._clock()

        def write(db: sqlite3.Connection) -> bool:
            found = db.execute(
                "select revision from state where conversation = ?", (turn.conversation,)
            ).fetchone()
            if found and found[0] != turn.seen:
                return False
            for id in turn.done:
                sql = "update inbox set done = ? where id = ? and done is null"
                if db.execute(sql, (now, id)).rowcount != 1:
                    raise _Taken
            _insert_facts(db, turn.facts)
            _insert_parcels(db, turn.parcels, now)
            _insert_feed(db, turn.feed, now)
            db.execute(
                "replace into state (conversation, id, revision, body, at) values (?, ?, ?, ?, ?)",
                (turn.conversation, turn.id, turn.revision, turn.state, now),
            )
            return True

        try:
            return self._file.write(write)
        except _Taken:
            return False

    def record(
        self,
        facts: Sequence[Fact],
        parcels: Sequence[Parcel] = (),
        feed: Sequence[FeedEvent] = (),
    ) -> None:
        """Keep what was decided outside a turn. What is there already stays as it is."""
        now = self._clock()

        def write(db: sqlite3.Connection) -> None:
            _insert_facts(db, facts)
            _insert_parcels(db, parcels, now)
            _insert_feed(db, feed, now)

        self._file.write(write)

    def state(self, conversation: str) -> str | None:
        found: str | None = self._file.one(
            "select body from state where conversation = ?", conversation
        )
        return found

    def state_by_id(self, id: str) -> str | None:
        found: str | None = self._file.one("select body from state where id = ?", id)
        return found

    def states(self, name: str, values: Sequence[str]) -> list[str]:
        """Bodies, JSON objects, in which `name` is one of `values`."""
        sql = """select body from state
                 where json_extract(body, ?) in (select value from json_each(?))"""
        return [row[0] for row in self._file.read(sql, f"$.{name}", json.dumps(values))]

    def ahead(self, seen: Mapping[str, int]) -> dict[str, str]:
        """The states, by id, that have moved on since the revision `seen` of each."""
        sql = """select state.id, body from json_each(?) as seen
                 join state on state.id = seen.key where revision > seen.value"""
        return dict(self._file.read(sql, json.dumps(dict(seen))))

    def revision(self, conversation: str) -> int:
        """The conversation's revision; 0 where nothing is known of it."""
        return (
            self._file.one("select revision from state where conversation = ?", conversation) or 0
        )

    # -- outbox

    def claim(self, limit: int = 100) -> list[Parcel]:
        """Due parcels, the first of each lane only, leased so that nobody else sends them."""
        now = self._clock()
        sql = """update outbox set due = ?, attempts = attempts + 1 where seq in (
                    select seq from outbox where seq in (
                        select min(seq) from outbox where gone is null and failed is null
                        group by lane)
                    and due <= ? limit ?)
                 returning id, lane, channel, body, attempts, seq"""
        rows = self._file.write(lambda db: db.execute(sql, (now + LEASE, now, limit)).fetchall())
        return [Parcel(*row[:5]) for row in sorted(rows, key=lambda row: row[5])]

    def claim_lane(self, lane: str) -> Parcel | None:
        """The lane's next parcel if it is due, leased."""
        now = self._clock()
        sql = """update outbox set due = ?, attempts = attempts + 1 where due <= ? and seq = (
                    select min(seq) from outbox where lane = ? and gone is null and failed is null)
                 returning id, lane, channel, body, attempts"""
        if not self._file.read(f"{WAITS} and due <= ? limit 1", lane, now):
            return None  # as after most turns: nobody waits for the disk to learn that
        row = self._file.write(lambda db: db.execute(sql, (now + LEASE, now, lane)).fetchone())
        return Parcel(*row) if row else None

    def parcel(self, id: str) -> Parcel | None:
        """A parcel that is still to be delivered."""
        sql = """select id, lane, channel, body, attempts from outbox
                 where id = ? and gone is null and failed is null"""
        rows = self._file.read(sql, id)
        return Parcel(*rows[0]) if rows else None

    def posted(self, id: str) -> Parcel | None:
        """A parcel, delivered or not."""
        sql = "select id, lane, channel, body, attempts from outbox where id = ?"
        rows = self._file.read(sql, id)
        return Parcel(*rows[0]) if rows else None

    def sent_as(self, external: str) -> str:
        """The id of the parcel its channel calls so; empty where there is none."""
        return self._file.one("select id from outbox where external = ?", external) or ""

    def sent(self, id: str, facts: Sequence[Fact] = (), external: str = "") -> None:
        sql = "update outbox set gone = coalesce(gone, ?), external = ? where id = ?"
        self._settle(sql, (self._clock(), external, id), facts)

    def failed(self, id: str, why: str, facts: Sequence[Fact] = ()) -> None:
        """Delivery is given up; what failed is kept with its reason."""
        self._settle("update outbox set failed = ? where id = ?", (why or "failed", id), facts)

    def postpone(self, id: str, seconds: float) -> None:
        due = self._clock() + seconds
        self._settle("update outbox set due = ? where id = ?", (due, id), ())

    def release_leases(self) -> None:
        """At start: whoever had claimed a delivery is gone."""
        now = self._clock()
        sql = "update outbox set due = ? where gone is null and failed is null and due > ?"
        self._file.write(lambda db: db.execute(sql, (now, now)))

    # -- ledger

    def drain(self, write: Callable[[list[Fact]], None], batch: int = 200) -> int:
        """Hand the oldest facts to `write`; forget them only after it has returned.

        Returns how many it took. One caller at a time.
        """
        sql = "select seq, id, kind, body from ledger order by seq limit ?"
        if rows := self._file.read(sql, batch):
            write([Fact(*row[1:]) for row in rows])
            last = rows[-1][0]
            self._file.write(lambda db: db.execute("delete from ledger where seq <= ?", (last,)))
        return len(rows)

    def set_aside(self, id: str, why: str) -> None:
        """A fact the record can never hold leaves the ledger's way, and is kept with the reason."""
        now = self._clock()

        def write(db: sqlite3.Connection) -> None:
            move = """insert or ignore into refused (id, kind, body, why, at)
                      select id, kind, body, ?, ? from ledger where id = ?"""
            db.execute(move, (why, now, id))
            db.execute("delete from ledger where id = ?", (id,))

        self._file.write(write)

    # -- feed

    def feed_after(self, topic: str, seq: int, limit: int = 500) -> list[FeedEvent]:
        """A topic's events after `seq`, oldest first."""
        sql = """select topic, id, kind, body, seq from feed
                 where topic = ? and seq > ? order by seq limit ?"""
        return [FeedEvent(*row) for row in self._file.read(sql, topic, seq, limit)]

    def feed_last(self, topic: str) -> int:
        """The number of the topic's newest event; 0 where there is none."""
        return self._file.one("select max(seq) from feed where topic = ?", topic) or 0

    def moving(self, topic: str, within: float) -> bool:
        """Whether a fact waits for the record, or the topic had an event in so many seconds."""
        sql = """select exists (select 1 from ledger)
                 or exists (select 1 from feed where topic = ? and at > ?)"""
        return bool(self._file.one(sql, topic, self._clock() - within))

    # -- housekeeping

    def depth(self) -> dict[str, int]:
        """How much is waiting in each table."""
        return {
            "calls": self._file.one("select count(*) from calls"),
            "inbox": self._file.one("select count(*) from inbox where done is null"),
            "outbox": self._file.one(
                "select count(*) from outbox where gone is null and failed is null"
            ),
            "ledger": self._file.one("select count(*) from ledger"),
            "refused": self._file.one("select count(*) from refused"),
            "quarantine": self._file.one("select count(*) from quarantine"),
        }

    def prune(self, older_than: float) -> int:
        """Forget what is settled and older than so many seconds. Returns rows removed."""
        before = self._clock() - older_than

        def write(db: sqlite3.Connection) -> int:
            return sum(
                db.execute(sql, (before,)).rowcount
                for sql in (
                    "delete from inbox where done < ?",
                    "delete from outbox where gone < ?",
                    "delete from feed where at < ?",
                    """delete from state where at < ? and conversation not in (
                           select conversation from inbox where done is null)
                       and not exists (select 1 from ledger)""",
                )
            )

        return self._file.write(write)

    def close(self) -> None:
        self._file.close()

    def _settle(self, sql: str, parameters: tuple[Any, ...], facts: Sequence[Fact]) -> None:
        def write(db: sqlite3.Connection) -> None:
            db.execute(sql, parameters)
            _insert_facts(db, facts)

        self._file.write(write)


class _Taken(Exception):
    """Somebody else has answered one of the messages: undo."""


def _insert_facts(db: sqlite3.Connection, facts: Sequence[Fact]) -> None:
    db.executemany(
        "insert or ignore into ledger (id, kind, body) values (?, ?, ?)",
        [(fact.id, fact.kind, fact.body) for fact in facts],
    )


def _insert_parcels(db: sqlite3.Connection, parcels: Sequence[Parcel], due: float) -> None:
    db.executemany(
        "insert or ignore into outbox (id, lane, channel, body, due) values (?, ?, ?, ?, ?)",
        [(p.id, p.lane, p.channel, p.body, due + p.wait) for p in parcels],
    )


def _insert_feed(db: sqlite3.Connection, feed: Sequence[FeedEvent], at: float) -> None:
    db.executemany(
        "insert or ignore into feed (topic, id, kind, body, at) values (?, ?, ?, ?, ?)",
        [(e.topic, e.id, e.kind, e.body, at) for e in feed],
    )


def _identify(db: sqlite3.Connection, told: Names) -> str:
    found = (db.execute(NAMED, (told.channel, name)).fetchone() for name in told.names)
    guest: str = next((row[0] for row in found if row), told.names[0])
    db.executemany(
        "insert or ignore into names (channel, name, guest) values (?, ?, ?)",
        [(told.channel, name, guest) for name in told.names],
    )
    if told.address:
        sql = "replace into addresses (channel, guest, address) values (?, ?, ?)"
        db.execute(sql, (told.channel, guest, told.address))
    return guest


def _prepare(db: sqlite3.Connection) -> None:
    """The tables; a spool of an earlier version gets what has come since."""
    there = [name for _, name, *_ in db.execute("pragma table_info(outbox)")]
    if there and "external" not in there:
        db.execute("alter table outbox add column external text not null default ''")
    aside = [name for _, name, *_ in db.execute("pragma table_info(quarantine)")]
    if "body" in aside:  # in clear, guests' card numbers with it
        db.execute("alter table quarantine drop column body")
    db.executescript(SCHEMA)
