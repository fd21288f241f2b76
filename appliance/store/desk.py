"""What staff keep for themselves: notes, replies kept ready, what each of them has read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from datetime import datetime

from appliance.store.records import CannedReply, NoteRow
from appliance.store.session import Session, known

PUT_CANNED = """on conflict (property_id, id) do update set
    title = excluded.title, text_en = excluded.text_en, text_ms = excluded.text_ms,
    updated_by = excluded.updated_by, updated_at = excluded.updated_at"""
LATER = """on conflict (property_id, staff_id, conversation_id) do update
    set read_at = greatest(read_marks.read_at, excluded.read_at)"""


class Desk(Session):
    def notes(self, conversation_id: str) -> list[NoteRow]:
        """Oldest first."""
        rows = self._rows(
            """select id::text, conversation_id::text as conversation, staff_id, staff_name,
                      text_cipher, at
               from notes where property_id = %(property)s and conversation_id = %(id)s
               order by at, id""",
            id=known(conversation_id),
        )
        texts = [self.vault.decrypt(row.pop("text_cipher")) for row in rows]
        return [NoteRow(**row, text=text) for row, text in zip(rows, texts, strict=True)]

    def canned_replies(self) -> list[CannedReply]:
        rows = self._rows(
            """select id::text, title, text_en, text_ms, updated_by, updated_at
               from canned_replies where property_id = %(property)s order by lower(title), id"""
        )
        return [CannedReply(**row) for row in rows]

    def put_canned_reply(self, reply: CannedReply) -> None:
        self._insert("canned_replies", [asdict(reply)], PUT_CANNED)

    def drop_canned_reply(self, id_: str) -> int:
        return self._run(
            "delete from canned_replies where property_id = %(property)s and id = %(id)s",
            id=known(id_),
        )

    def mark_read(self, staff_id: str, conversation_ids: Sequence[str], at: datetime) -> None:
        """Conversations the record does not have yet are left out."""
        self._run(
            f"""insert into read_marks (property_id, staff_id, conversation_id, read_at)
                select property_id, %(staff)s, id, %(at)s from conversations
                where property_id = %(property)s and id = any(%(ids)s::uuid[]) {LATER}""",
            staff=staff_id,
            ids=[known(id_) for id_ in conversation_ids],
            at=at,
        )
