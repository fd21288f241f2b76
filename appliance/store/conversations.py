"""Reading conversations and what was said in them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from appliance import codec
from appliance.engine.state import Conversation, Status
from appliance.store.records import ConversationRow, MessageRow
from appliance.store.sealed import sought
from appliance.store.session import Session, known

# a guest said something; notices, bounces and spam alone are no inquiry (R1, E19)
INQUIRY = "revision >= 0 and message_count > 0"
WAITING = "mode = 'handoff' and status in ('active', 'handed_off')"
UNREAD = """(c.last_at > %(unread_since)s and exists (
        select from messages m where m.property_id = %(property)s and m.conversation_id = c.id
        and m.role = 'guest' and m.sent_at > coalesce((
            select read_at from read_marks r where r.property_id = %(property)s
            and r.staff_id = %(reader)s and r.conversation_id = c.id), %(unread_since)s)))"""
# Not the state: it is the better part of a row, and no page shows it.
COLUMNS = """
    c.id::text, c.revision, c.channel, c.guest_name_cipher, c.guest_phone_cipher,
    c.guest_email_cipher, c.status, c.mode, c.language, c.intent, c.staff_id, c.staff_name,
    c.handoff_reason, c.handed_off_at, c.after_hours, c.message_count, c.confidence, c.started_at,
    c.last_at, c.ended_at, c.answer_by, c.opted_out"""
ONES = "select * from conversations c where c.property_id = %(property)s and c.revision >= 0"
LATEST = "order by c.last_at desc, c.id"
# Chosen before anything is looked up beside them: else each of thousands has its last word read.
LISTED = f"""
    select {COLUMNS}, {UNREAD} as unread, last.text as preview, last.role as last_role
    from ({{chosen}}) as c left join lateral (
        select left(m.text, 160) as text, m.role from messages m
        where m.property_id = %(property)s and m.conversation_id = c.id
        order by c.mode = 'handoff' and m.role = 'guest' desc, m.sent_at desc, m.recorded desc
        limit 1) as last on true
    {LATEST}
"""
SAID = """c.id in (select m.conversation_id from messages m where m.property_id = %(property)s
          and m.folded like lower(%(like)s))"""  # read once, and not for each conversation
AROUND = """
    with one as (
        select sent_at from messages where property_id = %(property)s
        and conversation_id = %(id)s and id = %(message)s
    ), near as (
        select sent_at from messages where property_id = %(property)s
        and conversation_id = %(id)s and sent_at <= (select sent_at from one)
        order by sent_at desc limit %(each)s
    ), after as (
        select sent_at from messages where property_id = %(property)s
        and conversation_id = %(id)s and sent_at > (select sent_at from one)
        order by sent_at offset %(each)s limit 1
    )
    select (select min(sent_at) from near) as since, (select sent_at from after) as before
    from one
