"""Migrations: numbered files, each run once, in order, in a transaction of its own.

They run as the admin (a superuser, or a role that may create roles and owns the database) and make
everything as `nocturn_owner`, which nobody logs in as.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import psycopg2
from psycopg2 import errors, sql

from appliance.store.errors import MigrationRefused, StoreUnavailable

OWNER, TENANT = "nocturn_owner", "nocturn_tenant"
FOLDER = Path(__file__).parent / "migrations"
LOCK = 0x6E6F6374  # "noct": of pg_advisory_lock, one number per database
LEAST_POSTGRES, LEAST_PGVECTOR = 15, (0, 8)
CONNECT_SECONDS = 5
TABLES = """
    create table if not exists schema_migrations (
        version integer primary key,
        name text not null,
        checksum text not null,
        applied_at timestamptz not null default now()
    )"""


@dataclass(frozen=True, slots=True)
class Migration:
    version: int
    name: str
    sql: str

    @property
    def checksum(self) -> str:
        return hashlib.sha256(self.sql.encode()).hexdigest()


@cache
def migrations(folder: Path = FOLDER) -> tuple[Migration, ...]:
    """The files NNNN_name.sql in `folder`, numbered from 1 without gaps."""
    files = sorted(folder.glob("*.sql"))
    found = tuple(
        Migration(int(file.stem[:4]), file.stem, file.read_text("utf-8")) for file in files
    )
    if [m.version for m in found] != list(range(1, len(found) + 1)):
        raise MigrationRefused(f"{folder}: migrations must be numbered 0001, 0002, … without gaps")
    return found


def schema_version() -> int:
    """What this program needs the database to be at."""
    return migrations()[-1].version


def migrate(
    owner_dsn: str, report: Callable[[str], object] = lambda _: None, folder: Path = FOLDER
) -> list[str]:
    """Bring the database up to date; returns the names of the migrations that were run.

    Of several runs at once one applies, the others wait and find nothing to do. Raises
    MigrationRefused where the database is too old, lacks pgvector, or has run a migration that was
    edited since; StoreUnavailable where it cannot be reached.
    """
    with admin(owner_dsn) as db, _alone(db):
        with db:
            _prepare(db)
        return [_apply(db, m, report) for m in _todo(db, migrations(folder))]


def pending(owner_dsn: str, folder: Path = FOLDER) -> list[str]:
    """The names of the migrations `migrate` would run."""
    with admin(owner_dsn) as db, db:
        known = _row(db, "select to_regclass('nocturn.schema_migrations')")[0]
        return [m.name for m in (_todo(db, migrations(folder)) if known else migrations(folder))]


def ensure_database(admin_dsn: str, name: str, template: str | None = None) -> bool:
    """Make the database `name`, a copy of `template` if given; False if it was there."""
    parts = [sql.SQL("create database {}").format(sql.Identifier(name))]
    if template:
        parts.append(sql.SQL("template {}").format(sql.Identifier(template)))
    with admin(admin_dsn) as db:
        db.autocommit = True
        try:
            db.cursor().execute(sql.SQL(" ").join(parts))
        except (errors.DuplicateDatabase, errors.UniqueViolation):
            return False
    return True


@contextmanager
def admin(dsn: str) -> Iterator[Any]:
    """A connection for what only the admin may do. Raises StoreUnavailable."""
    try:
        db = psycopg2.connect(
            dsn, connect_timeout=CONNECT_SECONDS, application_name="nocturn-admin"
        )
    except psycopg2.OperationalError as error:
        raise StoreUnavailable(f"cannot connect to the cluster: {str(error).strip()}") from error
    try:
        yield db
    finally:
        db.close()


def become_owner(db: Any) -> None:
    """For the rest of the transaction, act as the owner of the schema."""
    db.cursor().execute(f"set local role {OWNER}; set local search_path = nocturn, public")


def create_role(db: Any, statement: sql.Composable) -> bool:
    """Run a `create role`; False where another run, here or in another database, was first."""
    with db.cursor() as cursor:
        cursor.execute("savepoint role")
        try:
            cursor.execute(statement)
        except (errors.DuplicateObject, errors.UniqueViolation):
            cursor.execute("rollback to savepoint role")
            return False
        return True


@contextmanager
def _alone(db: Any) -> Iterator[None]:
    """Hold the migration lock; it goes with the connection if we die."""
    with db, db.cursor() as cursor:
        cursor.execute("select pg_advisory_lock(%s)", [LOCK])
    yield
    with db, db.cursor() as cursor:
        cursor.execute("select pg_advisory_unlock(%s)", [LOCK])


def _prepare(db: Any) -> None:
    """The roles, the schema, the extensions and the table of what was run."""
    _require_postgres(db)
    for role in (OWNER, TENANT):
        create_role(db, sql.SQL("create role {} nologin nobypassrls").format(sql.Identifier(role)))
    with db.cursor() as cursor:
        if not _row(db, f"select pg_has_role(current_user, '{OWNER}', 'member')")[0]:
            cursor.execute(f"grant {OWNER} to current_user")
        cursor.execute(f"create schema if not exists nocturn authorization {OWNER}")
        _require_pgvector(db)
        become_owner(db)
        cursor.execute(TABLES)


def _require_postgres(db: Any) -> None:
    if db.server_version // 10000 < LEAST_POSTGRES:
        found = db.server_version // 10000
        raise MigrationRefused(f"PostgreSQL {LEAST_POSTGRES} or newer is needed; this is {found}")


def _require_pgvector(db: Any) -> None:
    query = "select installed_version, default_version from pg_available_extensions where name = %s"
    installed, offered = _row(db, query, ["vector"]) or (None, None)
    least = ".".join(map(str, LEAST_PGVECTOR))
    if not offered:
        raise MigrationRefused(f"the extension pgvector {least} or newer is not installed there")
    if tuple(int(n) for n in (installed or offered).split(".")[:2]) < LEAST_PGVECTOR:
        raise MigrationRefused(
            f"pgvector {least} or newer is needed; this is {installed or offered}"
        )
    with db.cursor() as cursor:
        cursor.execute("create extension if not exists vector schema public")
        if _row(db, query, ["pg_trgm"]):
            cursor.execute("create extension if not exists pg_trgm schema public")


def _todo(db: Any, known: tuple[Migration, ...]) -> list[Migration]:
    """What was not run yet; raises MigrationRefused where files and database disagree."""
    with db.cursor() as cursor:
        cursor.execute("select version, name, checksum from nocturn.schema_migrations")
        applied = {version: (name, checksum) for version, name, checksum in cursor.fetchall()}
    if newer := sorted(name for version, (name, _) in applied.items() if version > len(known)):
        raise MigrationRefused(f"the database is newer than this program: it has {newer[-1]}")
    for migration in known:
        if applied.get(migration.version, (None, migration.checksum))[1] != migration.checksum:
            raise MigrationRefused(
                f"{migration.name} was changed after it was run here; "
                "undo the change and put it into a new migration"
            )
    return [m for m in known if m.version not in applied]


def _apply(db: Any, migration: Migration, report: Callable[[str], object]) -> str:
    with db:
        become_owner(db)
        with db.cursor() as cursor:
            cursor.execute(migration.sql)
            cursor.execute(
                "insert into schema_migrations (version, name, checksum) values (%s, %s, %s)",
                [migration.version, migration.name, migration.checksum],
            )
    report(migration.name)
    return migration.name


def _row(db: Any, query: str, params: list[Any] | None = None) -> Any:
    with db.cursor() as cursor:
        cursor.execute(query, params)
        return cursor.fetchone()
