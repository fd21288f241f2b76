"""A hotel's knowledge, by vector and by words. Nothing here can reach another hotel's."""

from __future__ import annotations

import json
from array import array
from collections.abc import Sequence
from datetime import date
from typing import Any, Literal

from pgvector import Vector

from appliance.engine.passages import Candidate, KnowledgeItem
from appliance.store.conversations import containing
from appliance.store.session import Session

Audience = Literal["guest", "inhouse", "staff"]
SEES: dict[Audience, list[str]] = {
    "guest": ["guest"],
    "inhouse": ["guest", "inhouse"],
    "staff": ["guest", "inhouse", "staff"],
}
COLUMNS = """i.id, i.category, i.title, i.text, i.language, i.visibility, i.source,
             i.valid_from, i.valid_to, i.answers, i.aliases, i.digest"""
PUT_ITEM = """
    insert into knowledge_items (property_id, id, category, title, text, language, visibility,
        source, valid_from, valid_to, answers, aliases, digest, phrase, search)
    values (%(property)s, %(id)s, %(category)s, %(title)s, %(text)s, %(language)s, %(visibility)s,
        %(source)s, %(valid_from)s, %(valid_to)s, %(answers)s, to_jsonb(%(aliases)s::text[]),
        %(digest)s, %(phrase)s,
        setweight(to_tsvector('simple', %(phrase)s), 'A')
            || setweight(to_tsvector('simple', %(words)s), 'C'))
    on conflict (property_id, id) do update set
        category = excluded.category, title = excluded.title, text = excluded.text,
        language = excluded.language, visibility = excluded.visibility, source = excluded.source,
        valid_from = excluded.valid_from, valid_to = excluded.valid_to,
        answers = excluded.answers, aliases = excluded.aliases, digest = excluded.digest,
        phrase = excluded.phrase, search = excluded.search, is_active = true, updated_at = now()
"""
DROP_STALE = """
    delete from knowledge_vectors v using knowledge_items i
    where v.property_id = %(property)s and v.item_id = %(id)s
      and i.property_id = %(property)s and i.id = %(id)s and i.digest <> %(digest)s
"""
# Nothing where the item has changed since it was embedded.
PUT_VECTOR = """
    insert into knowledge_vectors (property_id, item_id, embedder, dimensions, embedding)
    select property_id, id, %(embedder)s, %(dimensions)s, %(vector)s::vector
    from knowledge_items
    where property_id = %(property)s and id = %(id)s and digest = %(digest)s
    on conflict (property_id, embedder, item_id) do update
        set dimensions = excluded.dimensions, embedding = excluded.embedding
"""
SHOWN = """i.property_id = %(property)s and i.is_active and i.visibility = any(%(sees)s)
           and coalesce(i.valid_from <= %(today)s, true)
           and coalesce(i.valid_to >= %(today)s, true)"""
BY_WORDS = f"""
    select i.id from knowledge_items i cross join asked
    where {SHOWN} and i.search @@ query
    order by ts_rank(i.search, query) desc, i.id limit %(limit)s"""
BY_VECTOR = f"""
    (select v.item_id as id from knowledge_vectors v
     join knowledge_items i on i.property_id = v.property_id and i.id = v.item_id
     where v.property_id = %(property)s and v.embedder = %(embedder)s
       and v.dimensions = {{dimensions}} and {SHOWN}
     order by {{distance}} limit %(limit)s)"""
# Costs ten times the others, so only where no word matched.
BY_SPELLING = f"""
    (select i.id from knowledge_items i where {SHOWN}
       and not exists (select from by_words) and %(words)s <<-> i.phrase < 0.7
     order by %(words)s <<-> i.phrase limit %(limit)s)"""


