"""Leads, and what staff make of them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from decimal import Decimal
from typing import Any, Literal

from appliance.engine.facts import AuditFact
from appliance.engine.ids import derive
from appliance.engine.state import Intent
from appliance.store.conversations import containing
from appliance.store.duties import KEEP_PROMISES
from appliance.store.errors import Conflict, NotFound
from appliance.store.ledger import KEEP
from appliance.store.records import LeadRow, LeadStatus, LeadVersion
from appliance.store.rows import audit_row
from appliance.store.sealed import sought
from appliance.store.session import Session, known

COLUMNS = """
    leads.id::text, leads.conversation_id::text, leads.channel, leads.guest_name_cipher,
    leads.guest_phone_cipher, leads.guest_email_cipher, leads.intent, leads.details, leads.value,
    leads.actual_value, leads.currency, leads.priority, leads.status, leads.notes, leads.version,
    leads.after_hours, leads.captured_at, leads.updated_at, leads.merged_into::text"""
SEEN_TO = ("contacted", "converted", "lost")  # a person has been in touch with the guest
Order = Literal["newest", "value", "arrival", "warm"]
ORDERS: dict[Order, str] = {
    "newest": "captured_at desc, leads.id",
    "value": "coalesce(actual_value, value) desc, captured_at desc, leads.id",
    "warm": "priority = 'high' desc, value desc, captured_at desc, leads.id",
    "arrival": "details->>'check_in' nulls last, captured_at desc, leads.id",
}
SAME_GUEST = f"""
    select {COLUMNS}
    from leads one join leads
        on leads.property_id = %(property)s and leads.id <> one.id
        and leads.conversation_id <> one.conversation_id
        and ((leads.phone_index <> '' and leads.phone_index = one.phone_index)
          or (leads.email_index <> '' and leads.email_index = one.email_index))
    where one.property_id = %(property)s and one.id = %(id)s
      and one.merged_into is null and leads.merged_into is null
      and leads.intent = one.intent and leads.status in ('new', 'contacted')
      and coalesce(leads.details->>'check_in', one.details->>'check_in', '')
        = coalesce(one.details->>'check_in', leads.details->>'check_in', '')
    order by leads.captured_at desc, leads.id limit 5
