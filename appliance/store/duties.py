"""What waits for staff beside conversations: promises to keep, alerts to see, gaps to answer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from appliance.store.records import AlertRow, GapRow, PromiseRow
from appliance.store.session import Session, known

KEEP_PROMISES = """
    update promises set kept_at = %(now)s
    where property_id = %(property)s and conversation_id = %(id)s and kept_at is null
"""


class Duties(Session):
    def promises(self, conversation_id: str) -> list[PromiseRow]:
        return self._promises("conversation_id = %(id)s", id=known(conversation_id))

    def open_promises(self, limit: int = 50) -> list[PromiseRow]:
        """Those not kept yet, the most urgent first."""
        return self._promises("kept_at is null", limit=limit)

    def keep_promises(self, conversation_id: str, now: datetime) -> int:
        """A person has seen to it. Returns how many promises that kept."""
        return self._run(KEEP_PROMISES, id=known(conversation_id), now=now)

    def alerts(self, limit: int = 50) -> list[AlertRow]:
        rows = self._rows(
            """select *, id::text, conversation_id::text from alerts
               where property_id = %(property)s
               order by raised_at desc, alerts.id limit %(limit)s""",
            limit=limit,
        )
        return [self._alert(row) for row in rows]

    def unseen_alerts(self) -> int:
        row = self._only(
            """select count(*) as n from alerts
               where property_id = %(property)s and seen_at is null"""
        )
        return int(row["n"])

    def mark_alert(
        self, id_: str, delivered_at: datetime | None = None, seen_at: datetime | None = None
    ) -> None:
        """The first time stands."""
        self._run(
            """update alerts set delivered_at = coalesce(delivered_at, %(delivered)s),
                                 seen_at = coalesce(seen_at, %(seen)s)
               where property_id = %(property)s and id = %(id)s""",
            id=known(id_),
            delivered=delivered_at,
            seen=seen_at,
        )

    def gaps(self, limit: int = 50) -> list[GapRow]:
        """Questions no knowledge answered and nobody has settled since, latest first."""
        rows = self._rows(
            """select id::text, conversation_id::text as conversation, question, language, at
               from gaps where property_id = %(property)s and answered_at is null
               order by at desc, id limit %(limit)s""",
            limit=limit,
        )
        return [GapRow(**row) for row in rows]

    def settle_gaps(self, ids: Sequence[str], *, item: str, actor: str, now: datetime) -> int:
        """Close gaps: answered by the knowledge item `item`, or set aside where that is empty."""
        return self._run(
            """update gaps set answered_at = %(now)s, answered_by = %(actor)s, item_id = %(item)s
               where property_id = %(property)s and id = any(%(ids)s::uuid[])
                 and answered_at is null""",
            ids=[known(id_) for id_ in ids],
            item=item,
            actor=actor,
            now=now,
        )

    def _promises(self, condition: str, limit: int = 500, **values: Any) -> list[PromiseRow]:
        rows = self._rows(
            f"""select id::text, conversation_id::text as conversation, owner, text, due_at, kept_at
                from promises where property_id = %(property)s and {condition}
                order by due_at, id limit %(limit)s""",
            limit=limit,
            **values,
        )
        return [PromiseRow(**row) for row in rows]

    def _alert(self, row: dict[str, Any]) -> AlertRow:
        return AlertRow(
            id=row["id"],
            conversation=row["conversation_id"] or "",
            kind=row["kind"],
            title=self.vault.decrypt(row["title_cipher"]),
            body=self.vault.decrypt(row["body_cipher"]),
            title_ms=self.vault.decrypt(row["title_ms_cipher"]),
            body_ms=self.vault.decrypt(row["body_ms_cipher"]),
            raised_at=row["raised_at"],
            delivered_at=row["delivered_at"],
            seen_at=row["seen_at"],
        )
