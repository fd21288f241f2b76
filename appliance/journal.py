"""One SQLite file, one process: many threads read, one writes.

All writes go through one thread, which commits whatever has gathered while the last fsync ran: the
price of an fsync is paid once for many.
"""

from __future__ import annotations

import fcntl
import queue
import sqlite3
import threading
from collections import deque
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path
from typing import Any, TypeVar

T = TypeVar("T")
Write = Callable[[sqlite3.Connection], Any]
TOGETHER = 200  # writes in one transaction at most


class InUse(Exception):
    """Another process has the file open."""


class Journal:
    def __init__(self, path: Path, prepare: Callable[[sqlite3.Connection], None]) -> None:
        """Open or make the file at `path`; `prepare` lays its tables out.

        Raises InUse if another process has it.
        """
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._lock_file = _lock(path.with_suffix(".lock"))
        self._path = path
        self._idle: deque[sqlite3.Connection] = deque()  # readers nobody uses just now
        self._db = _connect(path)
        self._db.execute("pragma journal_mode=wal")
        self._db.execute("pragma synchronous=full")
        prepare(self._db)
        self._queue: queue.SimpleQueue[tuple[Write, Future[Any]] | None] = queue.SimpleQueue()
        self._writer = threading.Thread(target=self._write_all, name="journal", daemon=True)
        self._writer.start()

    def write(self, write: Callable[[sqlite3.Connection], T]) -> T:
        """What `write` returns, once all it did is on the disk; what it raises undoes it."""
        future: Future[T] = Future()
        self._queue.put((write, future))
        return future.result()

    def read(self, sql: str, *parameters: Any) -> list[tuple[Any, ...]]:
        db = self._reader()
        try:
            return db.execute(sql, parameters).fetchall()
        finally:
            self._idle.append(db)

    def one(self, sql: str, *parameters: Any) -> Any:
        """The first value of the first row; None where there is no row."""
        rows = self.read(sql, *parameters)
        return rows[0][0] if rows else None

    def close(self) -> None:
        self._queue.put(None)
        self._writer.join()
        while self._idle:
            self._idle.pop().close()
        self._db.close()
        self._lock_file.close()

    def _reader(self) -> sqlite3.Connection:
        """The one used last; as many are opened as there ever are reads at the same moment."""
        try:
            return self._idle.pop()
        except IndexError:
            return _connect(self._path)

    def _write_all(self) -> None:
        while (first := self._queue.get()) is not None:
            batch, last = [first], False
            while len(batch) < TOGETHER and not self._queue.empty():
                more = self._queue.get()
                if last := more is None:
                    break
                batch.append(more)
            self._write_together(batch)
            if last:
                return

    def _write_together(self, batch: list[tuple[Write, Future[Any]]]) -> None:
        """One transaction for all; a savepoint each, so that one failure undoes only itself."""
        settled: list[Callable[[], None]] = []
        try:
            self._db.execute("begin immediate")
            for write, future in batch:
                settled.append(_attempt(self._db, write, future))
            self._db.execute("commit")
        except Exception as error:  # disk full, I/O error: nobody may believe it was kept
            if self._db.in_transaction:
                self._db.execute("rollback")
            settled = [_failure(future, error) for _, future in batch]
        for settle in settled:
            settle()


def _attempt(db: sqlite3.Connection, write: Write, future: Future[Any]) -> Callable[[], None]:
    db.execute("savepoint one")
    try:
        result = write(db)
    except Exception as error:
        if not db.in_transaction:
            raise  # a full disk: SQLite has undone all of it by itself, the savepoint too
        db.execute("rollback to one")
        db.execute("release one")
        return _failure(future, error)
    db.execute("release one")
    return lambda: future.set_result(result)


def _failure(future: Future[Any], error: Exception) -> Callable[[], None]:
    return lambda: future.set_exception(error)


def _connect(path: Path) -> sqlite3.Connection:
    return sqlite3.connect(path, isolation_level=None, check_same_thread=False, timeout=10)


def _lock(path: Path) -> Any:
    file = path.open("w")
    try:
        fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except OSError:
        file.close()
        raise InUse(f"{path.parent} is in use by another nocturn process") from None
    return file
