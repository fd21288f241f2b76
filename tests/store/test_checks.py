"""What the store refuses to work with, and how it tells."""

from __future__ import annotations

import asyncio
import socket
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from threading import Barrier

import pytest

from appliance.engine.ids import derive
from appliance.store import (
    OldSchema,
    ProvisionRefused,
    Store,
    StoreUnavailable,
    UnknownProperty,
    UnsafeRole,
    WrongKeys,
    ensure_database,
    provision_property,
    role_name,
    schema_version,
)
from appliance.store.schema import admin
from appliance.vault import Vault
from tests.conftest import PASSWORD, Property
from tests.loopback import quiet_port
from tests.store.facts import numbered, snapshot

HOTEL = Property("checked")


def run(dsn, statement):
    with admin(dsn) as db, db:
        db.cursor().execute(statement)


@contextmanager
def opened(dsn, vault, property_id=HOTEL.id):
    store = Store(dsn, vault, property_id)
    try:
        yield store
    finally:
        store.close()


def test_the_role_that_was_provisioned_passes(store_for):
    store = store_for(HOTEL)
    store.check()
    store.ping()


def test_m1_a_superuser_is_refused(database, vault):
    with opened(database, vault) as store, pytest.raises(UnsafeRole, match="nocturn provision"):
        store.check()


@pytest.mark.parametrize("gift", ["bypassrls", "owner"])
def test_m1_a_role_with_too_much_power_is_refused(cluster, database, tenant_dsn, vault, gift):
    hotel = Property(f"too-{gift}")
    dsn, role = tenant_dsn(hotel), f'"{role_name(hotel.slug)}"'
    run(
        database,
        f"alter role {role} bypassrls" if gift == "bypassrls" else f"grant nocturn_owner to {role}",
    )
    with opened(dsn, vault, hotel.id) as store, pytest.raises(UnsafeRole):
        store.check()


def test_m1_a_table_without_its_fence_is_named(database, store_for):
    store = store_for(HOTEL)
    run(database, "alter table nocturn.leads no force row level security")
    with pytest.raises(UnsafeRole, match="leads"):
        store.check()


def test_an_empty_database_is_told_to_be_migrated(cluster, database, tenant_dsn, vault):
    tenant_dsn(HOTEL)
    ensure_database(cluster.dsn(), "empty_for_check")
    dsn = cluster.dsn(role_name(HOTEL.slug), PASSWORD, "empty_for_check")
    with opened(dsn, vault) as store, pytest.raises(OldSchema, match="nocturn migrate"):
        store.check()


@pytest.mark.parametrize(
    ("change", "advice"), [(-1, "nocturn migrate"), (1, "upgrade the program")]
)
def test_another_schema_version_is_refused_with_advice(database, store_for, change, advice):
    store = store_for(HOTEL)
    version = schema_version()
    run(
        database,
        f"delete from nocturn.schema_migrations where version = {version}"
        if change < 0
        else f"insert into nocturn.schema_migrations values ({version + 1}, 'x', 'x')",
    )
    with pytest.raises(OldSchema, match=advice):
        store.check()


def test_the_role_of_another_property_is_refused(tenant_dsn, vault):
    dsn = tenant_dsn(HOTEL)
    refused = pytest.raises(UnknownProperty, match="nocturn provision")
    with opened(dsn, vault, derive("other")) as store, refused:
        store.check()


def test_m1_what_was_not_checked_at_the_start_is_checked_before_the_first_word(tenant_dsn, vault):
    dsn = tenant_dsn(HOTEL)
    with opened(dsn, vault, derive("other")) as store:
        store.check_first()
        for _ in range(2):
            with pytest.raises(StoreUnavailable, match="nocturn provision"):
                store.write(numbered([snapshot()]))
    with opened(dsn, vault) as store:
        store.check_first()
        with ThreadPoolExecutor(4) as crew:
            assert list(crew.map(lambda _: store.ping(), range(8))) == [None] * 8


def test_a_role_nobody_provisioned_is_refused(cluster, database, vault):
    run(database, "create role stranger login password 'x'")
    dsn = cluster.dsn("stranger", "x", database.rpartition("/")[2])
    with opened(dsn, vault) as store, pytest.raises(UnknownProperty, match="stranger"):
        store.check()