class Knowledge(Session):
    _trigrams: bool | None = None  # whether the cluster has pg_trgm, once it was asked

    def knowledge_digests(self) -> dict[str, str]:
        """Digest of every item in use by id."""
        rows = self._rows(
            "select id, digest from knowledge_items where property_id = %(property)s and is_active"
        )
        return {row["id"]: row["digest"] for row in rows}

    def put_knowledge(
        self, items: Sequence[tuple[KnowledgeItem, list[float]]], *, embedder: str
    ) -> None:
        """Add or replace items, all or none. An empty vector leaves one for `put_vectors`.

        A changed item loses the vectors other embedders gave its old wording.
        """
        with self._transaction():
            for item, vector in items:
                self._put_item(item)
                if vector:
                    self._put_vector(item, vector, embedder)

    def put_vectors(
        self, items: Sequence[tuple[KnowledgeItem, list[float]]], *, embedder: str
    ) -> None:
        """Give items that are here a vector of one more embedder, in the background.

        One that has changed meanwhile is left without: `unembedded` names it again.
        """
        with self._transaction():
            for item, vector in items:
                self._put_vector(item, vector, embedder)

    def unembedded(self, embedder: str, limit: int = 200) -> list[KnowledgeItem]:
        """Items in use that `embedder` has not seen as they are now."""
        rows = self._rows(
            f"""select {COLUMNS} from knowledge_items i
                where i.property_id = %(property)s and i.is_active and not exists (
                    select from knowledge_vectors v where v.property_id = %(property)s
                    and v.item_id = i.id and v.embedder = %(embedder)s)
                order by i.id limit %(limit)s""",
            embedder=embedder,
            limit=limit,
        )
        return [_item(row) for row in rows]

    def embedded(self) -> dict[str, int]:
        """How many of the items in use each embedder has seen as they are now."""
        rows = self._rows(
            """select v.embedder, count(*) as items from knowledge_vectors v
               join knowledge_items i on i.property_id = v.property_id and i.id = v.item_id
               where v.property_id = %(property)s and i.is_active group by v.embedder"""
        )
        return {row["embedder"]: row["items"] for row in rows}

    def vectors(self, embedder: str, page: int = 500) -> dict[str, array[float]]:
        """The vectors of one embedder by item, packed: a list would take eight times the room."""
        found: dict[str, array[float]] = {}
        after = ""
        while rows := self._rows(
            """select item_id as id, embedding::text as vector from knowledge_vectors
               where property_id = %(property)s and embedder = %(embedder)s
                 and item_id > %(after)s order by item_id limit %(page)s""",
            embedder=embedder,
            after=after,
            page=page,
        ):
            found |= {row["id"]: array("f", json.loads(row["vector"])) for row in rows}
            after = rows[-1]["id"]
        return found

    def retire_knowledge(self, ids: Sequence[str]) -> int:
        """Take items out of use; they come back when they are put again."""
        return self._run(
            """update knowledge_items set is_active = false, updated_at = now()
               where property_id = %(property)s and id = any(%(ids)s) and is_active""",
            ids=list(ids),
        )

    def retire_by_staff(self, item: KnowledgeItem) -> int:
        """Take an item out of use for good: an import does not bring it back."""
        return self._run(
            """update knowledge_items set is_active = false, source = %(source)s, updated_at = now()
               where property_id = %(property)s and id = %(id)s and is_active""",
            id=item.id,
            source=item.source,
        )

    def knowledge_by_staff(self) -> set[str]:
        """Ids of what staff entered, changed or took out of use."""
        rows = self._rows(
            """select id from knowledge_items
               where property_id = %(property)s and starts_with(source, 'dashboard')"""
        )
        return {row["id"] for row in rows}

    def knowledge(
        self,
        *,
        category: str | None = None,
        language: str | None = None,
        visibility: str | None = None,
        expired: date | None = None,
        active: bool = True,
        search: str = "",
        limit: int = 50,
        offset: int = 0,
    ) -> list[KnowledgeItem]:
        """By category and title, as staff browse it: in use, or with `active` false out of it.

        A `language` is one the passage has an answer in; `expired` keeps what ended before a day.
        """
        conditions = {
            "i.category = %(category)s": category is not None,
            "(i.language = %(language)s or i.answers ? %(language)s)": language is not None,
            "i.visibility = %(visibility)s": visibility is not None,
            "i.valid_to < %(expired)s": expired is not None,
            "(i.title ilike %(like)s or i.text ilike %(like)s or i.phrase ilike %(like)s)": search,
        }
        chosen = "".join(f" and {condition}" for condition, on in conditions.items() if on)
        rows = self._rows(
            f"""select {COLUMNS} from knowledge_items i
                where i.property_id = %(property)s and i.is_active = %(active)s {chosen}
                order by i.category, i.title, i.id limit %(limit)s offset %(offset)s""",
            category=category,
            language=language,
            visibility=visibility,
            expired=expired,
            active=active,
            like=containing(search),
            limit=limit,
            offset=offset,
        )
        return [_item(row) for row in rows]

    def knowledge_item(self, id_: str) -> tuple[KnowledgeItem, bool] | None:
        """An item and whether it is in use."""
        row = self._row(
            f"""select {COLUMNS}, i.is_active from knowledge_items i
                where i.property_id = %(property)s and i.id = %(id)s""",
            id=id_,
        )
        return (_item(row), row["is_active"]) if row else None

    def knowledge_all(self, embedder: str) -> list[tuple[KnowledgeItem, Sequence[float]]]:
        """Everything in use with its vector, an empty one where `embedder` gave none yet."""
        rows = self._rows(
            f"""select {COLUMNS} from knowledge_items i
                where i.property_id = %(property)s and i.is_active order by i.id"""
        )
        vectors = self.vectors(embedder)
        return [(_item(row), vectors.get(row["id"], ())) for row in rows]

    def candidates(
        self,
        vector: list[float],
        words: str,
        *,
        embedder: str,
        today: date,
        audience: Audience = "guest",
        limit: int = 20,
    ) -> list[Candidate]:
        """The best `limit` by vector and the best `limit` by words, the most similar first.

        `words` match the title, other ways to ask and the answer; near misses in spelling count
        where the cluster has pg_trgm. An empty `vector` searches by words alone.
        """
        rows = self._rows(
            _search(len(vector), self._has_trigrams()),
            vector=Vector(vector).to_text() if vector else None,
            words=words[:400],
            embedder=embedder,
            today=today,
            sees=SEES[audience],
            limit=limit,
        )
        return [Candidate(_item(row), row["similarity"], row["lexical"]) for row in rows]

    def _put_item(self, item: KnowledgeItem) -> None:
        self._run(DROP_STALE, id=item.id, digest=item.digest)
        self._run(
            PUT_ITEM,
            id=item.id,
            category=item.category,
            title=item.title,
            text=item.text,
            language=item.language,
            visibility=item.visibility,
            source=item.source,
            valid_from=item.valid_from,
            valid_to=item.valid_to,
            answers=item.answers,
            aliases=list(item.aliases),
            digest=item.digest,
            phrase="\n".join((item.title, *item.aliases)),
            words="\n".join((item.text, *item.answers.values())),
        )

    def _put_vector(self, item: KnowledgeItem, vector: list[float], embedder: str) -> None:
        self._run(
            PUT_VECTOR,
            id=item.id,
            digest=item.digest,
            embedder=embedder,
            dimensions=len(vector),
            vector=Vector(vector).to_text(),
        )

    def _has_trigrams(self) -> bool:
        if self._trigrams is None:
            row = self._row("select to_regproc('public.word_similarity') is not null as here")
            self._trigrams = bool(row and row["here"])
        return self._trigrams