"""


class Conversations(Session):
    def recall(self, key: str) -> Conversation | None:
        """The engine's state of the guest's latest conversation; `key` is "channel:guest"."""
        return self._state(
            """select state_cipher from conversations
               where property_id = %(property)s and guest_index = %(key)s and revision >= 0
               order by last_at desc limit 1""",
            key=self.vault.index("guest", key),
        )

    def recall_id(self, conversation_id: str) -> Conversation | None:
        return self._state(
            """select state_cipher from conversations
               where property_id = %(property)s and id = %(id)s and revision >= 0""",
            id=known(conversation_id),
        )

    def conversations(
        self,
        *,
        status: Status | None = None,
        channel: str | None = None,
        after_hours: bool | None = None,
        waiting: bool | None = None,
        staff_id: str | None = None,
        since: datetime | None = None,
        until: datetime | None = None,
        ids: Sequence[str] | None = None,
        reader: str = "",
        unread_since: datetime | None = None,
        unread: bool | None = None,
        search: str = "",
        limit: int = 50,
        before: datetime | None = None,
    ) -> list[ConversationRow]:
        """Latest first. `search` is the guest's name, phone or e-mail, or something that was said.

        `waiting` is for a person; `since` and `until` say when an inquiry began. `unread` is what
        a guest wrote that `reader` has not seen, of what moved after `unread_since`. The next page
        is what comes `before` the last row's `last_at`.
        """
        conditions = {
            "c.status = %(status)s": status is not None,
            "c.channel = %(channel)s": channel is not None,
            "c.after_hours = %(after_hours)s": after_hours is not None,
            f"({WAITING}) = %(waiting)s": waiting is not None,
            "c.staff_id = %(staff_id)s": staff_id is not None,
            f"{INQUIRY} and c.started_at >= %(since)s": since is not None,
            "c.started_at < %(until)s": until is not None,
            "c.id = any(%(ids)s::uuid[])": ids is not None,
            f"{UNREAD} = %(unread)s": unread is not None,
            "c.last_at < %(before)s": before is not None,
            f"(c.word_index @> %(words)s::text[] or {SAID})": bool(search.strip()),
        }
        chosen = "".join(f" and {condition}" for condition, on in conditions.items() if on)
        rows = self._rows(
            LISTED.format(chosen=f"{ONES}{chosen} {LATEST} limit %(limit)s"),
            status=status,
            channel=channel,
            after_hours=after_hours,
            waiting=waiting,
            staff_id=staff_id,
            since=since,
            until=until,
            ids=[known(id_) for id_ in ids or ()],
            reader=reader,
            unread_since=unread_since,
            unread=unread,
            before=before,
            words=sought(self.vault, search) or ["nobody"],
            like=containing(search),
            limit=limit,
        )
        return [self._conversation(row) for row in rows]

    def waiting(self) -> dict[str, int]:
        """The conversations that wait for a person, with the revision the record has of each."""
        rows = self._rows(
            f"""select id::text, revision from conversations
                where property_id = %(property)s and revision >= 0 and {WAITING}"""
        )
        return {row["id"]: row["revision"] for row in rows}

    def conversation(self, id_: str) -> ConversationRow | None:
        one = LISTED.format(chosen=f"{ONES} and c.id = %(id)s")
        row = self._row(one, id=known(id_), reader="", unread_since=None)
        return self._conversation(row) if row else None

    def messages(
        self,
        conversation_id: str,
        limit: int = 500,
        *,
        since: datetime | None = None,
        before: datetime | None = None,
    ) -> list[MessageRow]:
        """The latest `limit` messages, from `since` on and sent `before`; oldest first."""
        conditions = {
            "sent_at >= %(since)s": since is not None,
            "sent_at < %(before)s": before is not None,
        }
        chosen = "".join(f" and {condition}" for condition, on in conditions.items() if on)
        rows = self._rows(
            f"""select id::text, conversation_id::text as conversation, role, text, sent_at as at,
                      kind, staff_name, after_hours, status, status_detail, meta, external_id,
                      status_meta
               from messages where property_id = %(property)s and conversation_id = %(id)s {chosen}
               order by sent_at desc, recorded desc limit %(limit)s""",
            id=known(conversation_id),
            since=since,
            before=before,
            limit=limit,
        )
        return [MessageRow(**row) for row in reversed(rows)]

    def around(
        self, conversation_id: str, message_id: str, each: int
    ) -> tuple[datetime, datetime | None] | None:
        """From when, and before when (None: the end), `each` messages stand on a message's sides.

        None where the conversation has no such message.
        """
        row = self._row(AROUND, id=known(conversation_id), message=known(message_id), each=each)
        return (row["since"], row["before"]) if row else None

    def last_said(self, conversation_id: str, search: str) -> str | None:
        """The id of the latest message in which `search` was said."""
        row = self._row(
            """select id::text from messages
               where property_id = %(property)s and conversation_id = %(id)s
               and folded like lower(%(like)s) order by sent_at desc, recorded desc limit 1""",
            id=known(conversation_id),
            like=containing(search),
        )
        return row["id"] if row else None

    def attachment(self, conversation_id: str, media: str) -> dict[str, Any] | None:
        """What a message of the conversation says of a file that came with it."""
        row = self._row(
            """select sent from messages, jsonb_array_elements(meta -> 'attachments') as sent
               where property_id = %(property)s and conversation_id = %(id)s
               and meta ? 'attachments' and sent ->> 'media' = %(media)s limit 1""",
            id=known(conversation_id),
            media=media,
        )
        return row["sent"] if row else None

    def _state(self, query: str, **values: Any) -> Conversation | None:
        row = self._row(query, **values)
        return codec.load(Conversation, self.vault.decrypt(row["state_cipher"])) if row else None

    def _conversation(self, row: dict[str, Any]) -> ConversationRow:
        return ConversationRow(
            id=row["id"],
            revision=row["revision"],
            channel=row["channel"],
            guest_name=self.vault.decrypt(row["guest_name_cipher"]),
            guest_phone=self.vault.decrypt(row["guest_phone_cipher"]),
            guest_email=self.vault.decrypt(row["guest_email_cipher"]),
            status=row["status"],
            mode=row["mode"],
            language=row["language"],
            intent=row["intent"],
            staff_id=row["staff_id"],
            staff_name=row["staff_name"],
            handoff_reason=row["handoff_reason"],
            handed_off_at=row["handed_off_at"],
            after_hours=row["after_hours"],
            message_count=row["message_count"],
            confidence=row["confidence"],
            started_at=row["started_at"],
            last_at=row["last_at"],
            ended_at=row["ended_at"],
            preview=row["preview"] or "",
            last_role=row["last_role"] or "",
            unread=bool(row["unread"]),
            answer_by=row["answer_by"],
            opted_out=row["opted_out"],
        )


def containing(search: str) -> str:
    """A LIKE pattern for text that contains `search`, taken literally."""
    escaped = search.strip().replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_")
    return f"%{escaped}%"
