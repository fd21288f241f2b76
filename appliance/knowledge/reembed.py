"""A second embedder sees what the record holds, beside the one that answers meanwhile.

Nothing is remembered but the vectors themselves: stopped anywhere, the next run goes on behind the
last batch stored. The switch is renewal.py's: a snapshot has another embedder's vectors only when
it has them all, so a search is answered from the old ones or from the new, never from a mixture.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Protocol

from appliance.engine.passages import KnowledgeItem
from appliance.knowledge.embed import Embedder, Vector, item_vectors

BATCH = 32  # items


class Keeper(Protocol):
    """What this needs of the store."""

    def unembedded(self, embedder: str, limit: int) -> Sequence[KnowledgeItem]: ...
    def put_vectors(
        self, items: Sequence[tuple[KnowledgeItem, Vector]], *, embedder: str
    ) -> object: ...


def catch_up(
    store: Keeper,
    embedder: Embedder,
    hotel: str,
    *,
    batch: int = BATCH,
    go_on: Callable[[], bool] = lambda: True,
) -> int:
    """Embed all that `embedder` has not seen as it is now; returns how many items that were.

    `hotel` is the hotel's name; `go_on` is asked before each batch. Raises EncoderAway; what was
    stored before stays.
    """
    seen = 0
    while go_on() and (items := store.unembedded(embedder.name, batch)):
        vectors = item_vectors(items, embedder, hotel)
        store.put_vectors(list(zip(items, vectors, strict=True)), embedder=embedder.name)
        seen += len(items)
    return seen
