"""Embedders that need not encode a guest's question twice."""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Sequence
from typing import Any, Protocol

from appliance.knowledge.embed import Calibration, Embedder, Vector

A_MONTH = 30 * 86400.0  # seconds
QUESTIONS = 2  # texts: a question and its gloss. An import encodes more, once, and is not kept


class Memory(Protocol):
    """What may vanish; see cache.py."""

    def get(self, key: str) -> Any: ...
    def put(self, key: str, value: Any, seconds: float) -> None: ...


class Recent:
    """What was encoded last, so that who reads a message and who searches for it share the work.

    In memory alone, a few texts; thread-safe.
    """

    def __init__(self, embedder: Embedder, kept: int = 256) -> None:
        self._embedder, self._kept = embedder, kept
        self._lock = threading.Lock()
        self._vectors: OrderedDict[str, Vector] = OrderedDict()
        self.name: str = embedder.name
        self.dimensions: int = embedder.dimensions
        self.calibration: Calibration = embedder.calibration

    def warm(self) -> None:
        self._embedder.warm()

    def encode(self, texts: Sequence[str]) -> list[Vector]:
        if len(texts) > self._kept:
            return self._embedder.encode(texts)
        with self._lock:
            known = {text: self._vectors[text] for text in texts if text in self._vectors}
        if missing := [text for text in dict.fromkeys(texts) if text not in known]:
            new = dict(zip(missing, self._embedder.encode(missing), strict=True))
            self._keep(new)
            known |= new
        return [known[text] for text in texts]

    def _keep(self, new: dict[str, Vector]) -> None:
        with self._lock:
            self._vectors |= new
            while len(self._vectors) > self._kept:
                self._vectors.popitem(last=False)


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
        known = {text: vector for text in texts if (vector := self._recall(text))}
        if missing := [text for text in texts if text not in known]:
            for text, vector in zip(missing, self._embedder.encode(missing), strict=True):
                known[text] = vector
                self._memory.put(self._key(text), vector, A_MONTH)
        return [known[text] for text in texts]

    def _recall(self, text: str) -> Vector | None:
        found = self._memory.get(self._key(text))
        if isinstance(found, list) and len(found) == self.dimensions:
            return [float(number) for number in found]
        return None

    def _key(self, text: str) -> str:
        return f"{self.name}:{hashlib.sha256(text.encode('utf-8', 'replace')).hexdigest()}"