def test_lost_keys_are_noticed_before_anything_is_written(store_for, tenant_dsn, tmp_path):
    store_for(HOTEL).write(numbered([snapshot()]))
    other = Vault.open(tmp_path / "other")
    with opened(tenant_dsn(HOTEL), other) as store, pytest.raises(WrongKeys, match="key file"):
        store.check()


def test_provisioning_again_renames_and_sets_the_password(cluster, database, store_for, vault):
    store_for(HOTEL)
    role = provision_property(database, HOTEL.id, HOTEL.slug, "New Name", "another")
    with admin(database) as db, db.cursor() as cursor:
        cursor.execute("select name from nocturn.properties")
        assert cursor.fetchall() == [("New Name",)]
    with opened(cluster.dsn(role, "another", database.rpartition("/")[2]), vault) as store:
        store.check()


def test_o12_the_slug_of_another_property_is_refused(database, tenant_dsn):
    tenant_dsn(HOTEL)
    with pytest.raises(ProvisionRefused, match=HOTEL.slug):
        provision_property(database, derive("other"), HOTEL.slug, "Other", "x")
    with pytest.raises(ProvisionRefused, match=HOTEL.slug):
        provision_property(database, HOTEL.id, "another-slug", "Other", "x")


def test_properties_provisioned_at_once_all_come_up(cluster, database):
    hotels = [Property(f"crowd-{n}") for n in range(4)] * 2
    with ThreadPoolExecutor(8) as crowd:
        list(crowd.map(lambda h: provision_property(database, h.id, h.slug, h.name, "x"), hotels))
    with admin(database) as db, db.cursor() as cursor:
        cursor.execute("select count(*) from nocturn.tenant_roles")
        assert cursor.fetchone() == (4,)


def test_an_event_loop_is_not_held_up(store_for):
    store = store_for(HOTEL)

    async def careless():
        store.ping()

    with pytest.raises(RuntimeError, match="event loop"):
        asyncio.run(careless())
    store.ping()


def test_a_broken_connection_is_replaced(database, store_for):
    store = store_for(HOTEL)
    store.ping()
    run(
        database,
        "select pg_terminate_backend(pid) from pg_stat_activity "
        "where datname = current_database() and pid <> pg_backend_pid()",
    )
    store.ping()
    store.write(numbered([snapshot()]))


def test_one_cut_off_in_the_middle_is_unavailable_and_then_back(database, store_for):
    store = store_for(HOTEL)
    with pytest.raises(StoreUnavailable), store._transaction():
        store._run("select pg_terminate_backend(pg_backend_pid())")
    store.ping()


def test_a_cluster_that_refuses_is_unavailable(vault):
    with (
        quiet_port() as port,
        opened(f"postgresql://x:y@127.0.0.1:{port}/z", vault) as store,
        pytest.raises(StoreUnavailable),
    ):
        store.ping()


def test_a_cluster_that_does_not_answer_is_unavailable_within_the_connect_timeout(vault):
    with socket.create_server(("127.0.0.1", 0)) as silent:
        port = silent.getsockname()[1]
        with opened(f"postgresql://x:y@127.0.0.1:{port}/z", vault) as store:
            began = time.monotonic()
            with ThreadPoolExecutor(6) as crowd:
                errors = [call.exception() for call in [crowd.submit(store.ping) for _ in range(6)]]
            assert {type(error) for error in errors} == {StoreUnavailable}
            assert time.monotonic() - began < 10  # six in turn would take twelve


def test_a_statement_that_takes_too_long_is_given_up(store_for):
    store = store_for(HOTEL)

    def dawdle():
        with store._transaction():
            store._run("set local statement_timeout = '50ms'")
            store._run("select pg_sleep(5)")

    with pytest.raises(StoreUnavailable, match="statement timeout"):
        dawdle()
    store.ping()


def test_threads_share_few_connections(store_for, database):
    store, together = store_for(HOTEL, max_connections=2), Barrier(8)

    def work(_):
        together.wait()
        store._run("select pg_sleep(0.02)")

    with ThreadPoolExecutor(8) as crowd:
        list(crowd.map(work, range(8)))
    with admin(database) as db, db.cursor() as cursor:
        cursor.execute(
            "select count(*) from pg_stat_activity "
            "where datname = current_database() and application_name = 'nocturn'"
        )
        assert cursor.fetchone()[0] <= 2
