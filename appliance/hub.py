"""Wake-ups between threads of this process.

Nothing here is durable: what must not be missed is in the spool's feed, and whoever reconnects
reads that first. A hub event says "look", or carries what may vanish, such as half a sentence.
"""

from __future__ import annotations

import threading
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

LOOK = "look"  # there is something new in the feed


@dataclass(frozen=True, slots=True)
class Event:
    kind: str
    body: dict[str, Any] = field(default_factory=dict)


class Hub:
    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._listeners: defaultdict[str, list[Callable[[Event], None]]] = defaultdict(list)

    def publish(self, topic: str, event: Event | None = None) -> None:
        """Call every listener of the topic on this thread; they must be quick and not raise."""
        with self._lock:
            listeners = tuple(self._listeners.get(topic, ()))
        for listener in listeners:
            listener(event or Event(LOOK))

    def subscribe(self, topic: str, listener: Callable[[Event], None]) -> Callable[[], None]:
        """Listen to a topic until the returned function is called."""
        with self._lock:
            self._listeners[topic].append(listener)

        def unsubscribe() -> None:
            with self._lock:
                if listener in self._listeners.get(topic, ()):
                    self._listeners[topic].remove(listener)
                if not self._listeners.get(topic):
                    self._listeners.pop(topic, None)

        return unsubscribe
