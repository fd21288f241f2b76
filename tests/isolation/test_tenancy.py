"""One hotel's credentials, everything they can try, and nothing of another hotel's in reach."""

from __future__ import annotations

import random
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import date
from typing import Any

import psycopg2
import pytest

from appliance.engine.facts import Fact
from appliance.engine.ids import derive
from appliance.engine.passages import KnowledgeItem
from appliance.store import Store
from appliance.store.records import ApiKeyRow, CannedReply, OverrideRow, StaffRow
from appliance.store.schema import admin
from tests.conftest import Property
from tests.store.facts import NOON, numbered, one_of_each

ALPHA, BETA = Property("alpha"), Property("beta")
SECRET = "beta's own suite, Seri Kenanga, has a hidden plunge pool"
VECTOR = [1.0] + [0.0] * 511
ROWS = """
    select c.relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
    where n.nspname = 'nocturn' and c.relkind in ('r', 'p') and c.relispartition = %s
      and c.relname not in ('tenant_roles', 'schema_migrations') order by 1
"""


def filled(store: Store, slug: str, text: str) -> Store:
    """A store with a row in every table a hotel writes."""
    facts: list[Fact] = one_of_each(slug)
    store.write(numbered(facts))
    item = KnowledgeItem("room", "rooms", text, text, "en", "guest", "rooms.md:1", digest="1")
    store.put_knowledge([(item, VECTOR)], embedder="use")
    store.put_staff(StaffRow(derive(slug), f"gm@{slug}.example", "GM", "gm", "en", "", True, 1))
    store.add_api_key(ApiKeyRow(derive(slug), "site", "nk", NOON, None, None), f"hash {slug}")
    store.put_override(OverrideRow("mode", "", {"mode": "draft"}, slug, NOON))
    store.put_canned_reply(CannedReply(derive(slug, "canned"), "Hello", text, "", "", NOON))
    store.mark_read(derive("mei"), [row.id for row in store.conversations()], NOON)
    store._run(
        """insert into analytics_daily (property_id, report_date, computed_at)
           values (%(property)s, '2026-03-02', now())"""
    )
    return store


@pytest.fixture
def alpha(store_for):
    return filled(store_for(ALPHA), "alpha", "alpha's pool opens at seven")


@pytest.fixture
def beta(store_for):
    return filled(store_for(BETA), "beta", SECRET)


@pytest.fixture
def intruder(alpha, beta, tenant_dsn) -> Iterator[Any]:
    """A bare connection with alpha's credentials, beside a beta full of rows."""
    with closing(psycopg2.connect(tenant_dsn(ALPHA))) as db:
        db.autocommit = True
        with db.cursor() as cursor:
            cursor.execute("set search_path = nocturn, public")
            yield cursor


@pytest.fixture
def tables(database):
    with admin(database) as db, db.cursor() as cursor:
        cursor.execute(ROWS, [False])
        return [name for (name,) in cursor.fetchall()]


@pytest.fixture
def partitions(database, alpha, beta):
    with admin(database) as db, db.cursor() as cursor:
        cursor.execute(ROWS, [True])
        return [name for (name,) in cursor.fetchall()]


def owned(table: str) -> str:
    return "id" if table == "properties" else "property_id"


def test_m1_every_table_shows_a_hotel_its_own_rows_and_no_others(intruder, tables, database):
    with admin(database) as db, db.cursor() as everything:
        for table in tables:
            everything.execute(f"select distinct {owned(table)}::text from nocturn.{table}")
            assert len(everything.fetchall()) == 2, f"{table}: both hotels must have rows to hide"
            intruder.execute(f"select distinct {owned(table)}::text from {table}")
            assert intruder.fetchall() == [(ALPHA.id,)], table


def test_m1_every_table_is_fenced_and_forced(database, tables, partitions):
    with admin(database) as db, db.cursor() as cursor:
        cursor.execute(
            """select relname from pg_class c join pg_namespace n on n.oid = c.relnamespace
               where nspname = 'nocturn' and relrowsecurity and relforcerowsecurity"""
        )
        fenced = {name for (name,) in cursor.fetchall()}
    assert fenced == {*tables, *partitions}


def test_m2_a_role_without_a_property_sees_no_rows(intruder, tables, database):
    with admin(database) as db, db:
        db.cursor().execute("delete from nocturn.tenant_roles")
    for table in tables:
        intruder.execute(f"select count(*) from {table}")
        assert intruder.fetchone() == (0,), table


@pytest.mark.parametrize(
    "setting",
    [
        "set nocturn.property_id = '{beta}'",
        "set app.property_id = '{beta}'",
        "set role nocturn_tenant",
        "set search_path = pg_temp, nocturn",
    ],
)
def test_no_setting_turns_one_hotel_into_another(intruder, setting):
    intruder.execute(setting.format(beta=BETA.id))
    intruder.execute("select count(*) from nocturn.messages where property_id = %s", [BETA.id])
    assert intruder.fetchone() == (0,)


