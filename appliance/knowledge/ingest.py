"""From items read to items stored: only what changed is embedded, what is gone is retired."""

from __future__ import annotations

from collections.abc import Callable, Collection, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from appliance.engine.ids import derive
from appliance.engine.passages import KnowledgeItem
from appliance.knowledge.embed import RECIPE, Embedder, Vector, item_vectors
from appliance.knowledge.item import by_staff

BATCH = 32  # items embedded and stored at a time; an interrupted import goes on behind the last


class Keeper(Protocol):
    """What ingest needs of the store."""

    def knowledge_digests(self) -> dict[str, str]: ...
    def put_knowledge(
        self, items: list[tuple[KnowledgeItem, Vector]], *, embedder: str
    ) -> None: ...
    def retire_knowledge(self, ids: Sequence[str]) -> object: ...
    def knowledge_by_staff(self) -> set[str]: ...


@dataclass(frozen=True, slots=True)
class Changes:
    """Ids by what an import would do, or did, with them."""

    added: tuple[str, ...]
    changed: tuple[str, ...]
    retired: tuple[str, ...]
    same: tuple[str, ...]


def compare(
    items: Sequence[KnowledgeItem], digests: dict[str, str], theirs: Collection[str] = ()
) -> Changes:
    """What an import of `items` over a store holding `digests` would change (O13).

    What is `theirs`, by id, staff entered, changed or took out of use: no pack changes, retires or
    brings back any of it.
    """
    items = [item for item in items if item.id not in theirs or by_staff(item)]
    ids = [item.id for item in items]
    same = tuple(item.id for item in items if digests.get(item.id) == item.digest)
    return Changes(
        added=tuple(id_ for id_ in ids if id_ not in digests),
        changed=tuple(id_ for id_ in ids if id_ in digests and id_ not in set(same)),
        retired=tuple(sorted(id_ for id_ in set(digests) - set(ids) if id_ not in theirs)),
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
    """Make the store hold `items` and what staff entered; doing it again changes nothing.

    `hotel` is the hotel's name. `progress` hears how many items of how many are stored. Items are
    stored as they are embedded and old ones retired last: stopped half-way, nothing is missing.
    """
    sealed = [seal(item, hotel) for item in items]
    changes = compare(sealed, store.knowledge_digests(), store.knowledge_by_staff())
    moved = {*changes.added, *changes.changed}
    waiting = [item for item in sealed if item.id in moved]
    for done, batch in enumerate(_batches(waiting), 1):
        vectors = item_vectors(batch, embedder, hotel)
        store.put_knowledge(list(zip(batch, vectors, strict=True)), embedder=embedder.name)
        progress(min(done * BATCH, len(waiting)), len(waiting))
    if changes.retired:
        store.retire_knowledge(changes.retired)
    return changes


def add(item: KnowledgeItem, store: Keeper, embedder: Embedder, hotel: str) -> None:
    """Put one item beside the others, or in place of the one with its id."""
    vectors = item_vectors([item], embedder, hotel)
    store.put_knowledge([(seal(item, hotel), vectors[0])], embedder=embedder.name)


def seal(item: KnowledgeItem, hotel: str) -> KnowledgeItem:
    """The item with a digest that also names how its vectors are made, whoever makes them."""
    return replace(item, digest=derive(item.digest, RECIPE, hotel))


def _batches(items: Sequence[KnowledgeItem]) -> list[list[KnowledgeItem]]:
    return [list(items[at : at + BATCH]) for at in range(0, len(items), BATCH)]
