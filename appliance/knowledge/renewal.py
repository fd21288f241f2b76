"""The local copy of a hotel's knowledge follows the record."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
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
    def embedded(self) -> Mapping[str, int]: ...
    def knowledge_all(self, embedder: str) -> Sequence[tuple[KnowledgeItem, Sequence[float]]]: ...
    def vectors(self, embedder: str) -> Mapping[str, Sequence[float]]: ...


def renew(knowledge: Knowledge, store: Record, path: Path) -> bool:
    """Copy the record's knowledge if it has changed; False where nothing is new or it is away.

    Another embedder's vectors come along when it has seen every item, and searches use them from
    then on: this one assignment is the switch.
    """
    copied = knowledge.snapshot
    try:
        there = store.knowledge_digests()
        whole = _whole(knowledge, there, store.embedded())
        same = there == {item.id: item.digest for item in copied.items}
        if same and whole == set(copied.beside):
            return False
        fresh = _copy(knowledge, store, whole)
    except knowledge.unavailable:
        return False
    knowledge.snapshot = fresh
    snapshot.save(fresh, path)
    return True


def _whole(knowledge: Knowledge, items: Mapping[str, str], embedded: Mapping[str, int]) -> set[str]:
    """Embedders we use besides our own that have seen all `items`."""
    names = {embedder.name for embedder in knowledge.embedders} - {knowledge.embedder.name}
    return {name for name in names if items and embedded.get(name) == len(items)}


def _copy(knowledge: Knowledge, store: Record, others: set[str]) -> Snapshot:
    hotel, embedder = knowledge.hotel, knowledge.embedder.name
    rows = store.knowledge_all(embedder)
    fresh = Snapshot.of(hotel.id, hotel.name, embedder, rows)
    for name in sorted(others):
        fresh = fresh.with_vectors(name, store.vectors(name))
    return fresh
