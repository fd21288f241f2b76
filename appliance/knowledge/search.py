"""From a guest's question to the hotel's own passages that answer it."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping, Sequence
from datetime import date
from typing import Protocol, cast

from appliance.engine.asking import clauses, questions
from appliance.engine.followup import resolve
from appliance.engine.hotel import Hotel
from appliance.engine.lexicon import gloss, read
from appliance.engine.message import Passage
from appliance.engine.passages import Candidate
from appliance.engine.text import Language
from appliance.knowledge.embed import (
    Calibration,
    Embedder,
    EncoderAway,
    Vector,
    question_vectors,
)
from appliance.knowledge.scoring import Ranked, rank
from appliance.knowledge.snapshot import Audience, Snapshot, visible
from appliance.knowledge.wording import without_name

ANSWERS = 0.5  # a passage scored this or more may be answered from
CANDIDATES = 20
LONGEST_QUESTION = 1000  # characters; the rest of a long e-mail is read by people
AWAY_FOR = 15.0  # seconds an encoder that failed is not waited for
MOST_PARTS = 3  # questions of one message that are searched for apart


class Source(Protocol):
    """Where candidates come from: the snapshot, and the store until there is one."""

    def candidates(
        self,
        vector: list[float],
        words: str,
        *,
        embedder: str,
        today: date,
        audience: Audience,
        limit: int,
    ) -> list[Candidate]: ...


class Knowledge:
    """Searches one property's knowledge. `snapshot` may be replaced while searches run.

    The snapshot answers: at 10,000 items it is faster than the cluster, and no guest waits for a
    network. The store is asked only while there is no copy of its knowledge here yet.
    `preferred` encodes questions once its vectors of all items are here and while it answers;
    `embedder` is always here.
    """

    def __init__(
        self,
        store: Source | None,
        snapshot: Snapshot,
        embedder: Embedder,
        hotel: Hotel,
        *,
        preferred: Embedder | None = None,
        unavailable: type[Exception] = ConnectionError,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`unavailable` is what `store` raises while the cluster is away; `clock` is in seconds."""
        self.store = store
        self.snapshot = snapshot
        self.embedder = embedder
        self.preferred = preferred
        self.hotel = hotel
        self.unavailable = unavailable
        self.clock = clock
        self.calibrations: Mapping[str, Calibration] = {}  # fitted for this hotel, by embedder
        self.prefer_again_at = 0.0

    @property
    def embedders(self) -> tuple[Embedder, ...]:
        """The one that is always here, and the preferred one where there is one."""
        return (self.embedder, self.preferred) if self.preferred else (self.embedder,)

    def search(
        self,
        question: str,
        *,
        language: Language,
        history: Sequence[str] = (),
        today: date,
        limit: int = 5,
        audience: Audience = "guest",
    ) -> tuple[Passage, ...]:
        """The best passages first, each scored for itself; `history` is the guest's words before.

        A message that asks two things no single passage covers is searched part by part, so that
        the best passage for each part comes first.
        """
        asked = resolve(question[:LONGEST_QUESTION], history)
        whole = without_name(asked, self.hotel.name)
        [found] = self._ranked([whole], language, today, audience)
        parts = questions(whole)[:MOST_PARTS]
        if len(parts) > 1 and not self._covered(whole, found):
            found = merge(self._ranked(parts, language, today, audience))
        elif not _answers(found) and (asking := _opening(whole)):
            [bare] = self._ranked([asking], language, today, audience)
            found = bare if _answers(bare) else found
        return tuple(_passage(each) for each in found[:limit])

    def _ranked(
        self, questions: Sequence[str], language: Language, today: date, audience: Audience
    ) -> list[list[Ranked]]:
        """For each question what is known, best first; all are encoded at once."""
        snapshot = self.snapshot
        embedder, vectors = self._encoded(questions, snapshot)
        by = self.calibrations.get(embedder.name, embedder.calibration)
        source = snapshot if snapshot.items or self.store is None else self.store
        ranked = []
        for question, vector in zip(questions, vectors, strict=True):
            words = f"{question} {gloss(question)}".strip()
            found = self._candidates(source, vector, words, embedder.name, today, audience)
            told = [each for each in found if visible(each.item, today, audience)]
            ranked.append(rank(question, told, snapshot.index, by, language))
        return ranked

    def _encoded(
        self, questions: Sequence[str], snapshot: Snapshot
    ) -> tuple[Embedder, list[Vector]]:
        """By the preferred encoder if it can be used now, else by the one that is here."""
        preferred = self.preferred
        if preferred and self._ready(preferred, snapshot):
            try:
                return preferred, question_vectors(questions, preferred)
            except EncoderAway:  # and no guest waits to find out again
                self.prefer_again_at = self.clock() + AWAY_FOR
        return self.embedder, question_vectors(questions, self.embedder)

    def _ready(self, embedder: Embedder, snapshot: Snapshot) -> bool:
        return (
            snapshot.vectors_of(embedder.name) is not None and self.clock() >= self.prefer_again_at
        )

    def _candidates(
        self,
        source: Source,
        vector: Vector,
        words: str,
        embedder: str,
        today: date,
        audience: Audience,
    ) -> list[Candidate]:
        try:
            return source.candidates(
                vector,
                words,
                embedder=embedder,
                today=today,
                audience=audience,
                limit=CANDIDATES,
            )
        except self.unavailable:
            return []

    def _covered(self, question: str, found: list[Ranked]) -> bool:
        """Whether the best passage is about everything the question is about, by its own heading
        or text: its page's heading is of the passages beside it, too."""
        if not _answers(found):
            return False
        item = found[0].candidate.item
        own = read(" \n ".join((item.title.rpartition(" › ")[2], *item.aliases)))
        return read(question).topics <= (own | self.snapshot.index.entry(item).text).topics


def _opening(question: str) -> str:
    """What it asks, where it begins with that: the rest then only tells why it is asked."""
    asking = clauses(question)
    return " ".join(asking) if asking and question.lstrip().startswith(asking[0]) else ""


def _answers(found: list[Ranked]) -> bool:
    return bool(found) and found[0].score >= ANSWERS


def merge(parts: list[list[Ranked]]) -> list[Ranked]:
    """The best answer to each part first, then all others by score; each item once."""
    heads = [part[0] for part in parts if part and part[0].score >= ANSWERS]
    rest = sorted((each for part in parts for each in part), key=lambda each: -each.score)
    once = {each.candidate.item.id: each for each in reversed([*heads, *rest])}
    ordered = dict.fromkeys(each.candidate.item.id for each in [*heads, *rest])
    return [once[key] for key in ordered]


def _passage(ranked: Ranked) -> Passage:
    item = ranked.candidate.item
    return Passage(
        id=item.id,
        category=item.category,
        title=item.title,
        text=item.text,
        language=cast("Language", item.language),
        score=round(ranked.score, 4),
        source=item.source,
        answers=dict(item.answers),
    )
