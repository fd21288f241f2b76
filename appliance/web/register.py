"""What the door remembers by itself, in one small SQLite file.

family  a chain of refresh tokens, started by one sign-in: each is used once (RFC 9700 §4.14.2)
seen    widget keys the cluster vouched for, so that guests are let in while it is away
"""

from __future__ import annotations

import sqlite3
import threading
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path
from typing import Literal

SCHEMA = """
create table if not exists family (
    id text primary key, staff text not null, generation integer not null,
    rotated real not null, expires real not null);
create table if not exists seen (
    hash text primary key, id text not null, expires real);
"""
# Two tabs wake up together and both refresh; the second is late, not a thief.
TOGETHER = timedelta(seconds=15)
Verdict = Literal["ok", "unknown", "reused"]


@dataclass(frozen=True, slots=True)
class Rotation:
    verdict: Verdict
    generation: int = 0


class Register:
    def __init__(self, path: Path) -> None:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._lock = threading.Lock()
        self._db = sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=5)
        self._db.execute("pragma journal_mode=wal")
        self._db.executescript(SCHEMA)

    def open_family(self, id: str, staff: str, now: datetime, expires: datetime) -> None:
        with self._lock:
            self._db.execute("delete from family where expires < ?", (now.timestamp(),))
            self._db.execute(
                "insert into family values (?, ?, 0, ?, ?)",
                (id, staff, now.timestamp(), expires.timestamp()),
            )

    def rotate(self, id: str, generation: int, now: datetime, expires: datetime) -> Rotation:
        """Exchange a family's token of `generation`. An older one coming back ends the family."""
        with self._lock:
            row = self._db.execute(
                "select generation, rotated from family where id = ? and expires > ?",
                (id, now.timestamp()),
            ).fetchone()
            if row is None:
                return Rotation("unknown")
            newest, rotated = row
            if generation == newest:
                sql = "update family set generation = ?, rotated = ?, expires = ? where id = ?"
                after = (newest + 1, now.timestamp(), expires.timestamp(), id)
                self._db.execute(sql, after)
                return Rotation("ok", newest + 1)
            if generation == newest - 1 and now.timestamp() - rotated <= TOGETHER.total_seconds():
                return Rotation("ok", newest)
            self._db.execute("delete from family where id = ?", (id,))
            return Rotation("reused")

    def end_family(self, id: str) -> None:
        with self._lock:
            self._db.execute("delete from family where id = ?", (id,))

    def remember_key(self, hash: str, id: str, expires: datetime | None) -> None:
        until = expires.timestamp() if expires else None
        with self._lock:
            self._db.execute("replace into seen values (?, ?, ?)", (hash, id, until))

    def forget_key(self, hash: str) -> None:
        with self._lock:
            self._db.execute("delete from seen where hash = ?", (hash,))

    def key(self, hash: str, now: datetime) -> str | None:
        """The id of a key that was good when last asked about and has not expired since."""
        sql = "select id from seen where hash = ? and (expires is null or expires > ?)"
        with self._lock:
            row = self._db.execute(sql, (hash, now.timestamp())).fetchone()
        return row[0] if row else None

    def close(self) -> None:
        with self._lock:
            self._db.close()
