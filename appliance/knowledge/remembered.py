"""An embedder that need not encode a guest's question twice."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Any, Protocol

from appliance.knowledge.embed import Calibration, Embedder, Vector

A_MONTH = 30 * 86400.0  # seconds
QUESTIONS = 2  # texts: a question and its gloss. An import encodes more, once, and is not kept


class Memory(Protocol):
    """What may vanish; see cache.py."""

    def get(self, key: str) -> Any: ...
    def put(self, key: str, value: Any, seconds: float) -> None: ...


class Remembered:
    """Guests ask the same things: popular questions cost no encoding, and no call to a vendor.

    Keys are digests, so that a guest's words are not in the cache.
    """

    def __init__(self, embedder: Embedder, memory: Memory) -> None:
        self._embedder, self._memory = embedder, memory
        self.name: str = embedder.name
        self.dimensions: int = embedder.dimensions
        self.calibration: Calibration = embedder.calibration

    def warm(self) -> None:
        self._embedder.warm()

    def encode(self, texts: Sequence[str]) -> list[Vector]:
        if len(texts) > QUESTIONS:
            return self._embedder.encode(texts)
        return [self._one(text) for text in texts]

    def _one(self, text: str) -> Vector:
        key = f"{self.name}:{hashlib.sha256(text.encode('utf-8', 'replace')).hexdigest()}"
        known = self._memory.get(key)
        if isinstance(known, list) and len(known) == self.dimensions:
            return [float(number) for number in known]
        (vector,) = self._embedder.encode([text])
        self._memory.put(key, vector, A_MONTH)
        return vector
