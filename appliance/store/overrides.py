"""What staff changed on the dashboard, enciphered like what guests say of themselves."""

from __future__ import annotations

import json

from appliance.engine.ids import derive
from appliance.store.records import OverrideRow
from appliance.store.session import Session


class Overrides(Session):
    def overrides(self) -> list[OverrideRow]:
        """The oldest change first: a later one wins."""
        rows = self._rows(
            """select kind, name, value_cipher, changed_by, changed_at from overrides
               where property_id = %(property)s order by changed_at, kind, name"""
        )
        return [
            OverrideRow(value=json.loads(self.vault.decrypt(row.pop("value_cipher"))), **row)
            for row in rows
        ]

    def put_override(self, row: OverrideRow) -> None:
        """Change it, or change it again."""
        cells = {
            "id": derive("override", row.kind, row.name),
            "kind": row.kind,
            "name": row.name,
            "value_cipher": self.vault.encrypt(json.dumps(row.value)),
            "changed_by": row.changed_by,
            "changed_at": row.changed_at,
        }
        self._insert("overrides", [cells], PUT)

    def drop_override(self, kind: str, name: str) -> bool:
        """Back to what the pack says. False where nothing was changed."""
        query = "delete from overrides where property_id = %(property)s and id = %(id)s"
        return bool(self._run(query, id=derive("override", kind, name)))


PUT = """on conflict (property_id, id) do update set
    value_cipher = excluded.value_cipher, changed_by = excluded.changed_by,
    changed_at = excluded.changed_at"""
