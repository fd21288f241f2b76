"""What the spool knows sooner than the record: a conversation as it stands, and its last words.

The record is some moments behind, and may be away. All functions block: call them through the crew.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime

from appliance import codec
from appliance.app import Appliance
from appliance.engine.state import Conversation
from appliance.feed import guest_topic
from appliance.store.records import ConversationRow, MessageRow


def row(kept: ConversationRow | None, state: Conversation | None) -> ConversationRow | None:
    if kept and state:
        return freshened(kept, state)
    return row_of(state) if state else kept


def sooner(app: Appliance, rows: Sequence[ConversationRow]) -> list[ConversationRow]:
    """The same, those that the spool is ahead of as they stand there."""
    ahead = app.spool.ahead({row.id: row.revision for row in rows})
    return [
        freshened(row, codec.load(Conversation, ahead[row.id])) if row.id in ahead else row
        for row in rows
    ]


def messages(app: Appliance, id: str, kept: list[MessageRow]) -> list[MessageRow]:
    """What the record has, and what only the feed has so far."""
    known = {message.id for message in kept}
    feed = app.spool.feed_after(guest_topic(id), 0)
    told = (json.loads(event.body) for event in feed if event.kind == "message")
    fresh = [_told(id, body) for body in told if body["id"] not in known]
    return sorted([*kept, *fresh], key=lambda m: (m.at, m.role != "guest"))


def freshened(row: ConversationRow, state: Conversation) -> ConversationRow:
    return replace(
        row,
        revision=state.revision,
        mode=state.mode,
        status=state.status,
        staff_id=state.staff_id,
        staff_name=state.staff_name,
        handoff_reason=state.handoff_reason,
        handed_off_at=state.handed_off_at,
        guest_name=state.contact.name or row.guest_name,
        guest_phone=state.contact.phone or row.guest_phone,
        guest_email=state.contact.email or row.guest_email,
        message_count=state.message_count,
        last_at=state.last_at or row.last_at,
        last_role=state.lines[-1].role if state.lines else row.last_role,
        answer_by=state.answer_by,
        opted_out=state.opted_out,
    )


def row_of(c: Conversation) -> ConversationRow:
    """A conversation the record does not have yet."""
    began = c.started_at or c.last_at or datetime.now(UTC)
    return ConversationRow(
        id=c.id,
        revision=c.revision,
        channel=c.channel,
        guest_name=c.contact.name,
        guest_phone=c.contact.phone,
        guest_email=c.contact.email,
        status=c.status,
        mode=c.mode,
        language=c.language,
        intent=c.intent,
        staff_id=c.staff_id,
        staff_name=c.staff_name,
        handoff_reason=c.handoff_reason,
        handed_off_at=c.handed_off_at,
        after_hours=c.after_hours,
        message_count=c.message_count,
        confidence=None,
        started_at=began,
        last_at=c.last_at or began,
        ended_at=c.ended_at,
        answer_by=c.answer_by,
        opted_out=c.opted_out,
    )


def state(app: Appliance, id: str) -> Conversation | None:
    body = app.spool.state_by_id(id)
    return codec.load(Conversation, body) if body else None


def _told(conversation: str, body: dict[str, str]) -> MessageRow:
    return MessageRow(
        id=body["id"],
        conversation=conversation,
        role=body["role"],  # type: ignore[arg-type]
        text=body["text"],
        at=datetime.fromisoformat(body["at"]),
        kind="text",
        staff_name=body["staff_name"],
        after_hours=False,
        status="",
        status_detail="",
        meta={},
    )
