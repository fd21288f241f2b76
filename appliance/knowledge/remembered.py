"""An embedder that need not encode a guest's question twice."""

from __future__ import annotations

import hashlib
import threading
from collections import OrderedDict
from collections.abc import Sequence
from typing import Any, Protocol

from appliance.knowledge.embed import Calibration, Embedder, Vector

A_MONTH = 30 * 86400.0  # seconds
QUESTIONS = 32  # texts of a message: its sentences and their glosses. An import has more, once
RECENT = 1024  # texts; four megabytes of vectors of 512 numbers


class Memory(Protocol):
    """What may vanish; see cache.py."""

    def get(self, key: str) -> Any: ...
    def put(self, key: str, value: Any, seconds: float) -> None: ...


class Recent:
    """The latest values in this process: reader and search want the same message's vectors."""

    def __init__(self, size: int = RECENT) -> None:
        self._size, self._lock = size, threading.Lock()
        self._values: OrderedDict[str, Any] = OrderedDict()

    def get(self, key: str) -> Any:
        with self._lock:
            if key in self._values:
                self._values.move_to_end(key)
            return self._values.get(key)

    def put(self, key: str, value: Any, _seconds: float) -> None:
        with self._lock:
            self._values[key] = value
            while len(self._values) > self._size:
                self._values.popitem(last=False)


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
            return found
        return None

    def _key(self, text: str) -> str:
        return f"{self.name}:{hashlib.sha256(text.encode('utf-8', 'replace')).hexdigest()}"
