"""Making a property in the cluster: its row, its login role, its partitions."""

from __future__ import annotations

from typing import Any

from psycopg2 import sql
from psycopg2.extensions import make_dsn

from appliance.store.errors import ProvisionRefused
from appliance.store.schema import OWNER, TENANT, admin, become_owner, create_role


def role_name(slug: str) -> str:
    """The login role of a property's appliance."""
    return f"nocturn_{slug}"


def login_dsn(dsn: str, role: str, password: str) -> str:
    """The address of the same database for another login."""
    return str(make_dsn(dsn, user=role, password=password))


def provision_property(
    owner_dsn: str, hotel_id: str, slug: str, name: str, role_password: str
) -> str:
    """Make the property, or bring it up to date; returns its login role.

    Run again it renames the property, sets the password and adds what is missing. Raises
    ProvisionRefused where the slug is another property's, or its id has another slug.
    """
    role = role_name(slug)
    with admin(owner_dsn) as db, db:
        with db.cursor() as cursor:
            cursor.execute("select pg_advisory_xact_lock(hashtext('nocturn provision'))")
        _require_free(db, hotel_id, slug)
        _put_role(db, role, role_password)
        become_owner(db)
        _put_property(db, hotel_id, slug, name, role)
    return role


def _require_free(db: Any, hotel_id: str, slug: str) -> None:
    with db.cursor() as cursor:
        cursor.execute(f"set local role {OWNER}")
        cursor.execute(
            "select id::text, slug from nocturn.properties where slug = %s or id = %s",
            [slug, hotel_id],
        )
        others = [found for found in cursor.fetchall() if found != (hotel_id.lower(), slug)]
        cursor.execute("reset role")
    for other_id, other_slug in others:
        if other_slug == slug:
            raise ProvisionRefused(f'the slug "{slug}" belongs to property {other_id}')
        raise ProvisionRefused(f'property {hotel_id} is already here as "{other_slug}"')


def _put_role(db: Any, role: str, password: str) -> None:
    """A role that may log in and read its own rows: no DDL, no ownership, no way past RLS."""
    name, database = sql.Identifier(role), sql.Identifier(db.info.dbname)
    create_role(db, sql.SQL("create role {} login").format(name))
    with db.cursor() as cursor:
        plain = "alter role {} login nocreatedb nocreaterole password %s"
        cursor.execute(sql.SQL(plain).format(name), [password])
        cursor.execute(sql.SQL("grant {} to {}").format(sql.Identifier(TENANT), name))
        cursor.execute(sql.SQL("grant connect on database {} to {}").format(database, name))
        cursor.execute(sql.SQL("revoke temporary on database {} from public").format(database))


def _put_property(db: Any, hotel_id: str, slug: str, name: str, role: str) -> None:
    with db.cursor() as cursor:
        cursor.execute(
            """insert into properties (id, slug, name) values (%s, %s, %s)
               on conflict (id) do update set name = excluded.name, updated_at = now()""",
            [hotel_id, slug, name],
        )
        cursor.execute(
            """insert into tenant_roles (role_name, property_id) values (%s, %s)
               on conflict (role_name) do nothing""",
            [role, hotel_id],
        )
        cursor.execute("call add_partitions(%s)", [hotel_id])