def _search(dimensions: int, trigrams: bool) -> str:
    """The search, fitted to the vector's size and to what the cluster can do.

    The cast repeats the index's expression, or the index would not be used.
    """
    distance = f"(v.embedding::vector({dimensions})) <#> %(vector)s::vector({dimensions})"
    similarity = f"coalesce(-({distance}), 0)" if dimensions else "0"
    branches = ["select id from by_words"]
    if dimensions:
        branches.append(BY_VECTOR.format(dimensions=dimensions, distance=distance))
    if trigrams:
        branches.append(BY_SPELLING)
    return f"""
        with asked as materialized (
            select replace(plainto_tsquery('simple', %(words)s)::text, '&', '|')::tsquery as query
        ), by_words as materialized ({BY_WORDS}
        ), picked as ({" union ".join(branches)})
        select {COLUMNS}, ts_rank(i.search, query)::float8 as lexical,
               {similarity}::float8 as similarity
        from asked cross join picked
        join knowledge_items i on i.property_id = %(property)s and i.id = picked.id
        left join knowledge_vectors v on v.property_id = %(property)s and v.item_id = i.id
            and v.embedder = %(embedder)s and v.dimensions = {dimensions}
        order by similarity desc, lexical desc, i.id"""


def _item(row: dict[str, Any]) -> KnowledgeItem:
    values = {name: row[name] for name in KnowledgeItem.__slots__}
    return KnowledgeItem(**{**values, "aliases": tuple(row["aliases"])})
