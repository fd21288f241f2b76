"""A file of hotels' knowledge: one passage a line, each of one hotel.

Questions with answers (`doc_id`, `question`, `answer`), and beside them single sentences of guests'
reviews (`doc_type`, `doc_id`, `sent_id`, `text`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from appliance.engine.hotel import Hotel
from appliance.engine.ids import derive
from appliance.engine.passages import KnowledgeItem
from appliance.evaluate.bench import Bench
from appliance.evaluate.rows import BadRow, Row
from appliance.knowledge.embed import Vector, item_vectors
from appliance.knowledge.ingest import seal
from appliance.knowledge.item import sealed, visibility_of

Document = str | int | tuple[str | int | None, ...]  # as the data set names it


@dataclass(slots=True)
class Shelf:
    """One hotel's passages, and what the data set calls each."""

    hotel: Hotel
    items: list[KnowledgeItem] = field(default_factory=list)
    documents: dict[str, Document] = field(default_factory=dict)  # by KnowledgeItem.id
    vectors: list[Vector] = field(default_factory=list)

    def encode(self, bench: Bench) -> None:
        """Embed all passages, as an import of the hotel's pack does."""
        embedder, name = bench.embedder, self.hotel.name
        self.items = [seal(item, name) for item in self.items]
        self.vectors = item_vectors(self.items, embedder, name)

    def without(self, documents: Sequence[Document]) -> list[tuple[KnowledgeItem, Vector]]:
        rows = zip(self.items, self.vectors, strict=True)
        return [row for row in rows if self.documents[row[0].id] not in documents]


def shelves(rows: Sequence[Row], bench: Bench, problems: list[str]) -> dict[str, Shelf]:
    """Each hotel's shelf, by the data set's key for the hotel."""
    found: dict[str, Shelf] = {}
    for row in rows:
        try:
            _put(row, found, bench)
        except BadRow as bad:
            problems.append(f"{row.place}: {bad}")
    return found


def hotel_key(row: Row) -> str:
    """Where a file does not say, it is of one hotel."""
    return str(row.body.get("hotel_id", ""))


def document(row: Row) -> Document:
    if "doc_type" in row.body:
        return named(row.body)
    found = row.body.get("doc_id", row.body.get("id"))
    if not isinstance(found, str | int):
        raise BadRow('has no "doc_id"')
    return found


def named(body: Mapping[str, Any]) -> Document:
    """A passage of a kind: (doc_type, doc_id, sent_id)."""
    parts = (body.get(name) for name in ("doc_type", "doc_id", "sent_id"))
    return tuple(part if isinstance(part, str | int) else None for part in parts)


def _put(row: Row, found: dict[str, Shelf], bench: Bench) -> None:
    key = hotel_key(row)
    its_name = document(row)
    is_pair = "question" in row.body
    text = row.text("answer" if is_pair else "text")
    title = row.text("question") if is_pair else text
    if key not in found:
        found[key] = Shelf(bench.hotel_named(key, str(row.body.get("hotel_name", ""))))
    shelf = found[key]
    item = _item(shelf.hotel, row, its_name, title, text)
    if item.id in shelf.documents:
        raise BadRow(f"document {its_name!r} of this hotel was given before")
    shelf.items.append(item)
    shelf.documents[item.id] = its_name


def _item(hotel: Hotel, row: Row, document: Document, title: str, text: str) -> KnowledgeItem:
    return sealed(
        KnowledgeItem(
            id=derive(hotel.id, repr(document)),
            category="faq",
            title=title,
            text=text,
            language="ms" if row.body.get("language") == "ms" else "en",
            visibility=visibility_of("", title, text),
            source=row.place,
        )
    )
