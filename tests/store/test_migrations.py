from __future__ import annotations

import re
import shutil
from concurrent.futures import ThreadPoolExecutor

import psycopg2
import pytest

from appliance.store import (
    MigrationRefused,
    StoreUnavailable,
    ensure_database,
    migrate,
    pending,
    schema,
    schema_version,
)
from appliance.store.schema import FOLDER, admin, migrations

NAMES = [m.name for m in migrations()]


@pytest.fixture
def empty(cluster, request):
    name = re.sub(r"\W", "_", f"empty_{request.node.name}")[:60]
    ensure_database(cluster.dsn(), name)
    return cluster.dsn(database=name)


@pytest.fixture
def edited(tmp_path):
    """A folder of migrations to meddle with."""
    return shutil.copytree(FOLDER, tmp_path / "migrations")


def test_migrations_run_once_and_in_order(empty):
    reported: list[str] = []
    assert pending(empty) == NAMES
    assert migrate(empty, reported.append) == reported == NAMES
    assert migrate(empty) == pending(empty) == []
    assert schema_version() == len(NAMES)


def test_of_three_runs_at_once_one_applies_and_the_others_find_nothing_to_do(empty):
    with ThreadPoolExecutor(3) as crowd:
        runs = sorted(crowd.map(lambda _: migrate(empty), range(3)))
    assert runs == [[], [], NAMES]


def test_an_edited_migration_is_refused_by_name(empty, edited):
    migrate(empty, folder=edited)
    first = edited / f"{NAMES[0]}.sql"
    first.write_text(first.read_text() + "\n-- harmless\n")
    migrations.cache_clear()
    with pytest.raises(MigrationRefused, match=NAMES[0]):
        migrate(empty, folder=edited)


def test_a_database_newer_than_the_program_is_refused(empty, edited):
    later = edited / f"{len(NAMES) + 1:04}_later.sql"
    later.write_text("create table later (id integer)")
    migrate(empty, folder=edited)
    with pytest.raises(MigrationRefused, match=r"newer.*later"):
        migrate(empty)


def test_o3_a_failing_migration_leaves_nothing_of_itself(empty, edited):
    broken = edited / f"{len(NAMES) + 1:04}_broken.sql"
    broken.write_text("create table half (id integer); select 1 / 0")
    with pytest.raises(psycopg2.errors.DivisionByZero):
        migrate(empty, folder=edited)
    assert pending(empty, folder=edited) == [broken.stem]
    with admin(empty) as db, db.cursor() as cursor:
        cursor.execute("select to_regclass('nocturn.half')")
        assert cursor.fetchone() == (None,)


def test_gaps_in_the_numbers_are_refused(edited):
    (edited / f"{NAMES[1]}.sql").unlink()
    with pytest.raises(MigrationRefused, match="without gaps"):
        migrations(edited)


def test_a_cluster_without_pgvector_is_told_so(empty, monkeypatch):
    monkeypatch.setattr(schema, "LEAST_PGVECTOR", (99, 0))
    with pytest.raises(MigrationRefused, match=r"pgvector 99\.0 or newer is needed; this is 0\.8"):
        migrate(empty)


def test_an_old_postgres_is_told_so(empty, monkeypatch):
    monkeypatch.setattr(schema, "LEAST_POSTGRES", 99)
    with pytest.raises(MigrationRefused, match="PostgreSQL 99 or newer is needed"):
        migrate(empty)


def test_a_cluster_that_is_away_is_unavailable():
    with pytest.raises(StoreUnavailable, match="cannot connect"):
        migrate("postgresql://postgres@127.0.0.1:1/none")


def test_a_role_that_may_only_create_roles_can_migrate(cluster):
    with admin(cluster.dsn()) as db:
        db.autocommit = True
        db.cursor().execute("create role steward login createrole password 'x'")
        db.cursor().execute("create database of_steward owner steward")
    dsn = cluster.dsn("steward", "x", "of_steward")
    with admin(cluster.dsn(database="of_steward")) as db, db:  # an extension needs a superuser
        db.cursor().execute("create extension vector; create extension pg_trgm")
        db.cursor().execute("grant nocturn_owner to steward with admin option")
    assert migrate(dsn) == NAMES


def test_nothing_is_owned_by_a_role_that_can_log_in(database):
    with admin(database) as db, db.cursor() as cursor:
        cursor.execute(
            """select c.relname, r.rolname from pg_class c join pg_roles r on r.oid = c.relowner
               join pg_namespace n on n.oid = c.relnamespace
               where n.nspname = 'nocturn' and (r.rolcanlogin or r.rolsuper or r.rolbypassrls)"""
        )
        assert cursor.fetchall() == []
