"""The store of one property, and the checks it must pass before anything is trusted to it."""

from __future__ import annotations

from appliance.store.conversations import Conversations
from appliance.store.desk import Desk
from appliance.store.duties import Duties
from appliance.store.errors import OldSchema, UnknownProperty, UnsafeRole, WrongKeys
from appliance.store.knowledge import Knowledge
from appliance.store.leads import Leads
from appliance.store.ledger import Ledger
from appliance.store.nights import Nights
from appliance.store.overrides import Overrides
from appliance.store.people import People
from appliance.store.schema import OWNER, schema_version
from appliance.store.session import Doubt
from appliance.vault import Undecipherable

# Only catalogs anybody may read: a wrong role must get a message, not "permission denied".
ROLE = f"""
    select session_user as role, rolsuper, rolbypassrls,
           exists (select from pg_roles o where o.rolname = '{OWNER}'
                   and pg_has_role(session_user, o.oid, 'member')) as owns,
           exists (select from pg_class where relowner = r.oid and relkind in ('r', 'p')) as made,
           has_schema_privilege(n.oid, 'usage') as admitted, n.oid as schema
    from pg_roles r left join pg_namespace n on n.nspname = 'nocturn' where rolname = session_user
"""
UNFENCED = """
    select c.relname as name from pg_class c
    join pg_namespace n on n.oid = c.relnamespace and n.nspname = 'nocturn'
    join pg_attribute a on a.attrelid = c.oid and a.attname = 'property_id' and not a.attisdropped
    where c.relkind in ('r', 'p') and c.relname <> 'tenant_roles'
      and not (c.relrowsecurity and c.relforcerowsecurity) order by 1
"""


class Store(Ledger, Conversations, Duties, Desk, Leads, Nights, People, Knowledge, Overrides):
    """Everything a property's appliance may ask of the record.

    Thread-safe. Every call raises StoreUnavailable when the cluster is away.
    """

    def ping(self) -> None:
        self._row("select 1 as one")

    def check_first(self) -> None:
        """Where the cluster is away now: nothing is asked of it or told to it until `check` passes.

        Until then every call raises StoreUnavailable, which says why.
        """
        self._doubt = Doubt(self.check, (UnsafeRole, OldSchema, UnknownProperty, WrongKeys))

    def check(self) -> None:
        """Refuse to work with a role, schema or keys that are not what they must be.

        Raises UnsafeRole, OldSchema, UnknownProperty or WrongKeys; the message says what to do.
        """
        self._check_role()
        self._check_schema()
        self._check_property()
        self._check_keys()

    def reencrypt(self, batch: int = 200) -> int:
        """Bring every ciphertext under the vault's newest key; returns how many rows it rewrote.

        Safe to run beside everything else, and again after a crash.
        """
        return sum(self._reencrypt(table, columns, batch) for table, columns in CIPHERS.items())

    def _check_role(self) -> None:
        role = self._only(ROLE)
        if role["rolsuper"] or role["rolbypassrls"] or role["owns"] or role["made"]:
            raise UnsafeRole(
                f'the role "{role["role"]}" could see every property\'s rows; connect with the one '
                "that `nocturn provision` made for this property"
            )
        if not role["schema"]:
            raise OldSchema("the database has no schema yet: run `nocturn migrate`")
        if not role["admitted"]:
            raise UnknownProperty(self._unknown(role["role"]))

    def _check_schema(self) -> None:
        found = self._only("select coalesce(max(version), 0) as n from schema_migrations")["n"]
        if found < schema_version():
            raise OldSchema(
                f"the database is at version {found} and this program needs {schema_version()}: "
                "run `nocturn migrate`"
            )
        if found > schema_version():
            raise OldSchema(
                f"the database is at version {found} and this program knows {schema_version()}: "
                "upgrade the program"
            )
        if open_tables := [row["name"] for row in self._rows(UNFENCED)]:
            raise UnsafeRole(
                f"row level security is not forced on {', '.join(open_tables)}: somebody changed "
                "the schema by hand; restore it before hotels share it"
            )

    def _check_property(self) -> None:
        row = self._only("select session_user as role, current_property()::text as id")
        if row["id"] != self.property_id.lower():
            raise UnknownProperty(self._unknown(row["role"]))

    def _unknown(self, role: str) -> str:
        return (
            f'the role "{role}" is not the one of property {self.property_id}: '
            "run `nocturn provision`, or correct the database address"
        )

    def _check_keys(self) -> None:
        row = self._row(
            """select state_cipher from conversations where property_id = %(property)s
               and state_cipher <> '' order by last_at desc limit 1"""
        )
        try:
            self.vault.decrypt(row["state_cipher"] if row else "")
        except Undecipherable:
            raise WrongKeys(
                "this property's record was enciphered with other keys: put back the key file "
                "that was in use before"
            ) from None

    def _reencrypt(self, table: str, columns: tuple[str, ...], batch: int) -> int:
        after, done = "00000000-0000-0000-0000-000000000000", 0
        listed = ", ".join(columns)
        while rows := self._rows(
            f"""select id::text, {listed} from {table} where property_id = %(property)s
                and id > %(after)s order by id limit %(batch)s""",
            after=after,
            batch=batch,
        ):
            for row in rows:
                done += self._reencrypt_row(table, columns, row)
            after = rows[-1]["id"]
        return done

    def _reencrypt_row(self, table: str, columns: tuple[str, ...], row: dict[str, str]) -> int:
        """Leaves a row that somebody wrote meanwhile: that was under the newest key already."""
        changes = ", ".join(f"{name} = %({name})s" for name in columns)
        unchanged = " and ".join(f"{name} = %(old_{name})s" for name in columns)
        return self._run(
            f"""update {table} set {changes}
                where property_id = %(property)s and id = %(id)s and {unchanged}""",
            id=row["id"],
            **{name: self.vault.rotate(row[name]) for name in columns},
            **{f"old_{name}": row[name] for name in columns},
        )


GUEST = ("guest_name_cipher", "guest_phone_cipher", "guest_email_cipher")
CIPHERS: dict[str, tuple[str, ...]] = {
    "conversations": ("state_cipher", *GUEST),
    "leads": GUEST,
    "alerts": ("title_cipher", "body_cipher", "title_ms_cipher", "body_ms_cipher"),
    "overrides": ("value_cipher",),
    "notes": ("text_cipher",),
}
