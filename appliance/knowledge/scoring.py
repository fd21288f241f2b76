"""The one place where candidates are ordered and a score is given to them."""

from __future__ import annotations

import math
from dataclasses import dataclass, fields
from itertools import accumulate
from operator import attrgetter, mul

from appliance.engine.asking import Kind, kinds_asked, kinds_stated
from appliance.engine.lexicon import Reading, read
from appliance.engine.passages import Candidate
from appliance.knowledge.embed import Calibration, Weights
from appliance.knowledge.index import Index, share

NO_TOPIC = 0.5  # topic coverage of a question that names no topic: tells neither way
LANGUAGE_EDGE = 0.1  # of two items alike, the one in the guest's language comes first


@dataclass(frozen=True, slots=True)
class Evidence:
    """What speaks for one item answering one question; each between 0 and 1."""

    similarity: float  # inner product of question and item
    coverage: float  # weighted share of the question's terms found in the item
    title_coverage: float  # … found in its title or aliases
    precision: float  # weighted share of the title's terms that are in the question
    topics: float  # weighted share of the question's topics found in the item
    title_topics: float  # … found in its title or aliases
    kind: float  # 1 where the item states the kind of thing asked: a time, an amount, a distance


PIECES = attrgetter(*(piece.name for piece in fields(Evidence)))


@dataclass(frozen=True, slots=True)
class Asked:
    """A question, and what each of its terms counts."""

    reading: Reading
    weights: dict[str, float]
    topics: dict[str, float]
    kinds: frozenset[Kind]

    @classmethod
    def of(cls, reading: Reading, index: Index) -> Asked:
        weights = index.weights(reading)
        topics = {term: weight for term, weight in weights.items() if term in reading.topics}
        return cls(reading, weights, topics, kinds_asked(reading))


@dataclass(frozen=True, slots=True)
class Ranked:
    candidate: Candidate
    order: float
    score: float  # between 0 and 1; from 0.5 the item may be answered from


def rank(
    question: str, candidates: list[Candidate], index: Index, by: Calibration, language: str
) -> list[Ranked]:
    """`candidates`, best first. `question` comes without the hotel's name."""
    asked = Asked.of(read(question), index)
    ranked = [_rank_one(asked, each, index, by, language) for each in candidates]
    return _descending(sorted(ranked, key=lambda each: (-each.order, each.candidate.item.id)))


def _descending(ranked: list[Ranked]) -> list[Ranked]:
    """With no score above that of a better item: where the best does not answer, none does."""
    ceilings = accumulate((each.score for each in ranked), min)
    pairs = zip(ranked, ceilings, strict=True)
    return [Ranked(each.candidate, each.order, ceiling) for each, ceiling in pairs]


def _rank_one(
    asked: Asked, candidate: Candidate, index: Index, by: Calibration, language: str
) -> Ranked:
    found = weigh(asked, candidate, index)
    speaks = candidate.item.language == language or language in candidate.item.answers
    order = combine(found, by.order) + (LANGUAGE_EDGE if speaks else 0.0)
    return Ranked(candidate, order, 1 / (1 + math.exp(-combine(found, by.answer))))


def weigh(asked: Asked, candidate: Candidate, index: Index) -> Evidence:
    entry = index.entry(candidate.item)
    title, anywhere, topics = entry.titled, entry.terms, asked.topics
    return Evidence(
        similarity=candidate.similarity,
        coverage=share(asked.weights, anywhere),
        title_coverage=share(asked.weights, title),
        precision=share(title, asked.weights),
        topics=share(topics, anywhere) if topics else NO_TOPIC,
        title_topics=share(topics, title) if topics else NO_TOPIC,
        kind=_states_kind(asked.kinds, candidate),
    )


def combine(evidence: Evidence, weights: Weights) -> float:
    """The weighted sum of the evidence, plus the bias."""
    counted: float = sum(map(mul, PIECES(evidence), PIECES(weights)))
    return weights.bias + counted


def _states_kind(asked: frozenset[Kind], candidate: Candidate) -> float:
    if not asked:
        return 0.5
    text = " ".join((candidate.item.text, *candidate.item.answers.values()))
    return len(asked & kinds_stated(text)) / len(asked)
