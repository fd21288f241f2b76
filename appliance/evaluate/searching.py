"""Finding the passage that answers, not answering without one, and no other hotel's passages."""

from __future__ import annotations

import secrets
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from appliance.cluster import EmbeddedPostgres
from appliance.engine.message import Passage
from appliance.evaluate.bench import A_MONDAY, Bench, conversation
from appliance.evaluate.library import Document, Shelf, hotel_key, named, shelves
from appliance.evaluate.measures import Measures, percent, ranking
from appliance.evaluate.progress import told
from appliance.evaluate.rows import BadRow, Row
from appliance.knowledge.ingest import ingest
from appliance.knowledge.search import Knowledge
from appliance.knowledge.snapshot import Snapshot
from appliance.store import Store
from appliance.store.schema import ensure_database, migrate
from appliance.store.tenants import login_dsn, provision_property
from appliance.vault import Vault

DEPTH = 10  # passages asked for: one measure looks at the first ten
DATABASE = "eval"
SPARE = 20  # connections beside one for each hotel


@dataclass(slots=True)
class Library:
    """All hotels of a knowledge file."""

    bench: Bench
    shelves: dict[str, Shelf]
    knowledge: dict[str, Knowledge] = field(default_factory=dict)
    foreign: list[str] = field(default_factory=list)  # passages of other hotels that came back

    @classmethod
    def of(cls, bench: Bench, rows: Sequence[Row], problems: list[str]) -> Library:
        library = cls(bench, shelves(rows, bench, problems))
        for shelf in told(
            list(library.shelves.values()), bench.report, "hotels' knowledge encoded"
        ):
            shelf.encode(bench)
        return library

    def shelf(self, row: Row) -> Shelf:
        if found := self.shelves.get(hotel_key(row)):
            return found
        raise BadRow(f'the knowledge file has no hotel "{hotel_key(row)}"')

    def searched(self, row: Row) -> Knowledge:
        """What the row's hotel searches: its snapshot, or the cluster where it has been put."""
        key = hotel_key(row)
        if key not in self.knowledge:
            self.knowledge[key] = snapshot_of(self.bench, self.shelf(row))
        return self.knowledge[key]


def snapshot_of(bench: Bench, shelf: Shelf, without: Sequence[Document] = ()) -> Knowledge:
    hotel, embedder = shelf.hotel, bench.embedder
    rows = shelf.without(without)
    return Knowledge(None, Snapshot.of(hotel.id, hotel.name, embedder.name, rows), embedder, hotel)


# -- retrieval


def retrieve(library: Library, row: Row) -> dict[str, Any]:
    shelf, asked = library.shelf(row), question(row)
    ranked = []
    for passage in search(library.bench, library.searched(row), row, asked):
        if passage.id in shelf.documents:
            document = shelf.documents[passage.id]
            ranked.append(list(document) if isinstance(document, tuple) else document)
        else:
            library.foreign.append(f"{row.place}: {passage.source}")
    return {"ranked": ranked}


def question(row: Row) -> str:
    return row.text("query", "question", "text")


def search(bench: Bench, knowledge: Knowledge, row: Row, asked: str) -> tuple[Passage, ...]:
    history = row.history(asked)
    before = conversation(knowledge.hotel, history, bench.noon(None))
    return knowledge.search(
        asked,
        language=bench.understood(asked, before).language,
        history=tuple(text for who, text in history if who == "guest"),
        today=A_MONDAY,
        limit=DEPTH,
    )


def gold(body: Mapping[str, Any]) -> list[Document]:
    """The documents that answer, as the data set gives them; none where it does not."""
    match body:
        case {"gold": [{"doc_type": _}, *_] as found}:
            return [named(each) for each in found if isinstance(each, dict)]
        case {"gold_doc_ids": [_, *_] as found} | {"kb_ids": [_, *_] as found}:
            return [each for each in found if isinstance(each, str | int)]
        case {"gold_doc_id": str() | int() as found}:
            return [found]
    return []


def retrieval_measures(pairs: Sequence[tuple[Mapping[str, Any], Mapping[str, Any]]]) -> Measures:
    judged = [
        (answers, [tuple(each) if isinstance(each, list) else each for each in ranked])
        for body, said in pairs
        if (answers := gold(body))
        for ranked in [said.get("ranked", [])]
    ]
    return {**ranking(judged), "n": str(len(judged))}


