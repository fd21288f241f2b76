"""The hotel's knowledge on the appliance's own disk, so that answers go on without the cluster.

One compressed numpy file of plain arrays: the vectors, and the items as UTF-8 JSON. No pickle.
"""

from __future__ import annotations

import json
import math
import os
import tempfile
import zipfile
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from pathlib import Path
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from appliance.engine.lexicon import read
from appliance.engine.passages import Candidate, KnowledgeItem
from appliance.knowledge.index import Index
from appliance.knowledge.wording import without_name

Audience = Literal["guest", "inhouse", "staff"]
SHOWN: dict[Audience, frozenset[str]] = {
    "guest": frozenset({"guest"}),
    "inhouse": frozenset({"guest", "inhouse"}),
    "staff": frozenset({"guest", "inhouse", "staff"}),
}
FORMAT = 2
Matrix = NDArray[np.float32]


class BadSnapshot(Exception):
    """The file is not a snapshot of this property for this embedder; ingest writes a new one."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """All items of one property with their vectors, row for row.

    `embedder` is the one that is always there; `beside` are vectors of others, each of them whole.
    """

    property_id: str
    embedder: str
    items: tuple[KnowledgeItem, ...] = ()
    vectors: Matrix = field(default_factory=lambda: np.zeros((0, 0), np.float32))
    index: Index = field(default_factory=lambda: Index(""))
    beside: Mapping[str, Matrix] = field(default_factory=dict)

    @classmethod
    def of(
        cls,
        property_id: str,
        hotel: str,
        embedder: str,
        rows: Sequence[tuple[KnowledgeItem, Sequence[float]]],
    ) -> Snapshot:
        """Of what the store's `knowledge_all` gives; `hotel` is the hotel's name."""
        items = tuple(item for item, _ in rows)
        vectors = _matrix([vector for _, vector in rows])
        return cls(property_id, embedder, items, vectors, Index.of(items, hotel))

    def with_vectors(self, embedder: str, vectors: Mapping[str, Sequence[float]]) -> Snapshot:
        """The same with another embedder's vectors by item id, if it has seen every item."""
        if not self.items or any(item.id not in vectors for item in self.items):
            return self
        matrix = _matrix([vectors[item.id] for item in self.items])
        return replace(self, beside={**self.beside, embedder: matrix})

    def vectors_of(self, embedder: str) -> Matrix | None:
        return self.vectors if embedder == self.embedder else self.beside.get(embedder)

    def candidates(
        self,
        vector: Sequence[float],
        words: str,
        *,
        embedder: str,
        today: date,
        audience: Audience = "guest",
        limit: int = 20,
    ) -> list[Candidate]:
        """The best by vector and the best by words, as the store gives them."""
        vectors = self.vectors_of(embedder)
        if not self.items or vectors is None:
            return []
        similar = vectors @ np.asarray(vector, np.float32)
        lexical = self.index.overlap(read(without_name(words, self.index.hotel)))
        chosen = self._best(similar, limit, today, audience)
        chosen |= self._best(lexical, limit, today, audience, least=0.0)
        return [Candidate(self.items[at], float(similar[at]), float(lexical[at])) for at in chosen]

    def _best(
        self,
        marks: NDArray[Any],
        limit: int,
        today: date,
        audience: Audience,
        least: float = -math.inf,
    ) -> dict[int, None]:
        """Positions of the `limit` items marked highest, above `least`, that may be told."""
        seen: dict[int, None] = {}
        for at in np.argsort(-marks, kind="stable"):
            if len(seen) == limit or marks[at] <= least:
                break
            if visible(self.items[at], today, audience):
                seen[int(at)] = None
        return seen


def _matrix(rows: Sequence[Sequence[float]]) -> Matrix:
    matrix = np.zeros((len(rows), max(map(len, rows), default=0)), np.float32)
    for at, row in enumerate(rows):
        if len(row):  # one not embedded yet is found by its words alone
            matrix[at] = row
    return matrix


def visible(item: KnowledgeItem, today: date, audience: Audience) -> bool:
    """Whether `audience` may be told this item on this day of the hotel's calendar."""
    started = item.valid_from is None or item.valid_from <= today
    running = item.valid_to is None or today <= item.valid_to
    return started and running and item.visibility in SHOWN[audience]


def save(snapshot: Snapshot, path: Path) -> None:
    """Written beside `path`, synced, then put in its place: a reader sees the old or the new."""
    about = {
        "format": FORMAT,
        "property_id": snapshot.property_id,
        "hotel": snapshot.index.hotel,
        "embedder": snapshot.embedder,
        "beside": list(snapshot.beside),
        "items": [_to_json(item) for item in snapshot.items],
    }
    body = np.frombuffer(json.dumps(about, ensure_ascii=False).encode(), np.uint8)
    path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.NamedTemporaryFile(dir=path.parent, suffix=".part", delete=False) as file:
        others: dict[str, Any] = {
            f"beside_{n}": matrix for n, matrix in enumerate(snapshot.beside.values())
        }
        np.savez(file, vectors=snapshot.vectors, about=body, **others)
        file.flush()
        os.fsync(file.fileno())
    Path(file.name).replace(path)


def load(path: Path, property_id: str, embedder: str) -> Snapshot:
    """Raises BadSnapshot where there is none, it is damaged, or it is another property's."""
    try:
        with np.load(path, allow_pickle=False) as arrays:
            vectors = arrays["vectors"]
            about = json.loads(arrays["about"].tobytes())
            beside = {name: arrays[f"beside_{n}"] for n, name in enumerate(about["beside"])}
        items = tuple(_from_json(each) for each in about["items"])
        belongs = (about["format"], about["property_id"], about["embedder"])
        hotel = str(about["hotel"])
    except (OSError, ValueError, KeyError, TypeError, EOFError, zipfile.BadZipFile) as error:
        raise BadSnapshot(f"{path} cannot be read: {error}") from error
    rows = {len(items), len(vectors), *map(len, beside.values())}
    if belongs != (FORMAT, property_id, embedder) or len(rows) > 1:
        raise BadSnapshot(f"{path} is not of property {property_id} and embedder {embedder}")
    return Snapshot(property_id, embedder, items, vectors, Index.of(items, hotel), beside)


def _to_json(item: KnowledgeItem) -> dict[str, Any]:
    days = {key: day and day.isoformat() for key, day in _days(item).items()}
    return asdict(item) | days


def _from_json(body: dict[str, Any]) -> KnowledgeItem:
    item = KnowledgeItem(**{**body, "aliases": tuple(body["aliases"])})
    read_days = {key: day and date.fromisoformat(str(day)) for key, day in _days(item).items()}
    return replace(item, **read_days)  # type: ignore[arg-type]


def _days(item: KnowledgeItem) -> dict[str, date | None]:
    return {"valid_from": item.valid_from, "valid_to": item.valid_to}