@pytest.mark.parametrize(
    "statement",
    [
        "set role nocturn_owner",
        "set role nocturn_beta",
        "set session authorization nocturn_beta",
        "select * from tenant_roles",
        "update tenant_roles set property_id = '{beta}'",
        "insert into properties (id, slug, name) values (gen_random_uuid(), 'x', 'x')",
        "update properties set name = 'x'",
        "alter table leads disable row level security",
        "drop policy own_property on leads",
        "create table nocturn.mine (id integer)",
        "create function nocturn.current_property() returns uuid language sql return null",
        "create temporary table tenant_roles (role_name name, property_id uuid)",
        "call add_partitions('{beta}')",
        "call fence('leads')",
        "truncate leads",
        "update audit_log set action = 'nothing happened'",
        "delete from audit_log",
        "delete from schema_migrations",
    ],
)
def test_a_hotel_may_not(intruder, statement):
    with pytest.raises(psycopg2.Error) as refused:
        intruder.execute(statement.format(beta=BETA.id))
    assert refused.value.pgcode in {"42501", "22023"}, refused.value


def test_m1_rows_cannot_be_written_for_another_hotel(intruder, tables):
    for table in tables:
        if table == "properties":
            continue
        intruder.execute(
            "select column_name from information_schema.columns "
            "where table_schema = 'nocturn' and table_name = %s and column_name <> 'property_id' "
            "and is_generated = 'NEVER' and is_identity = 'NO'",
            [table],
        )
        columns = ", ".join(f'"{name}"' for (name,) in intruder.fetchall())
        with pytest.raises(psycopg2.errors.InsufficientPrivilege, match="row-level security"):
            intruder.execute(
                f"insert into {table} (property_id, {columns}) select %s, {columns} from {table}",
                [BETA.id],
            )


def test_m1_rows_cannot_be_changed_or_moved_to_another_hotel(intruder, tables, database):
    for table in tables:
        intruder.execute("select has_table_privilege(%s, 'update')", [f"nocturn.{table}"])
        if not intruder.fetchone()[0]:
            continue
        where = f"update {table} set property_id = property_id where property_id = %s"
        intruder.execute(where, [BETA.id])
        assert intruder.rowcount == 0, table
        with pytest.raises(psycopg2.Error):
            intruder.execute(f"update {table} set property_id = %s", [BETA.id])


def test_m1_a_row_cannot_point_into_another_hotel(intruder):
    beta_talk = one_of_each("beta")[1].id
    with pytest.raises(psycopg2.errors.ForeignKeyViolation):
        intruder.execute("update messages set conversation_id = %s", [beta_talk])


def test_partitions_cannot_be_read_around_the_fence(intruder, partitions):
    assert len(partitions) == 4
    for partition in partitions:
        with pytest.raises(psycopg2.errors.InsufficientPrivilege):
            intruder.execute(f"select * from {partition}")


def test_m4_search_never_brings_up_another_hotels_knowledge(alpha, beta):
    asked = {"embedder": "use", "today": date(2026, 3, 2), "audience": "staff"}
    assert [c.item.title for c in beta.candidates(VECTOR, SECRET, **asked)] == [SECRET]
    for vector, words in [(VECTOR, SECRET), (VECTOR, ""), ([], SECRET), ([], "Seri Kenangga")]:
        found = alpha.candidates(vector, words, limit=50, **asked)
        assert all("Kenanga" not in c.item.text for c in found)
    assert alpha.knowledge(search="Kenanga") == []
    assert all("Kenanga" not in item.text for item, _ in alpha.knowledge_all("use"))


def test_m4_not_even_where_the_property_in_the_query_is_the_other(alpha, beta):
    alpha.property_id = BETA.id
    asked = {"embedder": "use", "today": date(2026, 3, 2)}
    assert alpha.candidates(VECTOR, SECRET, **asked) == []
    assert alpha.knowledge_all("use") == alpha.conversations() == alpha.alerts() == []


def test_m3_two_hotels_at_once_over_reused_connections_never_mix(alpha, beta):
    def look(n: int) -> bool:
        store, other = (alpha, beta) if n % 2 else (beta, alpha)
        mine = one_of_each("alpha" if n % 2 else "beta")[1].id
        theirs = one_of_each("beta" if n % 2 else "alpha")[1].id
        assert other.conversation(mine) is None
        return store.conversation(mine) is not None and store.conversation(theirs) is None

    order = list(range(200))
    random.Random(7).shuffle(order)
    with ThreadPoolExecutor(12) as crowd:
        assert all(crowd.map(look, order))


def test_m6_ids_of_another_hotel_are_not_found(alpha, beta):
    talk, lead = one_of_each("beta")[1].id, derive("lead", "beta")
    assert alpha.conversation(talk) is alpha.lead(lead) is alpha.recall_id(talk) is None
    assert alpha.messages(talk) == alpha.promises(talk) == alpha.lead_history(lead) == []
    assert alpha.keep_promises(talk, NOON) == 0
    assert alpha.staff(derive("beta")) is alpha.api_key("hash beta", NOON) is None
    alpha.mark_alert(derive("alert", "beta"), seen_at=NOON)
    assert beta.alerts()[0].seen_at is None
