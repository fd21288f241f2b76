"""One property's way to the cluster: a pool of connections, each borrowed for one call."""

from __future__ import annotations

import asyncio
import json
import select
import threading
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import partial
from typing import Any
from uuid import UUID

import peewee
import psycopg2
from playhouse.pool import MaxConnectionsExceeded, PooledPostgresqlDatabase
from psycopg2.extensions import parse_dsn
from psycopg2.extras import Json, execute_values

from appliance.store.errors import StoreUnavailable
from appliance.vault import Vault

AWAY = (
    peewee.OperationalError,  # refused, cut off, statement_timeout, shutting down
    peewee.InterfaceError,  # a connection that died while it was idle
    psycopg2.OperationalError,  # the same, met outside peewee's own calls
    psycopg2.InterfaceError,
    MaxConnectionsExceeded,
)
SETTINGS = {
    "search_path": "nocturn,public",
    "statement_timeout": "5s",
    "idle_in_transaction_session_timeout": "10s",
    "hnsw.iterative_scan": "relaxed_order",  # or a filter leaves fewer rows than were asked for
    "hnsw.ef_search": "200",  # on 10,000 random vectors, the worst case: recall@5 0.86, not 0.67
    "timezone": "UTC",
}
NETWORK = {
    "connect_timeout": 2,
    "keepalives_idle": 5,
    "keepalives_interval": 2,
    "keepalives_count": 3,
    "tcp_user_timeout": 8000,  # milliseconds
    "gssencmode": "disable",  # saves a round trip nobody here answers
}


SILENCE = 2.0  # seconds nobody knocks again at a server that did not answer


class Server(peewee.PostgresqlDatabase):
    """Fails at once after one connection was waited for in vain.

    Connections are opened one at a time: else each thread would wait out the timeout in turn.
    """

    silent_until = 0.0

    def _connect(self) -> Any:
        began = time.monotonic()
        if began < self.silent_until:
            raise psycopg2.OperationalError("the cluster did not answer a moment ago")
        try:
            return super()._connect()  # type: ignore[misc]  # missing in its stubs
        except psycopg2.OperationalError:
            now = time.monotonic()
            self.silent_until = now + SILENCE if now - began >= SILENCE / 2 else 0.0
            raise


class Pool(PooledPostgresqlDatabase, Server):  # type: ignore[misc]  # peewee's pool is untyped
    """Refuses the event loop's thread, where two coroutines would share one transaction."""

    def connect(self, reuse_if_open: bool = False) -> Any:
        try:
            asyncio.get_running_loop()
        except RuntimeError:
            return super().connect(reuse_if_open)
        raise RuntimeError("the store was called on an event loop's thread")

    def _is_closed(self, conn: Any) -> bool:
        """Without a round trip, during which nobody could borrow another: on a connection nobody
        uses there is nothing to read but that the server hung up."""
        if conn.closed:
            return True
        waiting = select.poll()
        waiting.register(conn.fileno(), select.POLLIN)
        return bool(waiting.poll(0))


class Doubt:
    """A cluster that was away when it should have been checked: `check` comes before all else.

    While `check` finds anything wrong the cluster counts as away, with that for a reason.
    """

    def __init__(self, check: Callable[[], None], wrong: tuple[type[Exception], ...]) -> None:
        self.check, self.wrong = check, wrong
        self.open, self._checking = True, False
        self._one_at_a_time = threading.RLock()  # `check` itself asks the cluster

    def settle(self) -> None:
        """Raises StoreUnavailable until the check has passed once."""
        with self._one_at_a_time:
            if not self.open or self._checking:
                return
            self._checking = True
            try:
                self.check()
            except self.wrong as error:
                raise StoreUnavailable(str(error)) from error
            finally:
                self._checking = False
            self.open = False


