"""A store of knowledge in memory, with the store's own contract."""

from __future__ import annotations

from collections.abc import Iterable

from appliance.engine.passages import KnowledgeItem
from appliance.knowledge.embed import Embedder, Vector
from appliance.knowledge.ingest import Changes, ingest
from appliance.knowledge.item import by_staff

HOTEL = "Test House"


class Shelf:
    def __init__(self) -> None:
        self.rows: dict[str, tuple[KnowledgeItem, Vector]] = {}
        self.puts = 0

    def knowledge_digests(self) -> dict[str, str]:
        return {id_: item.digest for id_, (item, _) in self.rows.items()}

    def put_knowledge(self, items: list[tuple[KnowledgeItem, Vector]], *, embedder: str) -> None:
        self.puts += len(items)
        self.rows |= {item.id: (item, vector) for item, vector in items}

    def retire_knowledge(self, ids: Iterable[str]) -> None:
        for id_ in ids:
            del self.rows[id_]

    def knowledge_by_staff(self) -> set[str]:
        return {id_ for id_, (item, _) in self.rows.items() if by_staff(item)}

    def knowledge_all(self, embedder: str) -> list[tuple[KnowledgeItem, Vector]]:
        return list(self.rows.values())

    def take(self, items: list[KnowledgeItem], embedder: Embedder) -> Changes:
        return ingest(items, self, embedder, HOTEL)