"""


class Leads(Session):
    def leads(
        self,
        *,
        status: LeadStatus | None = None,
        intent: Intent | None = None,
        after_hours: bool | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        conversation: str | None = None,
        channel: str | None = None,
        merged: bool | None = False,
        ids: Sequence[str] | None = None,
        search: str = "",
        order: Order = "newest",
        limit: int = 50,
        offset: int = 0,
    ) -> list[LeadRow]:
        """Captured from `since` to before `until`; those `merged` into others only when asked for.

        `search` is the guest's name, phone or e-mail, or something in the notes.
        """
        conditions = {
            "status = %(status)s": status is not None,
            "intent = %(intent)s": intent is not None,
            "after_hours = %(after_hours)s": after_hours is not None,
            "captured_at >= %(since)s": since is not None,
            "captured_at < %(until)s": until is not None,
            "conversation_id = %(conversation)s": conversation is not None,
            "channel = %(channel)s": channel is not None,
            "(merged_into is not null) = %(merged)s": merged is not None,
            "id = any(%(ids)s::uuid[])": ids is not None,
            "(word_index @> %(words)s::text[] or notes ilike %(like)s)": bool(search.strip()),
        }
        chosen = "".join(f" and {condition}" for condition, on in conditions.items() if on)
        rows = self._rows(
            f"""select {COLUMNS} from leads where property_id = %(property)s {chosen}
                order by {ORDERS[order]} limit %(limit)s offset %(offset)s""",
            status=status,
            intent=intent,
            after_hours=after_hours,
            since=since,
            until=until,
            conversation=known(conversation or ""),
            channel=channel,
            merged=merged,
            ids=[known(id_) for id_ in ids or ()],
            words=sought(self.vault, search) or ["nobody"],
            like=containing(search),
            limit=limit,
            offset=offset,
        )
        return [self._lead(row) for row in rows]

    def lead(self, id_: str) -> LeadRow | None:
        row = self._row(
            f"select {COLUMNS} from leads where property_id = %(property)s and id = %(id)s",
            id=known(id_),
        )
        return self._lead(row) if row else None

    def lead_history(self, id_: str) -> list[LeadVersion]:
        """What the lead said at each change, oldest first."""
        rows = self._rows(
            """select revision, details, value, at from lead_history
               where property_id = %(property)s and lead_id = %(id)s order by revision""",
            id=known(id_),
        )
        return [LeadVersion(**row) for row in rows]

    def update_lead(
        self,
        id_: str,
        version: int,
        *,
        status: LeadStatus | None = None,
        notes: str | None = None,
        actual_value: Decimal | None = None,
        actor: str,
        now: datetime,
    ) -> LeadRow:
        """Write what is given; `version` is the one `actor` saw. Raises Conflict or NotFound."""
        with self._transaction():
            row = self._row(
                f"""update leads set version = version + 1, updated_at = %(now)s,
                        status = coalesce(%(status)s, status), notes = coalesce(%(notes)s, notes),
                        actual_value = coalesce(%(actual_value)s, actual_value)
                    where property_id = %(property)s and id = %(id)s and version = %(version)s
                    returning {COLUMNS}""",
                id=known(id_),
                version=version,
                status=status,
                notes=notes,
                actual_value=actual_value,
                now=now,
            )
            if row is None:
                raise self._refusal(id_)
            changes = {"status": status, "notes": notes is not None, "actual_value": actual_value}
            details = {name: value for name, value in changes.items() if value}
            self._audit("lead.update", id_, version, actor, now, details)
            if status in SEEN_TO:
                self._run(KEEP_PROMISES, id=row["conversation_id"], now=now)
        return self._lead(row)

    def same_guest(self, id_: str) -> list[LeadRow]:
        """Open leads of other conversations that may be the same inquiry (L10).

        The same phone or e-mail, the same kind, and no other day of arrival.
        """
        return [self._lead(row) for row in self._rows(SAME_GUEST, id=known(id_))]

    def merge_lead(
        self, id_: str, version: int, into: str, *, actor: str, now: datetime
    ) -> LeadRow:
        """Count `id_` as the lead `into` from now on, or by itself again where that is empty.

        Raises Conflict, and NotFound where `into` is no lead that counts itself.
        """
        with self._transaction():
            if into and (into == id_ or not self._counts(into)):
                raise NotFound(f"no lead {into} to merge into")
            row = self._row(
                f"""update leads set version = version + 1, updated_at = %(now)s,
                        merged_into = nullif(%(into)s, '')::uuid
                    where property_id = %(property)s and id = %(id)s and version = %(version)s
                    returning {COLUMNS}""",
                id=known(id_),
                version=version,
                into=known(into) if into else "",
                now=now,
            )
            if row is None:
                raise self._refusal(id_)
            self._audit("lead.merge", id_, version, actor, now, {"into": into})
        return self._lead(row)

    def _audit(
        self, action: str, id_: str, seen: int, actor: str, now: datetime, details: dict[str, Any]
    ) -> None:
        """In the transaction that made version `seen` + 1."""
        fact = AuditFact(derive("lead", id_, seen + 1), actor, action, id_, now, details)
        self._insert("audit_log", [audit_row(fact)], KEEP)

    def _counts(self, id_: str) -> bool:
        return bool(
            self._row(
                """select 1 as one from leads where property_id = %(property)s and id = %(id)s
                   and merged_into is null for update""",
                id=known(id_),
            )
        )

    def _refusal(self, id_: str) -> Exception:
        current = self.lead(id_)
        return Conflict(current) if current else NotFound(f"no lead {id_}")

    def _lead(self, row: dict[str, Any]) -> LeadRow:
        return LeadRow(
            id=row["id"],
            conversation=row["conversation_id"],
            channel=row["channel"],
            name=self.vault.decrypt(row["guest_name_cipher"]),
            phone=self.vault.decrypt(row["guest_phone_cipher"]),
            email=self.vault.decrypt(row["guest_email_cipher"]),
            intent=row["intent"],
            details=row["details"],
            value=row["value"],
            actual_value=row["actual_value"],
            currency=row["currency"],
            priority=row["priority"],
            status=row["status"],
            notes=row["notes"],
            version=row["version"],
            after_hours=row["after_hours"],
            captured_at=row["captured_at"],
            updated_at=row["updated_at"],
            merged_into=row["merged_into"] or "",
        )
