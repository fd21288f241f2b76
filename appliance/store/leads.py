"""Leads, what staff make of them, and what came of the nights."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from typing import Any, Literal

from appliance.engine.facts import AuditFact
from appliance.engine.ids import derive
from appliance.engine.state import Intent
from appliance.store.conversations import KEEP_PROMISES, WAITING, containing
from appliance.store.errors import Conflict, NotFound
from appliance.store.ledger import KEEP, audit_row
from appliance.store.records import Arrivals, LeadRow, LeadStatus, LeadVersion, Recovery
from appliance.store.sealed import sought
from appliance.store.session import Session, known

COLUMNS = "*, id::text, conversation_id::text, merged_into::text"
SEEN_TO = ("contacted", "converted", "lost")  # a person has been in touch with the guest
Order = Literal["newest", "value", "arrival"]
ORDERS: dict[Order, str] = {
    "newest": "captured_at desc, leads.id",
    "value": "coalesce(actual_value, value) desc, captured_at desc, leads.id",
    "arrival": "details->>'check_in' nulls last, captured_at desc, leads.id",
}
SAME_GUEST = """
    select other.*, other.id::text, other.conversation_id::text, other.merged_into::text
    from leads one join leads other
        on other.property_id = %(property)s and other.id <> one.id
        and other.conversation_id <> one.conversation_id
        and ((one.phone_index <> '' and other.phone_index = one.phone_index)
          or (one.email_index <> '' and other.email_index = one.email_index))
    where one.property_id = %(property)s and one.id = %(id)s
      and one.merged_into is null and other.merged_into is null
      and other.intent = one.intent and other.status in ('new', 'contacted')
      and coalesce(other.details->>'check_in', one.details->>'check_in', '')
        = coalesce(one.details->>'check_in', other.details->>'check_in', '')
    order by other.captured_at desc, other.id limit 5
"""
RECOVERY = f"""
    with came as (
        select id, after_hours, handed_off_at is not null as handed_off from conversations
        where property_id = %(property)s and started_at >= %(since)s and started_at < %(until)s
    ), caught as (
        select * from leads where property_id = %(property)s and merged_into is null
        and captured_at >= %(since)s and captured_at < %(until)s
    ), replied as (
        select extract(epoch from min(m.sent_at) - first.sent_at)::float8 as seconds
        from came
        cross join lateral (
            select sent_at from messages where property_id = %(property)s
            and conversation_id = came.id and role = 'guest' order by sent_at limit 1) as first
        join messages m on m.property_id = %(property)s and m.conversation_id = came.id
            and m.role in ('ai', 'staff') and m.sent_at >= first.sent_at
        group by came.id, first.sent_at
    )
    select
        (select count(*) from came) as inquiries,
        (select count(*) from came where after_hours) as after_hours_inquiries,
        (select count(*) from came where handed_off) as handoffs,
        (select count(*) from caught) as leads,
        (select count(*) from caught where after_hours) as after_hours_leads,
        (select coalesce(sum(value), 0) from caught where after_hours and status <> 'lost'
            and not (status = 'converted' and actual_value is not null)) as estimated,
        (select coalesce(sum(actual_value), 0) from caught
            where after_hours and status = 'converted') as confirmed,
        (select count(*) from conversations
            where property_id = %(property)s and {WAITING}) as waiting,
        (select percentile_cont(0.5) within group (order by seconds) from replied)
            as median_first_reply_seconds
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
            fact = AuditFact(
                id=derive("lead", id_, version + 1),
                actor=actor,
                action="lead.update",
                target=id_,
                at=now,
                details={name: value for name, value in changes.items() if value},
            )
            self._insert("audit_log", [audit_row(fact)], KEEP)
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
            fact = AuditFact(
                id=derive("lead", id_, version + 1),
                actor=actor,
                action="lead.merge",
                target=id_,
                at=now,
                details={"into": into},
            )
            self._insert("audit_log", [audit_row(fact)], KEEP)
        return self._lead(row)

    def arrivals(
        self, since: datetime, until: datetime, zone: str, step: Literal["hour", "day"]
    ) -> list[Arrivals]:
        """Inquiries by the hour or the day they began in, in the time zone `zone`."""
        rows = self._rows(
            """select date_trunc(%(step)s, started_at at time zone %(zone)s) as at,
                      count(*) as total, count(*) filter (where after_hours) as after_hours
               from conversations where property_id = %(property)s
               and started_at >= %(since)s and started_at < %(until)s
               group by 1 order by 1""",
            since=since,
            until=until,
            zone=zone,
            step=step,
        )
        return [Arrivals(**row) for row in rows]

    def recovery(self, since: datetime, until: datetime) -> Recovery:
        """Counted by when a conversation started and when a lead was captured."""
        row = self._only(RECOVERY, since=since, until=until)
        return Recovery(**row)

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
