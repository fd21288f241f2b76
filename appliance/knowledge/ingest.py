"""From items read to items stored: only what changed is embedded, what is gone is retired."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from appliance.engine.ids import derive
from appliance.engine.passages import KnowledgeItem
from appliance.knowledge.embed import RECIPE, Embedder, Vector, item_vectors

BATCH = 32  # items embedded and stored at a time; an interrupted import goes on behind the last


class Keeper(Protocol):
    """What ingest needs of the store."""

    def knowledge_digests(self) -> dict[str, str]: ...
    def put_knowledge(
        self, items: list[tuple[KnowledgeItem, Vector]], *, embedder: str
    ) -> None: ...
    def retire_knowledge(self, ids: Sequence[str]) -> object: ...


@dataclass(frozen=True, slots=True)
class Changes:
    """Ids by what an import would do, or did, with them."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    retired: tuple[str, ...]
    same: tuple[str, ...]


def compare(items: Sequence[KnowledgeItem], digests: dict[str, str]) -> Changes:
    """What an import of `items` over a store holding `digests` would change (O13)."""
    ids = [item.id for item in items]
    same = tuple(item.id for item in items if digests.get(item.id) == item.digest)
    return Changes(
        added=tuple(id_ for id_ in ids if id_ not in digests),
        changed=tuple(id_ for id_ in ids if id_ in digests and id_ not in set(same)),
        retired=tuple(sorted(set(digests) - set(ids))),
        same=same,
    )


def ingest(
    items: Sequence[KnowledgeItem],
    store: Keeper,
    embedder: Embedder,
    hotel: str,
    *,
    progress: Callable[[int, int], None] = lambda done, total: None,  # noqa: ARG005
) -> Changes:
    """Make the store hold exactly `items`; doing it twice changes nothing the second time.

    `hotel` is the hotel's name. `progress` hears how many items of how many are stored. Items are
    stored as they are embedded and old ones retired last: stopped half-way, nothing is missing.
    """
    sealed = [seal(item, embedder, hotel) for item in items]
    changes = compare(sealed, store.knowledge_digests())
    moved = {*changes.added, *changes.changed}
    waiting = [item for item in sealed if item.id in moved]
    for done, batch in enumerate(_batches(waiting), 1):
        vectors = item_vectors(batch, embedder, hotel)
        store.put_knowledge(list(zip(batch, vectors, strict=True)), embedder=embedder.name)
        progress(min(done * BATCH, len(waiting)), len(waiting))
    if changes.retired:
        store.retire_knowledge(changes.retired)
    return changes


def seal(item: KnowledgeItem, embedder: Embedder, hotel: str) -> KnowledgeItem:
    """The item with a digest that also names how its vector is made."""
    return replace(item, digest=derive(item.digest, embedder.name, RECIPE, hotel))


def _batches(items: Sequence[KnowledgeItem]) -> list[list[KnowledgeItem]]:
    return [list(items[at : at + BATCH]) for at in range(0, len(items), BATCH)]
