"""The one place where candidates are ordered and a score is given to them."""

from __future__ import annotations

import math
from dataclasses import dataclass, fields, replace
from itertools import accumulate

from appliance.engine.asking import kinds_asked, kinds_stated
from appliance.engine.lexicon import Reading, read
from appliance.engine.passages import Candidate
from appliance.knowledge.embed import Calibration, Weights
from appliance.knowledge.index import Index, share, terms

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


@dataclass(frozen=True, slots=True)
class Ranked:
    candidate: Candidate
    order: float
    score: float  # between 0 and 1; from 0.5 the item may be answered from


def rank(
    question: str, candidates: list[Candidate], index: Index, by: Calibration, language: str
) -> list[Ranked]:
    """`candidates`, best first. `question` comes without the hotel's name."""
    reading = read(question)
    ranked = [_rank_one(reading, each, index, by, language) for each in candidates]
    return _descending(sorted(ranked, key=lambda each: (-each.order, each.candidate.item.id)))


def _descending(ranked: list[Ranked]) -> list[Ranked]:
    """With no score above that of a better item: where the best does not answer, none does."""
    ceilings = accumulate((each.score for each in ranked), min)
    return [replace(each, score=ceiling) for each, ceiling in zip(ranked, ceilings, strict=True)]


def _rank_one(
    reading: Reading, candidate: Candidate, index: Index, by: Calibration, language: str
) -> Ranked:
    found = weigh(reading, candidate, index)
    speaks = candidate.item.language == language or language in candidate.item.answers
    order = combine(found, by.order) + (LANGUAGE_EDGE if speaks else 0.0)
    return Ranked(candidate, order, 1 / (1 + math.exp(-combine(found, by.answer))))


def weigh(reading: Reading, candidate: Candidate, index: Index) -> Evidence:
    entry = index.entry(candidate.item)
    asked, title = index.weights(reading), index.weights(entry.title)
    anywhere = terms(entry.all)
    topics = {term: weight for term, weight in asked.items() if term in reading.topics}
    return Evidence(
        similarity=candidate.similarity,
        coverage=share(asked, anywhere),
        title_coverage=share(asked, title),
        precision=share(title, asked),
        topics=share(topics, anywhere) if topics else NO_TOPIC,
        title_topics=share(topics, title) if topics else NO_TOPIC,
        kind=_states_kind(reading, candidate),
    )


def combine(evidence: Evidence, weights: Weights) -> float:
    """The weighted sum of the evidence, plus the bias."""
    counted: list[float] = [
        getattr(evidence, f.name) * getattr(weights, f.name) for f in fields(evidence)
    ]
    return weights.bias + sum(counted)


def _states_kind(reading: Reading, candidate: Candidate) -> float:
    asked = kinds_asked(reading)
    if not asked:
        return 0.5
    text = " ".join((candidate.item.text, *candidate.item.answers.values()))
    return len(asked & kinds_stated(text)) / len(asked)
