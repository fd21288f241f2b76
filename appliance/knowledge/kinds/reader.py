"""What kind of message a text is. Takes one to five milliseconds."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np

from appliance.engine.disguise import revealed
from appliance.engine.impression import KINDS, SEEKS_KNOWLEDGE, UNREAD, Impression, Kind
from appliance.engine.sentences import split
from appliance.knowledge.embed import Embedder
from appliance.knowledge.kinds.features import Matrix, Vocabulary, features
from appliance.knowledge.kinds.fit import WEIGHTS, softmax

LONGEST = 1000  # characters read as a whole
MOST_SENTENCES = 12  # read apart; half of them from the end, where orders hide
SHORTEST = 3  # words of a sentence worth reading apart
ATTACK = KINDS.index("attack")
ASKING = [at for at, kind in enumerate(KINDS) if kind in SEEKS_KNOWLEDGE]


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads with weights fitted for the embedder it is given."""

    embedder: Embedder
    vocabulary: Vocabulary
    weights: Matrix

    @classmethod
    def open(cls, embedder: Embedder, path: Path = WEIGHTS) -> Reader:
        """Raises ValueError where the weights were fitted for another embedder."""
        with np.load(path) as kept:
            if str(kept["embedder"]) != embedder.name:
                raise ValueError(f"{path.name} is fitted for {kept['embedder']}: run kinds.fit")
            rarity = zip(kept["words"].tolist(), kept["rarity"].tolist(), strict=True)
            vocabulary = Vocabulary.from_weights(dict(rarity))
            weights = kept["weights"].astype(np.float64)
        return cls(embedder, vocabulary, weights)

    def read(self, text: str) -> Impression:
        """The impression a guest's whole message makes; UNREAD for one without a letter."""
        if not any(char.isalpha() for char in text):
            return UNREAD
        hidden = [each[:LONGEST] for each in revealed(text)]
        shares = self._shares([text[:LONGEST], *sentences(text), *hidden])
        whole = shares[0].tolist()
        by_kind: dict[Kind, float] = dict(zip(KINDS, whole, strict=True))
        return Impression(
            by_kind,
            attack=float(shares[:, ATTACK].max()),
            asking=float(shares[:, ASKING].sum(axis=1).max()),
        )

    def _shares(self, texts: list[str]) -> Matrix:
        return softmax(features(texts, self.vocabulary, self.embedder) @ self.weights)


def sentences(text: str) -> list[str]:
    """The sentences of a message of several, not too many."""
    parts = [part.strip()[:LONGEST] for line in text.splitlines() for part in split(line)]
    told = [part for part in parts if len(part.split()) >= SHORTEST]
    if len(told) < 2:
        return []
    half = MOST_SENTENCES // 2
    return told if len(told) <= MOST_SENTENCES else told[:half] + told[-half:]
