"""The local copy of a hotel's knowledge follows the record."""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

from appliance.engine.hotel import Hotel
from appliance.engine.passages import KnowledgeItem
from appliance.knowledge import snapshot
from appliance.knowledge.search import Knowledge
from appliance.knowledge.snapshot import BadSnapshot, Snapshot


def kept(path: Path, hotel: Hotel, embedder: str) -> Snapshot:
    """The copy on disk; an empty one where there is none that fits."""
    try:
        return snapshot.load(path, hotel.id, embedder)
    except BadSnapshot:
        return Snapshot(hotel.id, embedder)


class Record(Protocol):
    """What following the record needs of the store."""

    def knowledge_digests(self) -> dict[str, str]: ...
    def knowledge_all(self, embedder: str) -> list[tuple[KnowledgeItem, list[float]]]: ...


def renew(knowledge: Knowledge, store: Record, path: Path) -> bool:
    """Copy the record's knowledge if it has changed; False where nothing is new or it is away."""
    hotel, embedder = knowledge.hotel, knowledge.embedder.name
    try:
        here = {item.id: item.digest for item in knowledge.snapshot.items}
        if store.knowledge_digests() == here:
            return False
        rows = store.knowledge_all(embedder)
    except knowledge.unavailable:
        return False
    knowledge.snapshot = Snapshot.of(hotel.id, hotel.name, embedder, rows)
    snapshot.save(knowledge.snapshot, path)
    return True