class Session:
    """Runs statements. Every statement may name the property as %(property)s."""

    def __init__(
        self, dsn: str, vault: Vault, property_id: str, *, max_connections: int = 8
    ) -> None:
        self.vault = vault
        self.property_id = property_id
        self._pool = _pool(dsn, max_connections)
        self._doubt: Doubt | None = None

    @contextmanager
    def together(self) -> Iterator[None]:
        """One connection for all that is asked inside, on this thread. Raises StoreUnavailable."""
        with self._borrowed():
            yield

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        """All statements inside, or none. May be nested only through savepoints of its own."""
        with self._borrowed(), self._pool.atomic():
            yield

    def _rows(self, query: str, **values: Any) -> list[dict[str, Any]]:
        with self._borrowed(), self._cursor() as cursor:
            cursor.execute(query, self._given(values))
            names = [column.name for column in cursor.description]
            return [dict(zip(names, row, strict=True)) for row in cursor.fetchall()]

    def _row(self, query: str, **values: Any) -> dict[str, Any] | None:
        return next(iter(self._rows(query, **values)), None)

    def _only(self, query: str, **values: Any) -> dict[str, Any]:
        """Of a query that always has one row."""
        return self._rows(query, **values)[0]

    def _run(self, query: str, **values: Any) -> int:
        """The number of rows it touched."""
        with self._borrowed(), self._cursor() as cursor:
            cursor.execute(query, self._given(values))
            touched: int = cursor.rowcount
            return touched

    def _insert(self, table: str, rows: Sequence[Mapping[str, Any]], conflict: str) -> None:
        """Insert `rows`, all of the same columns; `conflict` is the `on conflict` clause."""
        columns = ["property_id", *rows[0]]
        statement = f"insert into {table} ({', '.join(columns)}) values %s {conflict}"
        values = [[self.property_id, *map(tidy, row.values())] for row in rows]
        with self._borrowed(), self._cursor() as cursor:
            execute_values(cursor, statement, values)

    def close(self) -> None:
        self._pool.close_all()

    @contextmanager
    def _borrowed(self) -> Iterator[None]:
        if self._doubt and self._doubt.open:
            self._doubt.settle()
        try:
            with self._pool.connection_context():
                yield
        except AWAY as error:
            raise StoreUnavailable(str(error).strip() or type(error).__name__) from error

    def _cursor(self) -> Any:
        connection: Any = self._pool.connection()  # type: ignore[no-untyped-call]
        return connection.cursor()

    def _given(self, values: Mapping[str, Any]) -> dict[str, Any]:
        return {"property": self.property_id, **{name: tidy(v) for name, v in values.items()}}


def known(id_: str) -> str:
    """`id_`, or where it is no UUID one that nothing has: what is asked for comes from outside."""
    try:
        return str(UUID(id_))
    except ValueError:
        return str(UUID(int=0))


def tidy(value: Any) -> Any:
    """As Postgres can hold it: dicts as JSON, text without NUL and lone surrogates."""
    if isinstance(value, dict):
        return Json(_clean(value), dumps=_dumps)
    return _clean(value) if isinstance(value, str) else value


def _clean(value: Any) -> Any:
    match value:
        case str():
            return value.replace("\0", "").encode("utf-8", "replace").decode()
        case dict():
            return {_clean(str(key)): _clean(item) for key, item in value.items()}
        case list() | tuple():
            return [_clean(item) for item in value]
    return value


_dumps = partial(json.dumps, default=str, ensure_ascii=False)  # decimals and dates as text


def _pool(dsn: str, max_connections: int) -> Pool:
    parts: dict[str, Any] = dict(parse_dsn(dsn))
    options = " ".join(f"-c {name}={value}" for name, value in SETTINGS.items())
    return Pool(
        parts.pop("dbname"),
        max_connections=max_connections,
        stale_timeout=300,
        timeout=3,  # seconds to wait for another thread to give one back
        autoconnect=False,
        options=f"{parts.pop('options', '')} {options}".strip(),
        **{"application_name": "nocturn", **NETWORK, **parts},
    )
