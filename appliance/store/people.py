"""Who works there, what opens the door, what was done and what it cost."""

from __future__ import annotations

from dataclasses import asdict
from datetime import datetime
from typing import Any

from appliance.engine.facts import AuditFact
from appliance.store.errors import NotFound
from appliance.store.ledger import KEEP
from appliance.store.records import ApiKeyRow, StaffRow, UsageRow
from appliance.store.rows import audit_row
from appliance.store.session import Session, known

STAFF = """select id::text, email, name, role, language, password_hash, is_active, token_version
           from staff_users where property_id = %(property)s"""
KEYS = """select id::text, label, prefix, created_at, expires_at, revoked_at
          from api_keys where property_id = %(property)s"""
# A changed role or a closed account ends every session of that person at once.
PUT_STAFF = """on conflict (property_id, id) do update set
    email = excluded.email, name = excluded.name, role = excluded.role,
    language = excluded.language, is_active = excluded.is_active,
    password_hash = coalesce(nullif(excluded.password_hash, ''), staff_users.password_hash),
    token_version = greatest(excluded.token_version, staff_users.token_version
        + (excluded.role <> staff_users.role
           or excluded.is_active < staff_users.is_active)::integer)"""


class People(Session):
    def staff_by_email(self, email: str) -> StaffRow | None:
        query = f"{STAFF} and lower(email) = lower(%(email)s)"
        return self._staff(self._row(query, email=email.strip()))

    def staff(self, id_: str) -> StaffRow | None:
        return self._staff(self._row(f"{STAFF} and id = %(id)s", id=known(id_)))

    def staff_members(self) -> list[StaffRow]:
        return [StaffRow(**row) for row in self._rows(f"{STAFF} order by name, id")]

    def put_staff(self, member: StaffRow) -> None:
        """Add or change somebody. No password hash leaves the one there is."""
        self._insert("staff_users", [asdict(member)], PUT_STAFF)

    def set_password(self, id_: str, password_hash: str) -> None:
        """Ends every session of that person. Raises NotFound."""
        query = """update staff_users
                   set password_hash = %(hash)s, token_version = token_version + 1
                   where property_id = %(property)s and id = %(id)s"""
        if not self._run(query, id=known(id_), hash=password_hash):
            raise NotFound(f"no member of staff {id_}")

    def api_key(self, key_hash: str, now: datetime | None = None) -> ApiKeyRow | None:
        """The key of that hash if it is valid at `now`: by default the database's clock."""
        row = self._row(
            f"""{KEYS} and hash = %(hash)s and revoked_at is null
                and (expires_at is null or expires_at > coalesce(%(now)s, now()))""",
            hash=key_hash,
            now=now,
        )
        return ApiKeyRow(**row) if row else None

    def api_keys(self) -> list[ApiKeyRow]:
        return [ApiKeyRow(**row) for row in self._rows(f"{KEYS} order by created_at, id")]

    def add_api_key(self, key: ApiKeyRow, key_hash: str) -> None:
        self._insert("api_keys", [{**asdict(key), "hash": key_hash}], KEEP)

    def expire_api_key(self, id_: str, at: datetime) -> None:
        """A key being rotated works until `at`."""
        self._run(
            "update api_keys set expires_at = %(at)s where property_id = %(property)s "
            "and id = %(id)s",
            id=known(id_),
            at=at,
        )

    def revoke_api_key(self, id_: str, now: datetime) -> None:
        """It opens nothing from now on."""
        self._run(
            "update api_keys set revoked_at = coalesce(revoked_at, %(now)s) "
            "where property_id = %(property)s and id = %(id)s",
            id=known(id_),
            now=now,
        )

    def audit(self, fact: AuditFact) -> None:
        self._insert("audit_log", [audit_row(fact)], KEEP)

    def audit_trail(
        self,
        limit: int = 100,
        target: str | None = None,
        *,
        actor: str | None = None,
        action: str | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        offset: int = 0,
    ) -> list[AuditFact]:
        """Latest first; `action` is the head of one: "settings" finds "settings.mode"."""
        chosen = {
            "target = %(target)s": target is not None,
            "actor = %(actor)s": actor is not None,
            "(action = %(action)s or starts_with(action, %(action)s || '.'))": action is not None,
            "at >= %(since)s": since is not None,
            "at < %(until)s": until is not None,
        }
        conditions = "".join(f" and {condition}" for condition, on in chosen.items() if on)
        rows = self._rows(
            f"""select id::text, actor, action, target, at, details from audit_log
                where property_id = %(property)s {conditions}
                order by at desc, id limit %(limit)s offset %(offset)s""",
            target=target,
            actor=actor,
            action=action,
            since=since,
            until=until,
            limit=limit,
            offset=offset,
        )
        return [AuditFact(**row) for row in rows]

    def usage(self, since: datetime, until: datetime) -> list[UsageRow]:
        """Sums by provider and model, the most used first."""
        rows = self._rows(
            """select provider, model, count(*) as calls,
                      count(*) filter (where outcome <> 'ok') as failures,
                      sum(tokens_in)::bigint as tokens_in, sum(tokens_out)::bigint as tokens_out,
                      avg(milliseconds)::float8 as mean_milliseconds, sum(cost) as cost,
                      count(*) filter (where cost is null and tokens_in + tokens_out > 0)
                          as unpriced
               from usage
               where property_id = %(property)s and at >= %(since)s and at < %(until)s
               group by provider, model order by calls desc, provider, model""",
            since=since,
            until=until,
        )
        return [UsageRow(**row) for row in rows]

    def _staff(self, row: dict[str, Any] | None) -> StaffRow | None:
        return StaffRow(**row) if row else None
