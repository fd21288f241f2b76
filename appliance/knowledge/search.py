"""From a guest's question to the hotel's own passages that answer it."""

from __future__ import annotations

import time
from collections.abc import Callable, Sequence
from datetime import date
from typing import Protocol, cast

from appliance.engine.asking import questions
from appliance.engine.hotel import Hotel
from appliance.engine.lexicon import gloss, read
from appliance.engine.message import Passage
from appliance.engine.passages import Candidate
from appliance.engine.text import Language
from appliance.knowledge.embed import Embedder, question_vector
from appliance.knowledge.followup import resolve
from appliance.knowledge.scoring import Ranked, rank
from appliance.knowledge.snapshot import Audience, Snapshot, visible
from appliance.knowledge.wording import without_name

ANSWERS = 0.5  # a passage scored this or more may be answered from
CANDIDATES = 20
LONGEST_QUESTION = 1000  # characters; the rest of a long e-mail is read by people
AWAY_FOR = 15.0  # seconds the snapshot answers before the store is asked again
MOST_PARTS = 3  # questions of one message that are searched for apart


class Source(Protocol):
    """Where candidates come from: the store, and the snapshot when the store is away."""

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
    """Searches one property's knowledge. `snapshot` may be replaced while searches run."""

    def __init__(
        self,
        store: Source | None,
        snapshot: Snapshot,
        embedder: Embedder,
        hotel: Hotel,
        *,
        unavailable: type[Exception] = ConnectionError,
        clock: Callable[[], float] = time.monotonic,
    ) -> None:
        """`unavailable` is what `store` raises while the cluster is away; `clock` is in seconds."""
        self.store = store
        self.snapshot = snapshot
        self.embedder = embedder
        self.hotel = hotel
        self.unavailable = unavailable
        self.clock = clock
        self.ask_again_at = 0.0

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
        found = self._ranked(whole, language, today, audience)
        parts = questions(whole)[:MOST_PARTS]
        if len(parts) > 1 and not self._covered(whole, found):
            found = merge([self._ranked(part, language, today, audience) for part in parts])
        return tuple(_passage(each) for each in found[:limit])

    def _ranked(
        self, question: str, language: Language, today: date, audience: Audience
    ) -> list[Ranked]:
        snapshot = self.snapshot
        vector = question_vector(question, self.embedder)
        words = f"{question} {gloss(question)}".strip()
        found = self._candidates(snapshot, vector, words, today, audience)
        told = [each for each in found if visible(each.item, today, audience)]
        return rank(question, told, snapshot.index, self.embedder.calibration, language)

    def _candidates(
        self, snapshot: Snapshot, vector: list[float], words: str, today: date, audience: Audience
    ) -> list[Candidate]:
        if self.store is not None and self.clock() >= self.ask_again_at:
            try:
                return self.store.candidates(
                    vector,
                    words,
                    embedder=self.embedder.name,
                    today=today,
                    audience=audience,
                    limit=CANDIDATES,
                )
            except self.unavailable:  # the snapshot answers, and no guest waits to find out again
                self.ask_again_at = self.clock() + AWAY_FOR
        return snapshot.candidates(
            vector,
            words,
            embedder=self.embedder.name,
            today=today,
            audience=audience,
            limit=CANDIDATES,
        )

    def _covered(self, question: str, found: list[Ranked]) -> bool:
        """Whether the best passage is about everything the question is about."""
        if not found or found[0].score < ANSWERS:
            return False
        return (
            read(question).topics <= self.snapshot.index.entry(found[0].candidate.item).all.topics
        )


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
