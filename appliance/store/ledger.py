"""The ledger's facts written. Neither the order they come in matters, nor that one comes twice.

A batch is a few statements for each kind. What is said of a conversation that is not on record yet
hangs from an empty row at revision -1, which the first snapshot fills.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import psycopg2

from appliance.engine.facts import (
    ConversationFact,
    DeliveryFact,
    Fact,
    LeadFact,
    MessageFact,
    PromiseFact,
)
from appliance.store.errors import Refused
from appliance.store.rows import TABLES, Row, conversation_row, history_row, lead_row
from appliance.store.session import Session

REFUSALS = (psycopg2.DataError, psycopg2.IntegrityError)
KEEP = "on conflict do nothing"
ALERTED = """
    update alerts set delivered_at = coalesce(alerts.delivered_at, step.at)
    from (select message_id, min(at) as at from deliveries
          where property_id = %(property)s and message_id = any(%(ids)s::uuid[])
            and status = 'sent'
          group by message_id) as step
    where alerts.property_id = %(property)s and alerts.id = step.message_id
"""
SETTLE = """
    update messages set status = step.status, status_detail = step.detail, status_meta = step.meta,
           external_id = coalesce(nullif(messages.external_id, ''), step.external_id)
    from (
        select message_id,
               (array_agg(status order by status_rank(status) desc, at desc))[1] as status,
               coalesce((array_agg(detail order by at desc) filter (where detail <> ''))[1], '')
                   as detail,
               coalesce((array_agg(external_id order by at desc)
                   filter (where external_id <> ''))[1], '') as external_id,
               coalesce((array_agg(meta order by at desc) filter (where meta <> '{}'))[1], '{}')
                   as meta
        from deliveries where property_id = %(property)s and message_id = any(%(ids)s::uuid[])
        group by message_id
    ) as step
    where property_id = %(property)s and id = step.message_id
"""
# A word from a person, or that a person has closed it, keeps what was promised.
KEPT = """
    update promises set kept_at = done.at
    from (
        select p.id, least(
            (select min(m.sent_at) from messages m
             where m.property_id = %(property)s and m.conversation_id = p.conversation_id
               and m.role = 'staff' and m.sent_at >= p.made_at),
            case when c.status = 'resolved' and c.ended_at >= p.made_at then c.ended_at end) as at
        from promises p join conversations c
            on c.property_id = %(property)s and c.id = p.conversation_id
        where p.property_id = %(property)s and p.kept_at is null
          and p.conversation_id = any(%(ids)s::uuid[])
    ) as done
    where promises.property_id = %(property)s and promises.id = done.id and done.at is not null
"""


class Ledger(Session):
    """What the flush of the ledger calls."""

    def write(self, facts: Sequence[tuple[str, Fact]]) -> None:
        """Put `facts`, each with its ledger id, on record in one transaction.

        Where the record cannot hold one of them, those before it are kept and Refused names it.
        """
        try:
            with self._transaction():
                self._write([fact for _, fact in facts])
        except REFUSALS as error:
            if len(facts) == 1:
                raise Refused(facts[0][0], str(error).strip()) from error
            for fact in facts:
                self.write([fact])

    def _write(self, facts: list[Fact]) -> None:
        self._put_conversations(facts)
        for kind, (table, row) in TABLES.items():
            if rows := [row(fact, self.vault) for fact in facts if isinstance(fact, kind)]:
                self._insert(table, rows, KEEP)
        self._put_leads([fact for fact in facts if isinstance(fact, LeadFact)])
        self._settle(facts)

    def _put_conversations(self, facts: list[Fact]) -> None:
        latest: dict[str, ConversationFact] = {}
        for fact in facts:
            if isinstance(fact, ConversationFact):
                latest[fact.id] = max(latest.get(fact.id, fact), fact, key=_revision)
        if latest:
            rows = [conversation_row(fact, self.vault) for fact in latest.values()]
            self._insert("conversations", rows, _newer("conversations", rows[0]))
        if missing := _mentioned(facts, but=set(latest)):
            self._insert("conversations", missing, KEEP)

    def _put_leads(self, facts: list[LeadFact]) -> None:
        """Staff's columns are not among those a snapshot names, so it never touches them."""
        latest: dict[str, LeadFact] = {}
        for fact in facts:
            latest[fact.id] = max(latest.get(fact.id, fact), fact, key=lambda f: f.revision)
        if latest:
            rows = [lead_row(fact, self.vault) for fact in latest.values()]
            self._insert("leads", rows, _newer("leads", rows[0]))
            self._insert("lead_history", [history_row(fact) for fact in facts], KEEP)

    def _settle(self, facts: list[Fact]) -> None:
        """Give messages the furthest status any report of them has."""
        ids = [fact.id for fact in facts if isinstance(fact, MessageFact)]
        ids += [fact.message for fact in facts if isinstance(fact, DeliveryFact)]
        if ids:
            self._run(SETTLE, ids=ids)
            self._run(ALERTED, ids=ids)
        if talks := [id_ for fact in facts if (id_ := _may_keep(fact))]:
            self._run(KEPT, ids=talks)


def _newer(table: str, row: Row) -> str:
    changes = ", ".join(f"{name} = excluded.{name}" for name in row if name != "id")
    return (
        f"on conflict (property_id, id) do update set {changes} "
        f"where {table}.revision < excluded.revision"
    )


def _may_keep(fact: Fact) -> str:
    """The conversation whose promises `fact` may keep; empty for most facts."""
    if isinstance(fact, ConversationFact):
        return fact.id if fact.state.status == "resolved" else ""
    if isinstance(fact, MessageFact):
        return fact.conversation if fact.role == "staff" else ""
    return fact.conversation if isinstance(fact, PromiseFact) else ""


def _revision(fact: ConversationFact) -> int:
    return fact.state.revision


def _mentioned(facts: list[Fact], but: set[str]) -> list[Row]:
    """Empty rows for the conversations `facts` speak of; `but` those are here already."""
    found = {id_: _at(fact) for fact in facts if (id_ := getattr(fact, "conversation", ""))}
    return [
        {"id": id_, "started_at": at, "last_at": at} for id_, at in found.items() if id_ not in but
    ]


def _at(fact: Any) -> datetime:
    names = ("at", "made_at", "raised_at", "captured_at")
    at: datetime = next(getattr(fact, name) for name in names if hasattr(fact, name))
    return at
