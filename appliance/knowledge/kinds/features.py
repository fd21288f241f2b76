"""A message as numbers: its sentence vector beside its weighted words and word pairs."""

from __future__ import annotations

import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from appliance.knowledge.embed import Embedder, question_vectors

Matrix = NDArray[np.float64]

MOST_WORDS = 60  # of a message
LEAST_SEEN = 2  # examples a word must occur in
LEAST_NORM = 3.0  # keeps one known word from speaking as loudly as a whole sentence
_CLOCK = re.compile(r"\b\d{1,2}(?::\d\d)?\s*(?:am|pm|o'?clock)\b|\b\d{1,2}:\d\d\b")
_WORD = re.compile(r"[^\W\d_]+(?:'[a-z]+)?|\d+")


def word_features(text: str) -> list[str]:
    """Words and pairs of neighbours; every number is "#", every time of day "@".

    >>> word_features("Table at 7 pm")
    ['table', 'at', '@', 'table at', 'at @']
    """
    plain = _CLOCK.sub(" \0 ", text.lower().replace("’", "'"))
    words = [_feature(word) for word in re.findall(rf"{_WORD.pattern}|\0", plain)[:MOST_WORDS]]
    return words + [f"{one} {other}" for one, other in pairwise(words)]


def _feature(word: str) -> str:
    return "@" if word == "\0" else "#" if word.isdigit() else word


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The word features that count, each with its inverse document frequency."""

    weights: dict[str, float]
    places: dict[str, int]

    @classmethod
    def of(cls, texts: Sequence[str]) -> Vocabulary:
        seen = Counter(word for text in texts for word in set(word_features(text)))
        kept = sorted(word for word, times in seen.items() if times >= LEAST_SEEN)
        return cls.from_weights({word: math.log(len(texts) / seen[word]) for word in kept})

    @classmethod
    def from_weights(cls, weights: dict[str, float]) -> Vocabulary:
        return cls(weights, {word: at for at, word in enumerate(weights)})

    def matrix(self, texts: Sequence[str]) -> Matrix:
        rows = np.zeros((len(texts), len(self.places)))
        for row, text in zip(rows, texts, strict=True):
            for word in word_features(text):
                if word in self.places:
                    row[self.places[word]] = self.weights[word]
        norms = np.linalg.norm(rows, axis=1, keepdims=True)
        scaled: Matrix = rows / np.maximum(norms, LEAST_NORM)
        return scaled


def features(texts: Sequence[str], vocabulary: Vocabulary, embedder: Embedder) -> Matrix:
    """One row a text: sentence vector, words, and 1 for the bias."""
    vectors = np.asarray(question_vectors(texts, embedder))
    return np.hstack([vectors, vocabulary.matrix(texts), np.ones((len(texts), 1))])


def lines(text: str) -> Iterable[str]:
    return filter(None, map(str.strip, text.splitlines()))