# -- abstaining


def abstain(library: Library, row: Row) -> dict[str, Any]:
    """Whether the guest gets an answer, with the hotel's knowledge and without what answers."""
    removed = tuple(row.list("remove_to_make_unanswerable"))
    shelf = library.shelf(row)
    whole, less = library.searched(row), snapshot_of(library.bench, shelf, removed)
    return {
        "answered_full": answered(library.bench, whole, row),
        "answered_removed": answered(library.bench, less, row),
    }


def answered(bench: Bench, knowledge: Knowledge, row: Row) -> bool:
    """The whole turn, as a guest would have it. A handoff or "I don't know" is no answer."""
    asked = question(row)
    app = bench.appliance(knowledge.hotel, knowledge)
    before = conversation(knowledge.hotel, row.history(asked), app.now())
    taken = bench.take(app, before, asked)
    return any(said.meta.get("found") is True for said in taken.outgoing)


def abstain_measures(pairs: Sequence[tuple[Mapping[str, Any], Mapping[str, Any]]]) -> Measures:
    def count(name: str) -> str:
        return percent(sum(bool(said.get(name)) for _, said in pairs), len(pairs))

    return {
        "answered when answerable": count("answered_full"),
        "answered when removed": count("answered_removed"),
        "n": str(len(pairs)),
    }


# -- isolation


@contextmanager
def one_cluster(library: Library) -> Iterator[None]:
    """Every hotel a property of one PostgreSQL, each with its own login, as in production."""
    bench = library.bench
    bench.report("starting a PostgreSQL for all hotels together")
    stores: list[Store] = []
    binaries = bench.settings.postgres_bin
    server = {"fsync": "off", "max_connections": str(len(library.shelves) + SPARE)}
    with EmbeddedPostgres(bench.folder / "postgres", binaries, server) as postgres:
        ensure_database(postgres.dsn(), DATABASE)
        admin = postgres.dsn(database=DATABASE)
        migrate(admin)
        try:
            for key in told(list(library.shelves), bench.report, "hotels made properties"):
                shelf = library.shelves[key]
                stores.append(_property(library, shelf, admin))
                library.knowledge[key] = _searching(library, shelf, stores[-1])
            yield
        finally:
            for store in stores:
                store.close()


def _property(library: Library, shelf: Shelf, admin: str) -> Store:
    hotel, password = shelf.hotel, secrets.token_urlsafe(24)
    role = provision_property(admin, hotel.id, hotel.slug, hotel.name, password)
    vault = Vault.open(library.bench.folder / "vault.keys")
    store = Store(login_dsn(admin, role, password), vault, hotel.id, max_connections=1)
    store.check()
    ingest(shelf.items, store, library.bench.embedder, hotel.name)
    return store


def _searching(library: Library, shelf: Shelf, store: Store) -> Knowledge:
    """Without a snapshot to fall back on: what comes back, the cluster gave."""
    embedder = library.bench.embedder
    empty = Snapshot(shelf.hotel.id, embedder.name)
    return Knowledge(store, empty, embedder, shelf.hotel, unavailable=NeverAway)


class NeverAway(Exception):
    """What no store raises: one that is away ends the measurement."""


def isolation(library: Library, rows: Sequence[Row]) -> Measures:
    """Every question, and a passage of every hotel word for word, is put to every hotel:
    whatever comes back must be that hotel's own."""
    report = library.bench.report
    searches = passages = 0
    asked = [*rows, *(verbatim(shelf) for shelf in library.shelves.values())]
    for key in told(list(library.knowledge), report, "hotels asked every question"):
        shelf, knowledge = library.shelves[key], library.knowledge[key]
        for row in asked:
            found = search(library.bench, knowledge, row, question(row))
            searches, passages = searches + 1, passages + len(found)
            library.foreign += [
                f"{shelf.hotel.name} was given {each.source}"
                for each in found
                if each.id not in shelf.documents
            ]
    return {
        "hotels in one database": str(len(library.knowledge)),
        "searches": str(searches),
        "passages returned": str(passages),
        "passages of another hotel": str(len(library.foreign)),
    }


def verbatim(shelf: Shelf) -> Row:
    """The hotel's first passage, as somebody would ask who wants just that one."""
    item = shelf.items[0]
    return Row(item.source, 0, {"query": f"{item.title} {item.text}"})
